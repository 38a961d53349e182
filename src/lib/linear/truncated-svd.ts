/** The strongest directions of a sparse matrix: a randomised singular value decomposition. */
import { findBasis } from './find-basis.ts';
import { findRitz } from './gram-operator.ts';
import { mixColumns } from './mix-columns.ts';
import { multiplySparse } from './multiply-sparse.ts';
import { makePanels, panelWidth } from './panels.ts';
import { type SparseRows, transposeRows } from './sparse-rows.ts';

export interface TruncatedSvd {
  /** columns × rank, row-major: a term's `rank` numbers stand together. Its columns are orthonormal. */
  readonly v: Float32Array;
  /** `rank` numbers, largest first. */
  readonly singular: Float64Array;
  /** What was asked for, or less where the matrix has no more directions than that. */
  readonly rank: number;
}

export interface SvdOptions {
  /** Directions followed beyond those asked for, without which the last of these come out too weak. */
  readonly extra?: number;
  /** Steps that part strong directions from weak ones; the last does the work of several. */
  readonly powers?: number;
  readonly seed?: number;
}

/** Singular values up to this share of the largest count as zero. */
const negligible = 1e-5;

/**
 * The `rank` strongest right singular vectors of `matrix`, and their singular values (Halko,
 * Martinsson and Tropp 2011, with a Chebyshev polynomial for the last power; all dense work is done on
 * the shorter side of the matrix). The same input gives
 * the same bytes; the first of the largest components of each vector is positive. Exact but for
 * rounding when rank + extra reaches the shorter side.
 *
 * Takes, beyond the matrix, 8 bytes an entry, 16 · (rank + extra) a row of the shorter side and
 * 4 · rank a column.
 * @throws RangeError when a value is not finite, or rank, extra or powers is no whole number from 0
 */
export function truncatedSvd(
  matrix: SparseRows,
  rank: number,
  { extra = 20, powers = 3, seed = 1 }: SvdOptions = {},
): TruncatedSvd {
  refuseOddNumbers(matrix, { rank, extra, powers });
  const { columns } = matrix;
  const isWide = matrix.rows <= columns;
  const other = transposeRows(matrix);
  const [short, long] = isWide ? [matrix, other] : [other, matrix];
  const between = new Float64Array(long.rows * panelWidth);
  const operator = { short, long, between };
  const { basis, spare } = findBasis(operator, rank + extra, powers, seed);
  const { values, mix } = findRitz(operator, basis, spare);

  const singular = values
    .slice(0, Math.min(rank, short.rows))
    .map((value) => Math.sqrt(Math.max(0, value)));
  const found = singular.filter((value) => value > negligible * singular[0]!).length;
  const left = makePanels(short.rows, found, spare.data);
  mixColumns(basis, mix, left, false);
  const v = new Float32Array(columns * found);
  for (let first = 0; first < found; first += panelWidth) {
    const panel = left.data.subarray(first * short.rows, (first + panelWidth) * short.rows);
    if (isWide) multiplySparse(long, panel, 0, between, 0);
    else between.set(panel);
    for (let at = first; at < Math.min(found, first + panelWidth); at++)
      writeDirection(between, at - first, isWide ? singular[at]! : 1, v, at, columns, found);
  }
  return { v, singular: singular.slice(0, found), rank: found };
}

/** Column `at` of `v` from a column of a panel, divided by its `length`, its sign fixed. */
function writeDirection(
  panel: Float64Array,
  column: number,
  length: number,
  v: Float32Array,
  at: number,
  rows: number,
  rank: number,
): void {
  let largest = 0;
  for (let x = column; x < rows * panelWidth; x += panelWidth)
    // The margin lets the first of equal components decide, whatever their last digits.
    if (Math.abs(panel[x]!) > 1.000001 * Math.abs(largest)) largest = panel[x]!;
  const scale = largest < 0 ? -1 / length : 1 / length;
  for (let row = 0; row < rows; row++)
    // Plus zero: a negative zero would be one more way to write the same direction.
    v[row * rank + at] = panel[row * panelWidth + column]! * scale + 0;
}

function refuseOddNumbers(matrix: SparseRows, numbers: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(numbers))
    if (!Number.isInteger(value) || value < 0)
      throw new RangeError(`${name} must be a whole number from 0, but is ${value}`);
  if (!matrix.values.every(Number.isFinite))
    throw new RangeError('the matrix has a value that is not finite');
}
