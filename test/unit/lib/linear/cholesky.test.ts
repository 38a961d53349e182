/** Inverses of symmetric positive definite matrices, and columns that depend on others. */
import { expect, it } from 'vitest';
import { choleskyInverse, factorCholesky } from '../../../../src/lib/linear/cholesky.ts';
import { productOfRows, randomDense } from './matrices.ts';

it('inverts a matrix that is known', () => {
  const inverse = choleskyInverse(Float64Array.of(4, 2, 2, 3), 2);

  for (const [at, value] of [0.375, -0.25, -0.25, 0.5].entries())
    expect(inverse[at]).toBeCloseTo(value, 14);
  expect(choleskyInverse(new Float64Array(0), 0)).toHaveLength(0);
});

it('gives a symmetric inverse whose product with the matrix is one', () => {
  const half = randomDense(60, 60, 1, 3);
  const matrix = productOfRows(half, half);
  for (const [at, row] of matrix.entries()) row[at] = row[at]! + 0.5;

  const inverse = choleskyInverse(Float64Array.from(matrix.flat()), 60);

  const rows = Array.from({ length: 60 }, (_, row) => [
    ...inverse.subarray(row * 60, row * 60 + 60),
  ]);
  expect(rows.map((row, i) => row.every((value, j) => value === rows[j]![i]))).not.toContain(false);
  for (const [i, row] of productOfRows(matrix, rows).entries())
    for (const [j, value] of row.entries()) expect(value).toBeCloseTo(i === j ? 1 : 0, 10);
});

it('refuses to invert what is not positive definite', () => {
  expect(() => choleskyInverse(Float64Array.of(1, 2, 2, 1), 2)).toThrow(RangeError);
  expect(() => choleskyInverse(new Float64Array(9), 3)).toThrow(RangeError);
  expect(() => choleskyInverse(Float64Array.of(Number.NaN), 1)).toThrow(RangeError);
});

it('leaves out what depends on the columns before it', () => {
  const columns = [
    [1, 0, 2],
    [0, 0, 0],
    [2, 0, 4],
    [0, 3, 1],
  ];
  const products = Float64Array.from(productOfRows(columns, columns).flat());

  const { inverse, kept, least } = factorCholesky(products, 4, 1e-12);

  expect(kept).toBe(2);
  expect(least).toBeCloseTo(1 - 4 / 50, 12);
  expect(inverse[0]).toBeCloseTo(1 / Math.sqrt(5), 12);
  expect([1, 2].flatMap((at) => [...inverse.subarray(at * 4, at * 4 + 4), inverse[at]])).toEqual(
    Array(10).fill(0),
  );
});
