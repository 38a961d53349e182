/** Orthonormal columns from any columns. */
import { expect, it } from 'vitest';
import { orthonormalise } from '../../../../src/lib/linear/orthonormalise.ts';
import { makePanels, type Panels } from '../../../../src/lib/linear/panels.ts';
import { dot, errorOfOrthonormal, randomDense } from './matrices.ts';

const fromColumns = (columns: readonly (readonly number[])[]): Panels => {
  const out = makePanels(columns[0]!.length, columns.length);
  for (const [j, column] of columns.entries())
    for (const [i, value] of column.entries())
      out.data[(j >> 3) * out.rows * 8 + i * 8 + (j & 7)] = value;
  return out;
};

const toColumns = ({ rows, columns, data }: Panels) =>
  Array.from({ length: columns }, (_, j) =>
    Array.from({ length: rows }, (_, i) => data[(j >> 3) * rows * 8 + i * 8 + (j & 7)]!),
  );

const makeOrthonormal = (columns: readonly (readonly number[])[]) => {
  const from = fromColumns(columns);
  const to = makePanels(from.rows, from.columns);
  orthonormalise(from, to);
  return toColumns(to);
};

it('keeps the span of the columns before each column', () => {
  const columns = randomDense(16, 301, 1, 1);

  const made = makeOrthonormal(columns);

  expect(errorOfOrthonormal(made)).toBeLessThan(1e-13);
  for (const [at, column] of columns.entries()) {
    const parts = made.slice(0, at + 1).map((direction) => dot(direction, column) ** 2);
    expect(parts.reduce((sum, part) => sum + part, 0)).toBeCloseTo(dot(column, column), 10);
  }
});

it('makes columns that depend on others zero, and the rest orthonormal', () => {
  const [one, two, three] = randomDense(3, 50, 1, 2) as [number[], number[], number[]];
  const sum = one.map((value, at) => value - 3 * two[at]!);

  const made = makeOrthonormal([one, one, two, sum, Array(50).fill(0), three]);

  const isZero = made.map((column) => column.every((value) => value === 0));
  expect(isZero).toEqual([false, true, false, true, true, false, true, true]);
  expect(errorOfOrthonormal(made.filter((_, at) => !isZero[at]))).toBeLessThan(1e-13);
});

it('goes over columns twice that are hard to tell apart', () => {
  const [common, ...own] = randomDense(9, 200, 1, 3) as [number[], ...number[][]];
  const columns = own.map((column) => column.map((value, at) => common[at]! + 1e-5 * value));

  const made = makeOrthonormal(columns);

  expect(errorOfOrthonormal(made)).toBeLessThan(1e-12);
});
