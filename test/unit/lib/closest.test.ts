/** The name that was meant. */
import { expect, it } from 'vitest';
import { closest } from '../../../src/lib/closest.ts';

const names = ['limit', 'title', 'timezone', 'interests.topics', 'fetch.timeout'];

it.each([
  ['limti', 'limit'],
  ['LIMIT', 'limit'],
  ['timezon', 'timezone'],
  ['interest.topic', 'interests.topics'],
  ['fetch.time', 'fetch.timeout'],
])('takes %s for %s', (typed, meant) => {
  expect(closest(typed, names)).toBe(meant);
});

it.each(['colour', 'x', ''])('takes %j for nothing that is far off', (typed) => {
  expect(closest(typed, names)).toBeNull();
});

it('takes the first of two that are equally near', () => {
  expect(closest('tit', ['tilt', 'tint'])).toBe('tilt');
});
