/** Eigenvalues and eigenvectors of a small symmetric matrix: to three diagonals by reflections, then by QL steps to one. */

export interface Eigen {
  /** Largest first. */
  readonly values: Float64Array;
  /** size × size, row-major: row `i` is the eigenvector of `values[i]`, of length 1. */
  readonly vectors: Float64Array;
}

/**
 * Decomposes `matrix` (size × size, row-major, symmetric, finite), which is left as it is. After
 * the EISPACK routines tred2 and tql2, with vectors in rows so that all inner loops run along memory.
 * About 12 · size³ operations.
 */
export function eigenSymmetric(matrix: Float64Array, size: number): Eigen {
  const rows = matrix.slice(0, size * size);
  const diagonal = new Float64Array(size);
  const beside = new Float64Array(size);
  if (size > 0) {
    reduceToTridiagonal(rows, size, diagonal, beside);
    diagonalise(rows, size, diagonal, beside);
  }
  const order = Array.from(diagonal.keys()).sort((a, b) => diagonal[b]! - diagonal[a]! || a - b);
  const values = new Float64Array(size);
  const vectors = new Float64Array(size * size);
  for (const [to, from] of order.entries()) {
    values[to] = diagonal[from]!;
    vectors.set(rows.subarray(from * size, from * size + size), to * size);
  }
  return { values, vectors };
}

/** Householder's reflections; `rows` becomes the transposed product of them, `beside[i]` stands between i - 1 and i. */
function reduceToTridiagonal(
  rows: Float64Array,
  size: number,
  diagonal: Float64Array,
  beside: Float64Array,
): void {
  const last = size - 1;
  for (let j = 0; j < size; j++) diagonal[j] = rows[j * size + last]!;
  for (let i = last; i > 0; i--) {
    let scale = 0;
    for (let k = 0; k < i; k++) scale += Math.abs(diagonal[k]!);
    let h = 0;
    if (scale === 0) {
      beside[i] = diagonal[i - 1]!;
      for (let j = 0; j < i; j++) {
        diagonal[j] = rows[j * size + i - 1]!;
        rows[j * size + i] = 0;
        rows[i * size + j] = 0;
      }
    } else {
      for (let k = 0; k < i; k++) {
        diagonal[k] = diagonal[k]! / scale;
        h += diagonal[k]! * diagonal[k]!;
      }
      const f = diagonal[i - 1]!;
      const g = f > 0 ? -Math.sqrt(h) : Math.sqrt(h);
      beside[i] = scale * g;
      h -= f * g;
      diagonal[i - 1] = f - g;
      beside.fill(0, 0, i);
      for (let j = 0; j < i; j++) {
        const row = j * size;
        const factor = diagonal[j]!;
        rows[i * size + j] = factor;
        let sum = beside[j]! + rows[row + j]! * factor;
        for (let k = j + 1; k < i; k++) {
          sum += rows[row + k]! * diagonal[k]!;
          beside[k] = beside[k]! + rows[row + k]! * factor;
        }
        beside[j] = sum;
      }
      let dot = 0;
      for (let j = 0; j < i; j++) {
        beside[j] = beside[j]! / h;
        dot += beside[j]! * diagonal[j]!;
      }
      const half = dot / (h + h);
      for (let j = 0; j < i; j++) beside[j] = beside[j]! - half * diagonal[j]!;
      for (let j = 0; j < i; j++) {
        const row = j * size;
        const [one, two] = [diagonal[j]!, beside[j]!];
        for (let k = j; k < i; k++)
          rows[row + k] = rows[row + k]! - (one * beside[k]! + two * diagonal[k]!);
        diagonal[j] = rows[row + i - 1]!;
        rows[row + i] = 0;
      }
    }
    diagonal[i] = h;
  }
  gatherReflections(rows, size, diagonal);
  beside[0] = 0;
}

