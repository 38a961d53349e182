/** Counts as sources write them. */
import { expect, test } from 'vitest';
import { countIn, readCount } from '../../../src/sources/count.ts';

test.each([
  ['9', 9],
  ['1,204', 1204],
  ['11.3k', 11300],
  ['1.32K', 1320],
  ['2m', 2_000_000],
  [' 7 ', 7],
])('%j is a count', (text, expected) => {
  expect(readCount(text)).toBe(expected);
});

test.each([
  '',
  '-',
  '-3',
  '1.5',
  '12,34',
  '1e9',
  '9999999999',
  '9'.repeat(40),
  'k',
  '11.3 k stars',
  'NaN',
])('%j is unknown, not zero', (text) => {
  expect(readCount(text)).toBeNull();
});

test('JSON values count when they are whole and sensible', () => {
  expect([5, 0, '12', -1, 3.5, 1e15, Number.NaN, null, true, [3], {}].map(countIn)).toEqual([
    5,
    0,
    12,
    ...Array(8).fill(null),
  ]);
});
