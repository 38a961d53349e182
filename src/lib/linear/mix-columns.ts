/** A tall dense matrix times a small one: new columns as mixtures of old ones. */
import type { Panels } from './panels.ts';

/** Rows taken at a time: all columns of so many rows fit in a processor's second cache. */
const blockRows = 256;

/**
 * Writes `from` · `mix` to `to` (not the same array). `mix` is from.columns × from.columns,
 * row-major; its first to.columns columns are used. When `isUpper`, all below the diagonal of `mix`
 * is known to be zero and is skipped.
 */
export function mixColumns(from: Panels, mix: Float64Array, to: Panels, isUpper: boolean): void {
  const { rows, columns } = from;
  for (let start = 0; start < rows; start += blockRows) {
    const end = Math.min(rows, start + blockRows);
    for (let column = 0; column < to.columns; column += 4) {
      const depth = isUpper ? Math.min(columns, column + 4) : columns;
      for (let row = start; row < end; row += 4)
        mixTile(from, mix, to, depth, row, Math.min(4, end - row), column);
    }
  }
}

/** `count` rows (four, fewer at the end) of four new columns: sixteen sums in registers. */
function mixTile(
  from: Panels,
  mix: Float64Array,
  to: Panels,
  depth: number,
  row: number,
  count: number,
  column: number,
): void {
  const { rows, columns, data: a } = from;
  // Where rows are missing the last one is read again, and its result is not written.
  const r1 = count > 1 ? 8 : 0;
  const r2 = count > 2 ? 16 : r1;
  const r3 = count > 3 ? 24 : r2;
  let s00 = 0,
    s01 = 0,
    s02 = 0,
    s03 = 0;
  let s10 = 0,
    s11 = 0,
    s12 = 0,
    s13 = 0;
  let s20 = 0,
    s21 = 0,
    s22 = 0,
    s23 = 0;
  let s30 = 0,
    s31 = 0,
    s32 = 0,
    s33 = 0;
  let m = column;
  for (let k = 0; k < depth; k++) {
    const x = ((k >> 3) * rows + row) * 8 + (k & 7);
    const b0 = mix[m]!;
    const b1 = mix[m + 1]!;
    const b2 = mix[m + 2]!;
    const b3 = mix[m + 3]!;
    const a0 = a[x]!;
    s00 += a0 * b0;
    s01 += a0 * b1;
    s02 += a0 * b2;
    s03 += a0 * b3;
    const a1 = a[x + r1]!;
    s10 += a1 * b0;
    s11 += a1 * b1;
    s12 += a1 * b2;
    s13 += a1 * b3;
    const a2 = a[x + r2]!;
    s20 += a2 * b0;
    s21 += a2 * b1;
    s22 += a2 * b2;
    s23 += a2 * b3;
    const a3 = a[x + r3]!;
    s30 += a3 * b0;
    s31 += a3 * b1;
    s32 += a3 * b2;
    s33 += a3 * b3;
    m += columns;
  }
  const at = ((column >> 3) * to.rows + row) * 8 + (column & 7);
  setFour(to.data, at, s00, s01, s02, s03);
  if (count > 1) setFour(to.data, at + 8, s10, s11, s12, s13);
  if (count > 2) setFour(to.data, at + 16, s20, s21, s22, s23);
  if (count > 3) setFour(to.data, at + 24, s30, s31, s32, s33);
}

function setFour(to: Float64Array, at: number, a: number, b: number, c: number, d: number): void {
  to[at] = a;
  to[at + 1] = b;
  to[at + 2] = c;
  to[at + 3] = d;
}
