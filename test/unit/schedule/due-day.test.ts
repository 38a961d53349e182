/** The planner: what is due and when, over restarts, missed days, and clocks put forward and back. */
import { describe, expect, test } from 'vitest';
import {
  dueDay,
  latestOccurrence,
  type PastRun,
  retryAfter,
} from '../../../src/schedule/due-day.ts';
import { readSchedule } from '../../../src/schedule/read-schedule.ts';

async function due(
  expression: string,
  timezone: string,
  now: string,
  run: PastRun | null = null,
): Promise<string | null> {
  const schedule = await readSchedule(expression, timezone);
  return dueDay(latestOccurrence(schedule, new Date(now)), run, new Date(now));
}

/**
 * Asks every minute from `from` to `to`, and does at once what is due; the moments at which it did, with the day. Each
 * run takes half a minute, and is kept by its day as the store does.
 */
async function simulate(expression: string, timezone: string, from: string, to: string) {
  const schedule = await readSchedule(expression, timezone);
  const kept = new Map<string, PastRun>();
  const done: string[] = [];
  for (let at = Date.parse(from); at <= Date.parse(to); at += 60_000) {
    const now = new Date(at);
    const occurrence = latestOccurrence(schedule, now);
    const day = dueDay(occurrence, kept.get(occurrence?.day ?? '') ?? null, now);
    if (day === null) continue;
    const finishedAt = new Date(at + 30_000).toISOString();
    kept.set(day, { startedAt: now.toISOString(), finishedAt });
    done.push(`${now.toISOString().slice(0, 16)}Z for ${day}`);
  }
  return done;
}

describe('the planner', () => {
  test('runs once a day at the time, in the time zone of the site', async () => {
    const done = await simulate(
      '0 7 * * *',
      'Europe/Zurich',
      '2026-07-01T04:00:00Z',
      '2026-07-03T20:00:00Z',
    );

    expect(done).toEqual([
      // Nothing was ever done before: yesterday's is caught up first.
      '2026-07-01T04:00Z for 2026-06-30',
      '2026-07-01T05:00Z for 2026-07-01',
      '2026-07-02T05:00Z for 2026-07-02',
      '2026-07-03T05:00Z for 2026-07-03',
    ]);
  });

  test('catches up the latest of several missed runs, once', async () => {
    const now = '2026-07-09T10:00:00Z';
    const long = { startedAt: '2026-07-02T05:00:00Z', finishedAt: '2026-07-02T05:01:00Z' };

    expect(await due('0 7 * * *', 'UTC', now)).toBe('2026-07-09');
    expect(await due('0 7 * * *', 'UTC', now, long)).toBe('2026-07-09');
    const done = { startedAt: now, finishedAt: '2026-07-09T10:01:00Z' };
    expect(await due('0 7 * * *', 'UTC', '2026-07-09T10:02:00Z', done)).toBeNull();
  });

  test('before the time of the day, the missed run is the one of the day before', async () => {
    expect(await due('0 7 * * *', 'UTC', '2026-07-09T03:00:00Z')).toBe('2026-07-08');
    expect(await due('0 7 * * 1-5', 'UTC', '2026-07-13T03:00:00Z')).toBe('2026-07-10');
  });

  test('a run by hand before the time does not stand for the scheduled one', async () => {
    const early = { startedAt: '2026-07-09T06:00:00Z', finishedAt: '2026-07-09T06:01:00Z' };

    expect(await due('0 7 * * *', 'UTC', '2026-07-09T07:00:00Z', early)).toBe('2026-07-09');
  });

  test('a run that failed or was killed is tried again, but not at once', async () => {
    const failed = { startedAt: '2026-07-09T07:00:00.000Z', finishedAt: null };
    const later = new Date(Date.parse(failed.startedAt) + retryAfter).toISOString();

    expect(await due('0 7 * * *', 'UTC', '2026-07-09T07:01:00Z', failed)).toBeNull();
    expect(await due('0 7 * * *', 'UTC', later, failed)).toBe('2026-07-09');
  });

  test('a failure of yesterday does not delay today', async () => {
    const yesterday = { startedAt: '2026-07-09T06:59:00Z', finishedAt: null };

    expect(await due('0 7 * * *', 'UTC', '2026-07-09T07:00:00Z', yesterday)).toBe('2026-07-09');
  });

  test('a schedule that named nothing in two months has nothing due', async () => {
    expect(await due('0 7 29 2 *', 'UTC', '2026-07-09T07:00:00Z')).toBeNull();
  });

  test.each([
    ['the first of the month', '0 7 1 * *', '2026-07-09T08:00:00Z', '2026-07-01'],
    ['the last of the month', '0 7 L * *', '2026-07-09T08:00:00Z', '2026-06-30'],
    ['the second Monday', '0 7 * * 1#2', '2026-07-20T08:00:00Z', '2026-07-13'],
    ['weekends', '0 7 * * 0,6', '2026-07-09T08:00:00Z', '2026-07-05'],
  ])('%s is found', async (_, expression, now, day) => {
    expect(await due(expression, 'UTC', now)).toBe(day);
  });
});

describe('where clocks are put forward', () => {
  test.each([
    ['Europe/Zurich', '2026-03-27T23:00:00Z', '2026-03-30T12:00:00Z', '2026-03-29T01:30Z'],
    ['America/New_York', '2026-03-06T23:00:00Z', '2026-03-09T12:00:00Z', '2026-03-08T07:30Z'],
  ])('a time that %s skips still comes once', async (zone, from, to, moment) => {
    const [caughtUp, ...done] = await simulate('30 2 * * *', zone, from, to);

    const day = moment.slice(0, 10);
    expect(caughtUp).toContain('for');
    expect(done.filter((line) => line.endsWith(day))).toEqual([`${moment} for ${day}`]);
    expect(new Set(done.map((line) => line.slice(-10))).size).toBe(done.length);
    expect(done).toHaveLength(3);
  });

  test('at midnight itself, the day still has its run', async () => {
    // In Santiago, 6 September 2026 begins at 01:00.
    const done = await simulate(
      '15 0 * * *',
      'America/Santiago',
      '2026-09-05T05:00:00Z',
      '2026-09-07T12:00:00Z',
    );

    expect(done.slice(1)).toEqual([
      '2026-09-06T04:15Z for 2026-09-06',
      '2026-09-07T03:15Z for 2026-09-07',
    ]);
  });
});

describe('where clocks are put back', () => {
  test.each([
    ['Europe/Zurich', '2026-10-23T23:00:00Z', '2026-10-26T12:00:00Z', '2026-10-25T00:30Z'],
    ['America/New_York', '2026-10-30T23:00:00Z', '2026-11-02T12:00:00Z', '2026-11-01T05:30Z'],
  ])('a time that %s has twice comes once, at the first', async (zone, from, to, moment) => {
    const time = zone === 'Europe/Zurich' ? '30 2 * * *' : '30 1 * * *';

    const [, ...done] = await simulate(time, zone, from, to);

    const day = moment.slice(0, 10);
    expect(done.filter((line) => line.endsWith(day))).toEqual([`${moment} for ${day}`]);
    expect(done).toHaveLength(3);
  });
});

test('an expression that is none is a CONFIG_INVALID', async () => {
  await expect(readSchedule('61 7 * * *', 'UTC')).rejects.toMatchObject({
    code: 'CONFIG_INVALID',
  });
});
