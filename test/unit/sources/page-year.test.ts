/** The year that a pasted page leaves out. */
import { expect, test } from 'vitest';
import { completeDay, neighbourDay, resolvePageYear } from '../../../src/sources/page-year.ts';
import { readDayLine } from '../../../src/sources/pasted-day.ts';

const today = '2026-11-21';

function day(text: string) {
  const line = readDayLine(text);
  if (line === null) throw new Error(`${text} is no day`);
  return line.day;
}

function resolve(
  page: string | null,
  papers: readonly string[],
  date: string | null = null,
  neighbours: string[] = [],
) {
  const evidence = { page: page === null ? null : day(page), papers: papers.map(day), neighbours };
  return resolvePageYear(evidence, { date, today });
}

test('a day line gives day, year and the number of comments', () => {
  expect(readDayLine('Jul 19, 2024 9')).toEqual({
    day: { year: 2024, month: 7, day: 19 },
    comments: 9,
  });
  expect(readDayLine('Oct 9')).toEqual({ day: { year: null, month: 10, day: 9 }, comments: null });
  expect(readDayLine('Published on Oct 4, 2026')?.day.year).toBe(2026);
});

test.each([
  'Oct',
  'October days',
  'Oct 99',
  'Feb 30',
  'Octopus 9',
  'Marble 3',
  'Oct 9 authors',
  'In Oct 9',
  '',
])('%j is no day line', (text) => {
  expect(readDayLine(text)).toBeNull();
});

test('the date that the caller gives decides the year, and is certain', () => {
  expect(resolve('Dec 16', ['Jul 1, 2024'], '2023-12-20')).toEqual({ year: 2023, inferred: false });
  expect(resolve('Dec 16', ['Jul 1, 2024'], '2023-12-15')).toEqual({ year: 2022, inferred: false });
});

test('without it the year is the one after the newest year named, where no paper would be newer than the page', () => {
  expect(resolve('Dec 16', ['Jul 1, 2022', 'Jan 3, 2021', 'Dec 1'])).toEqual({
    year: 2023,
    inferred: true,
  });
});

test('where a paper would be newer than the page, the year is the latest that is not in the future', () => {
  expect(resolve('Mar 16', ['Jul 1, 2022', 'Jun 1'])).toEqual({ year: 2026, inferred: true });
  expect(resolve('Dec 16', ['Jul 1, 2022', 'Dec 17'])).toEqual({ year: 2025, inferred: true });
});

test('a page that names no year takes the latest that is not in the future', () => {
  expect(resolve('Nov 21', ['Oct 1'])).toEqual({ year: 2026, inferred: true });
  expect(resolve('Nov 22', ['Oct 1'])).toEqual({ year: 2025, inferred: true });
});

test('no inferred day lies in the future, whatever years are named', () => {
  expect(resolve('Nov 22', ['Jul 1, 2026'])).toEqual({ year: 2025, inferred: true });
});

test('29 February needs a year that has one', () => {
  expect(resolve('Feb 29', [])).toEqual({ year: 2024, inferred: true });
  expect(resolve('Mar 1', ['Feb 29', 'May 1, 2020'])).toEqual({ year: 2024, inferred: true });
});

test('a link to the page of the day before settles the year', () => {
  expect(neighbourDay('https://huggingface.co/papers/date/2025-12-31')).toBe('2025-12-31');
  expect(resolve('Jan 1', ['Jul 1, 2020'], null, ['2025-12-31'])).toEqual({
    year: 2026,
    inferred: false,
  });
});

test('a page whose days all name their year needs none', () => {
  expect(resolve(null, ['Jul 1, 2020'])).toEqual({ year: null, inferred: false });
  expect(completeDay(day('Jul 1, 2020'), null)).toBe('2020-07-01');
  expect(completeDay(day('Jul 1'), null)).toBeNull();
});
