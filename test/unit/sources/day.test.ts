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
  ['Sat, Dec 16 2023 02:02:33 PM', '2023-12-16'],
  ['Sun Jan  4 16:29:06 PST 2004', '2004-01-04'],
  ['Seg, 24 Set 2018 19:42:40 -0300', '2018-09-24'],
  ['05-Oct-2021', '2021-10-05'],
  ['2021/12/05 10:00', '2021-12-05'],
  ['2021年12月5日', '2021-12-05'],
  ['20031231T10:14:55Z', '2003-12-31'],
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