function gatherReflections(rows: Float64Array, size: number, diagonal: Float64Array): void {
  const last = size - 1;
  for (let i = 0; i < last; i++) {
    const next = (i + 1) * size;
    rows[i * size + last] = rows[i * size + i]!;
    rows[i * size + i] = 1;
    const h = diagonal[i + 1]!;
    if (h !== 0) {
      for (let k = 0; k <= i; k++) diagonal[k] = rows[next + k]! / h;
      for (let j = 0; j <= i; j++) {
        const row = j * size;
        let sum = 0;
        for (let k = 0; k <= i; k++) sum += rows[next + k]! * rows[row + k]!;
        for (let k = 0; k <= i; k++) rows[row + k] = rows[row + k]! - sum * diagonal[k]!;
      }
    }
    for (let k = 0; k <= i; k++) rows[next + k] = 0;
  }
  for (let j = 0; j < size; j++) {
    diagonal[j] = rows[j * size + last]!;
    rows[j * size + last] = 0;
  }
  rows[last * size + last] = 1;
}

/** Implicit QL steps with shifts; turns the rows of `rows` into eigenvectors. */
function diagonalise(
  rows: Float64Array,
  size: number,
  diagonal: Float64Array,
  beside: Float64Array,
): void {
  beside.copyWithin(0, 1);
  beside[size - 1] = 0;
  let shift = 0;
  let largest = 0;
  for (let l = 0; l < size; l++) {
    largest = Math.max(largest, Math.abs(diagonal[l]!) + Math.abs(beside[l]!));
    const least = Number.EPSILON * largest;
    let m = l;
    while (m < size - 1 && Math.abs(beside[m]!) > least) m++;
    // Two or three steps are usual, thirty were never seen; the bound only keeps the loop finite.
    for (let step = 0; m > l && step < 100 && Math.abs(beside[l]!) > least; step++) {
      const g = diagonal[l]!;
      const p = (diagonal[l + 1]! - g) / (2 * beside[l]!);
      const r = p < 0 ? -lengthOf(p, 1) : lengthOf(p, 1);
      diagonal[l] = beside[l]! / (p + r);
      diagonal[l + 1] = beside[l]! * (p + r);
      const change = g - diagonal[l]!;
      for (let i = l + 2; i < size; i++) diagonal[i] = diagonal[i]! - change;
      shift += change;
      stepBack(rows, size, diagonal, beside, l, m);
    }
    diagonal[l] = diagonal[l]! + shift;
    beside[l] = 0;
  }
}

/** One QL step over the block l … m: a chain of rotations from its end to its beginning. */
function stepBack(
  rows: Float64Array,
  size: number,
  diagonal: Float64Array,
  beside: Float64Array,
  l: number,
  m: number,
): void {
  const second = diagonal[l + 1]!;
  const besideSecond = beside[l + 1]!;
  let p = diagonal[m]!;
  let [c, c2, c3, s, s2] = [1, 1, 1, 0, 0];
  for (let i = m - 1; i >= l; i--) {
    c3 = c2;
    c2 = c;
    s2 = s;
    const g = c * beside[i]!;
    const h = c * p;
    const r = lengthOf(p, beside[i]!);
    beside[i + 1] = s * r;
    s = beside[i]! / r;
    c = p / r;
    p = c * diagonal[i]! - s * g;
    diagonal[i + 1] = h + s * (c * g + s * diagonal[i]!);
    rotateRows(rows, i * size, (i + 1) * size, size, c, s);
  }
  p = (-s * s2 * c3 * besideSecond * beside[l]!) / second;
  beside[l] = s * p;
  diagonal[l] = c * p;
}

function rotateRows(
  rows: Float64Array,
  one: number,
  two: number,
  size: number,
  c: number,
  s: number,
): void {
  for (let k = 0; k < size; k++) {
    const a = rows[one + k]!;
    const b = rows[two + k]!;
    rows[two + k] = s * a + c * b;
    rows[one + k] = c * a - s * b;
  }
}

/** √(a² + b²) without overflow; Math.hypot is slower, and its last digit is left to the engine. */
function lengthOf(a: number, b: number): number {
  const [x, y] = [Math.abs(a), Math.abs(b)];
  const [large, small] = x > y ? [x, y] : [y, x];
  if (large === 0) return 0;
  const ratio = small / large;
  return large * Math.sqrt(1 + ratio * ratio);
}
