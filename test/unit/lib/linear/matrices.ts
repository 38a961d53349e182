/** Small matrices for tests: dense to sparse and back, random ones, and a slow, sure decomposition to compare with. */
import { seededNumbers } from '../../../../src/lib/linear/seeded-numbers.ts';
import type { SparseRows } from '../../../../src/lib/linear/sparse-rows.ts';

export type Dense = readonly (readonly number[])[];

/** `columns` must be said for a matrix without rows. */
export function toSparse(dense: Dense, columns = dense[0]?.length ?? 0): SparseRows {
  const entries = dense.map((row) => [...row.entries()].filter(([, value]) => value !== 0));
  const starts = new Int32Array(dense.length + 1);
  for (const [at, row] of entries.entries()) starts[at + 1] = starts[at]! + row.length;
  return {
    ...{ rows: dense.length, columns, starts },
    columnsOf: Int32Array.from(entries.flat().map(([column]) => column)),
    values: Float32Array.from(entries.flat().map(([, value]) => value)),
  };
}

/** A matrix of which about `share` of the entries are not zero, exact as 32-bit numbers. */
export function randomDense(
  rows: number,
  columns: number,
  share: number,
  seed: number,
): number[][] {
  const random = seededNumbers(seed);
  return Array.from({ length: rows }, () =>
    Array.from({ length: columns }, () => {
      const value = random();
      return random() < 2 * share - 1 ? Math.fround(value) : 0;
    }),
  );
}

/** one · twoᵀ for two lists of rows. */
export function productOfRows(one: Dense, two: Dense): number[][] {
  return one.map((a) => two.map((b) => dot(a, b)));
}

export function dot(one: readonly number[], two: readonly number[]): number {
  return one.reduce((sum, value, at) => sum + value * two[at]!, 0);
}

export function transposed(dense: Dense): number[][] {
  return (dense[0] ?? []).map((_, column) => dense.map((row) => row[column]!));
}

/** The columns of a row-major array with `width` numbers a row. */
export function columnsOf(data: Float32Array | Float64Array, width: number): number[][] {
  return Array.from({ length: width }, (_, column) =>
    Array.from({ length: data.length / width }, (_, row) => data[row * width + column]!),
  );
}

/** How far the inner products of `vectors` are from those of orthonormal ones, at most. */
export function errorOfOrthonormal(vectors: Dense): number {
  const products = productOfRows(vectors, vectors);
  const errors = products.flatMap((row, i) => row.map((value, j) => value - (i === j ? 1 : 0)));
  return Math.max(0, ...errors.map(Math.abs));
}

/** All singular values, largest first: columns are turned in pairs until all are orthogonal (one-sided Jacobi). */
export function jacobiSingularValues(dense: Dense): number[] {
  const columns = transposed(dense);
  let changed = true;
  for (let sweep = 0; changed && sweep < 60; sweep++) {
    changed = false;
    for (let i = 0; i < columns.length; i++)
      for (let j = i + 1; j < columns.length; j++) {
        const [a, b] = [columns[i]!, columns[j]!];
        const [aa, bb, ab] = [dot(a, a), dot(b, b), dot(a, b)];
        if (Math.abs(ab) <= 1e-14 * Math.sqrt(aa * bb)) continue;
        changed = true;
        const angle = 0.5 * Math.atan2(2 * ab, aa - bb);
        const [c, s] = [Math.cos(angle), Math.sin(angle)];
        columns[i] = a.map((value, at) => c * value + s * b[at]!);
        columns[j] = b.map((value, at) => c * value - s * a[at]!);
      }
  }
  return columns.map((column) => Math.sqrt(dot(column, column))).sort((a, b) => b - a);
}
