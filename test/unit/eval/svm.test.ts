/** The linear SVM against problems that can be solved by hand. */
import { expect, it } from 'vitest';
import { countRows } from '../../eval/ranking/sparse.ts';
import { scoreSvm, trainSvm } from '../../eval/ranking/svm.ts';

it('finds the minimum of a problem that can be solved by hand', () => {
  const matrix = countRows([['x'], []], new Map([['x', 0]]));

  const svm = trainSvm(matrix, [0, 1], new Set([0]), 1, 1e-14);

  // Both margins are missed: w = 2(1 − w − b) and b = 2(1 − w − b) − 2(1 + b), so w = 10/11 and b = −4/11.
  expect(svm.weights[0]).toBeCloseTo(10 / 11, 5);
  expect(svm.bias).toBeCloseTo(-4 / 11, 5);
  expect([...scoreSvm(matrix, svm)].map((score) => score.toFixed(4))).toEqual([
    '0.5455',
    '-0.3636',
  ]);
});

it('weighs the few as much as the many', () => {
  const matrix = countRows([['x'], [], [], []], new Map([['x', 0]]));

  const balanced = trainSvm(matrix, [0, 1, 2, 3], new Set([0]), 1, 1e-14);

  // c is 2 for the one and 2/3 for each of the three: w = 4(1 − w − b) and b = w − 4(1 + b).
  const bias = -16 / 29;
  expect(balanced.bias).toBeCloseTo(bias, 5);
  expect(balanced.weights[0]).toBeCloseTo((4 / 5) * (1 - bias), 5);
});
