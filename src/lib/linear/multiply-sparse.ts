/** A sparse matrix times one panel of a dense one: the step that takes most of a decomposition's time. */
import type { SparseRows } from './sparse-rows.ts';

/**
 * Writes `matrix` · X to `to` from `toStart`, where X is the panel (matrix.columns × 8) that begins
 * at `from[fromStart]`. Written out by columns so that the eight sums stay in registers.
 */
export function multiplySparse(
  matrix: SparseRows,
  from: Float64Array,
  fromStart: number,
  to: Float64Array,
  toStart: number,
): void {
  const { rows, starts, columnsOf, values } = matrix;
  let out = toStart;
  for (let row = 0; row < rows; row++) {
    let s0 = 0;
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    let s4 = 0;
    let s5 = 0;
    let s6 = 0;
    let s7 = 0;
    const end = starts[row + 1]!;
    for (let at = starts[row]!; at < end; at++) {
      const value = values[at]!;
      const x = fromStart + (columnsOf[at]! << 3);
      s0 += value * from[x]!;
      s1 += value * from[x + 1]!;
      s2 += value * from[x + 2]!;
      s3 += value * from[x + 3]!;
      s4 += value * from[x + 4]!;
      s5 += value * from[x + 5]!;
      s6 += value * from[x + 6]!;
      s7 += value * from[x + 7]!;
    }
    to[out] = s0;
    to[out + 1] = s1;
    to[out + 2] = s2;
    to[out + 3] = s3;
    to[out + 4] = s4;
    to[out + 5] = s5;
    to[out + 6] = s6;
    to[out + 7] = s7;
    out += 8;
  }
}
