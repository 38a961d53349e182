/** Cholesky factors of small symmetric matrices, their inverses, and what depends on what before it. */

/**
 * The upper triangle R with RᵀR = matrix, and its inverse, both row-major.
 * `least` is the smallest share of a column's own square that was left after taking away what the
 * columns before it explain (1: all are orthogonal). Columns with a share of at most `tolerance`
 * are dependent: their row and column are zero in both triangles, and `least` leaves them out.
 */
export interface Cholesky {
  readonly upper: Float64Array;
  readonly inverse: Float64Array;
  readonly kept: number;
  readonly least: number;
}

/** Factors `matrix` (size × size, row-major, symmetric, not negative; only its upper half is read). */
export function factorCholesky(matrix: Float64Array, size: number, tolerance: number): Cholesky {
  const upper = new Float64Array(size * size);
  let kept = 0;
  let least = 1;
  for (let row = 0; row < size; row++) {
    const start = row * size;
    for (let column = row; column < size; column++) upper[start + column] = matrix[start + column]!;
    for (let before = 0; before < row; before++) {
      const factor = upper[before * size + row]!;
      if (factor !== 0) subtractRow(upper, start, before * size, factor, row, size);
    }
    const whole = matrix[start + row]!;
    const left = upper[start + row]!;
    // Written so that a value that is no number counts as dependent.
    if (!(left > tolerance * whole) || !(left > 0)) {
      upper.fill(0, start, start + size);
      continue;
    }
    kept++;
    least = Math.min(least, left / whole);
    const root = Math.sqrt(left);
    upper[start + row] = root;
    for (let column = row + 1; column < size; column++)
      upper[start + column] = upper[start + column]! / root;
  }
  return { upper, inverse: invertUpper(upper, size), kept, least };
}

/**
 * The inverse of a symmetric positive definite matrix (size × size, row-major).
 * @throws RangeError when the matrix is not positive definite
 */
export function choleskyInverse(matrix: Float64Array, size: number): Float64Array {
  const { inverse: upper, kept } = factorCholesky(matrix, size, 0);
  if (kept < size) throw new RangeError('the matrix to invert is not positive definite');
  // matrix⁻¹ = U Uᵀ with U = R⁻¹: entry (i, j) is row i times row j, both from the later diagonal on.
  const out = new Float64Array(size * size);
  for (let i = 0; i < size; i++)
    for (let j = i; j < size; j++) {
      let sum = 0;
      for (let k = j; k < size; k++) sum += upper[i * size + k]! * upper[j * size + k]!;
      out[i * size + j] = sum;
      out[j * size + i] = sum;
    }
  return out;
}

/** The inverse of an upper triangle; rows and columns whose diagonal is zero stay zero. */
function invertUpper(upper: Float64Array, size: number): Float64Array {
  const out = new Float64Array(size * size);
  for (let row = size - 1; row >= 0; row--) {
    const start = row * size;
    const diagonal = upper[start + row]!;
    if (diagonal === 0) continue;
    for (let other = row + 1; other < size; other++) {
      const factor = upper[start + other]!;
      if (factor !== 0) subtractRow(out, start, other * size, factor, other, size);
    }
    for (let column = row + 1; column < size; column++)
      out[start + column] = out[start + column]! / diagonal;
    out[start + row] = 1 / diagonal;
  }
  return out;
}

/** Takes `factor` times the row at `other` from the row at `start`, from column `first` on. */
function subtractRow(
  data: Float64Array,
  start: number,
  other: number,
  factor: number,
  first: number,
  size: number,
): void {
  for (let column = first; column < size; column++)
    data[start + column] = data[start + column]! - factor * data[other + column]!;
}
