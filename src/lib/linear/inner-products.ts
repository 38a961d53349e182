/** The inner products of the columns of tall dense matrices. */
import type { Panels } from './panels.ts';

/** Rows taken at a time: all columns of so many rows fit in a processor's second cache. */
const blockRows = 256;

/**
 * oneᵀ · two for two matrices of the same shape whose product is known to be symmetric (a Gram
 * matrix, or QᵀSQ for a symmetric S): columns × columns, row-major. Only the upper half is computed.
 */
export function innerProducts(one: Panels, two: Panels): Float64Array {
  const { rows, columns } = one;
  const out = new Float64Array(columns * columns);
  for (let start = 0; start < rows; start += blockRows) {
    const end = Math.min(rows, start + blockRows);
    for (let i = 0; i < columns; i += 4)
      for (let j = i; j < columns; j += 4) addTile(one, two, i, j, start, end, out);
  }
  for (let i = 0; i < columns; i++)
    for (let j = 0; j < i; j++) out[i * columns + j] = out[j * columns + i]!;
  return out;
}

/** Adds the products of four columns from `i` with four from `j` over the rows start … end - 1: sixteen sums in registers. */
function addTile(
  one: Panels,
  two: Panels,
  i: number,
  j: number,
  start: number,
  end: number,
  out: Float64Array,
): void {
  const { rows, columns, data: a } = one;
  const b = two.data;
  let x = ((i >> 3) * rows + start) * 8 + (i & 7);
  let y = ((j >> 3) * rows + start) * 8 + (j & 7);
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
  for (let row = start; row < end; row++) {
    const b0 = b[y]!;
    const b1 = b[y + 1]!;
    const b2 = b[y + 2]!;
    const b3 = b[y + 3]!;
    const a0 = a[x]!;
    s00 += a0 * b0;
    s01 += a0 * b1;
    s02 += a0 * b2;
    s03 += a0 * b3;
    const a1 = a[x + 1]!;
    s10 += a1 * b0;
    s11 += a1 * b1;
    s12 += a1 * b2;
    s13 += a1 * b3;
    const a2 = a[x + 2]!;
    s20 += a2 * b0;
    s21 += a2 * b1;
    s22 += a2 * b2;
    s23 += a2 * b3;
    const a3 = a[x + 3]!;
    s30 += a3 * b0;
    s31 += a3 * b1;
    s32 += a3 * b2;
    s33 += a3 * b3;
    x += 8;
    y += 8;
  }
  const at = i * columns + j;
  addFour(out, at, s00, s01, s02, s03);
  addFour(out, at + columns, s10, s11, s12, s13);
  addFour(out, at + 2 * columns, s20, s21, s22, s23);
  addFour(out, at + 3 * columns, s30, s31, s32, s33);
}

function addFour(to: Float64Array, at: number, a: number, b: number, c: number, d: number): void {
  to[at] = to[at]! + a;
  to[at + 1] = to[at + 1]! + b;
  to[at + 2] = to[at + 2]! + c;
  to[at + 3] = to[at + 3]! + d;
}
