/** Eigenvalues and eigenvectors of symmetric matrices. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { eigenSymmetric } from '../../../../src/lib/linear/eigen-symmetric.ts';
import { columnsOf, dot, errorOfOrthonormal, productOfRows, randomDense } from './matrices.ts';

const decompose = (dense: readonly (readonly number[])[]) => {
  const { values, vectors } = eigenSymmetric(Float64Array.from(dense.flat()), dense.length);
  return { values: [...values], vectors: rowsOf(vectors, dense.length) };
};

const rowsOf = (data: Float64Array, size: number) =>
  Array.from({ length: size }, (_, row) => [...data.subarray(row * size, (row + 1) * size)]);

it('finds the eigenvalues of a matrix that is known, largest first', () => {
  const { values, vectors } = decompose([
    [2, -1, 0],
    [-1, 2, -1],
    [0, -1, 2],
  ]);

  expect(values[0]).toBeCloseTo(2 + Math.SQRT2, 12);
  expect(values[1]).toBeCloseTo(2, 12);
  expect(values[2]).toBeCloseTo(2 - Math.SQRT2, 12);
  expect(Math.abs(vectors[1]![0]!)).toBeCloseTo(Math.SQRT1_2, 12);
  expect(vectors[1]![1]).toBeCloseTo(0, 12);
});

it('takes nothing, a number, zeros and equal eigenvalues', () => {
  expect(decompose([])).toEqual({ values: [], vectors: [] });
  expect(decompose([[-3]])).toEqual({ values: [-3], vectors: [[1]] });
  expect(decompose(Array.from({ length: 5 }, () => [0, 0, 0, 0, 0])).values).toEqual(
    Array(5).fill(0),
  );
  const same = decompose(
    Array.from({ length: 6 }, (_, i) => Array.from({ length: 6 }, (_, j) => (i === j ? 7 : 0))),
  );
  expect(same.values).toEqual(Array(6).fill(7));
  expect(errorOfOrthonormal(same.vectors)).toBe(0);
});

it('gives orthonormal vectors that the matrix only stretches, whatever its scale', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 24 }),
      fc.integer({ min: 1, max: 24 }),
      fc.integer(),
      fc.constantFrom(1e-30, 1, 1e30),
      (size, directions, seed, scale) => {
        const half = randomDense(size, directions, 0.7, seed);
        const matrix = productOfRows(half, half).map((row) => row.map((value) => value * scale));

        const { values, vectors } = decompose(matrix);

        expect(errorOfOrthonormal(vectors)).toBeLessThan(1e-12);
        const stretched = productOfRows(vectors, matrix);
        for (const [at, vector] of vectors.entries())
          for (const [component, value] of stretched[at]!.entries())
            expect(Math.abs(value - values[at]! * vector[component]!)).toBeLessThan(
              1e-11 * scale * size,
            );
        expect(values).toEqual([...values].sort((a, b) => b - a));
      },
    ),
    { numRuns: 100 },
  );
});

it('keeps its precision at the size it is used at', () => {
  const half = randomDense(120, 90, 1, 5);
  const matrix = Float64Array.from(productOfRows(half, half).flat());

  const { values, vectors } = eigenSymmetric(matrix, 120);

  const trace = values.reduce((sum, value) => sum + value, 0);
  expect(trace).toBeCloseTo(
    half.flat().reduce((sum, value) => sum + value * value, 0),
    8,
  );
  expect(Math.max(...values.slice(90).map(Math.abs))).toBeLessThan(1e-11);
  expect(errorOfOrthonormal(columnsOf(vectors, 120))).toBeLessThan(1e-11);
  const first = [...vectors.subarray(0, 120)];
  expect(dot(first, productOfRows([first], productOfRows(half, half))[0]!)).toBeCloseTo(
    values[0]!,
    9,
  );
});
