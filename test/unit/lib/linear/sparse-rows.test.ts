/** The transpose of a sparse matrix. */
import { expect, it } from 'vitest';
import { transposeRows } from '../../../../src/lib/linear/sparse-rows.ts';
import { randomDense, toSparse, transposed } from './matrices.ts';

it('turns rows into columns', () => {
  const dense = randomDense(13, 29, 0.3, 1);

  const turned = transposeRows(toSparse(dense));

  expect(turned).toEqual(toSparse(transposed(dense)));
  expect(transposeRows(turned)).toEqual(toSparse(dense));
});

it('keeps rows and columns without entries', () => {
  const turned = transposeRows(toSparse([[0, 0, 0]]));

  expect(turned).toMatchObject({ rows: 3, columns: 1, starts: new Int32Array(4) });
});
