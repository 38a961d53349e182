/** The two spellings of a schedule. */
import { expect, it } from 'vitest';
import { normaliseSchedule } from '../../../src/config/schedule.ts';

it.each([
  ['07:00', '0 7 * * *'],
  ['7:05', '5 7 * * *'],
  ['23:59 daily', '59 23 * * *'],
  ['07:30 weekdays', '30 7 * * 1-5'],
  ['07:30  Weekends', '30 7 * * 0,6'],
  ['0 7 * * 1-5', '0 7 * * 1-5'],
  ['*/15 6-9 1,15 * MON-FRI', '*/15 6-9 1,15 * MON-FRI'],
  ['0 7 L * 1#1', '0 7 L * 1#1'],
])('%j is %j', (written, cron) => {
  expect(normaliseSchedule(written)).toBe(cron);
});

it.each([
  ...['24:00', '07:60', '7', '07:00 mondays', '07:00 constructor', '07:00 toString', 'daily', ''],
  ...['* * * *', '0 0 7 * * *', '@daily', '0 7 * * $(x)'],
])('%j is refused in words', (written) => {
  expect(() => normaliseSchedule(written)).toThrow(/^expected a cron expression/);
});
