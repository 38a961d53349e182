/** Days as feeds and answers write them. */
import { expect, test } from 'vitest';
import { readDay } from '../../../src/sources/day.ts';

test.each([
  ['2026-07-23T00:00:00.000Z', '2026-07-23'],
  ['2025-08-20T00:00:00-04:00', '2025-08-20'],
  ['2026-4-7', '2026-04-07'],
  ['Mon, 27 Apr 2026 00:00:00 -0400', '2026-04-27'],
  ['27 Apr 26 10:00 GMT', '2026-04-27'],
  ['1 Sept. 1998', '1998-09-01'],
  ['April 27, 2026', '2026-04-27'],
])('%j is read as written, whatever its zone', (text, expected) => {
  expect(readDay(text)).toBe(expected);
});

test.each([
  '',
  'yesterday',
  '2026-02-30',
  '31 Feb 2026',
  '0001-01-01',
  '27 Foo 2026',
  '20260427',
  '2026-04-271',
])('%j is no day', (text) => {
  expect(readDay(text)).toBeNull();
});
