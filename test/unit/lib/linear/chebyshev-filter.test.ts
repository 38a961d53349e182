/** The polynomial that makes columns richer in strong directions. */
import { expect, it } from 'vitest';
import { filterColumns } from '../../../../src/lib/linear/chebyshev-filter.ts';
import { makePanels } from '../../../../src/lib/linear/panels.ts';
import { transposeRows } from '../../../../src/lib/linear/sparse-rows.ts';
import { toSparse } from './matrices.ts';

/** What becomes of a column of ones when the matrix has these eigenvalues along its axes. */
const filterOnes = (eigenvalues: readonly number[], bound: number, degree: number) => {
  const short = toSparse(
    eigenvalues.map((value, at) =>
      eigenvalues.map((_, other) => (at === other ? value ** 0.5 : 0)),
    ),
  );
  const between = new Float64Array(8 * eigenvalues.length);
  const operator = { short, long: transposeRows(short), between };
  const from = makePanels(eigenvalues.length, 1);
  for (let row = 0; row < from.rows; row++) from.data[row * 8] = 1;
  const to = makePanels(from.rows, 1);
  filterColumns(operator, from, to, { bound, largest: Math.max(...eigenvalues), degree });
  return eigenvalues.map((_, row) => to.data[row * 8]!);
};

it('keeps what lies below the bound small and grows what lies above', () => {
  const [strong, edge, middle, none] = filterOnes([16, 4, 1, 0], 4, 4);

  expect(strong).toBe(8 * 7 ** 4 - 8 * 7 ** 2 + 1);
  expect(edge).toBe(1);
  expect(middle).toBe(-0.5);
  expect(none).toBe(1);
});

it('takes a lower degree where the strongest direction would drown the others', () => {
  const [strong, weak] = filterOnes([4 ** 14, 4], 1, 4);

  expect(strong).toBe(2 * 4 ** 14 - 1);
  expect(weak).toBe(7);
});
