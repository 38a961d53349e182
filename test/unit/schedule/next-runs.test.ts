/** The next runs of a schedule, from a set clock on: right across the changes of summer time. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { nextRuns } from '../../../src/schedule/next-runs.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

const zurich = (now: string, expression: string, number = 3) => {
  vi.setSystemTime(now);
  return nextRuns(expression, 'Europe/Zurich', number);
};

describe('the next runs', () => {
  it('stay at seven in the morning when the clocks go forward', async () => {
    expect(await zurich('2026-03-27T12:00:00Z', '0 7 * * *')).toEqual([
      '2026-03-28T06:00:00.000Z',
      '2026-03-29T05:00:00.000Z',
      '2026-03-30T05:00:00.000Z',
    ]);
  });

  it('stay at seven in the morning when the clocks go back', async () => {
    expect(await zurich('2026-10-24T12:00:00Z', '0 7 * * *', 2)).toEqual([
      '2026-10-25T06:00:00.000Z',
      '2026-10-26T06:00:00.000Z',
    ]);
  });

  it('come once on the day that has an hour twice', async () => {
    const runs = await zurich('2026-10-24T12:00:00Z', '30 2 * * *');

    expect(runs.map((run) => run.slice(0, 10))).toEqual(['2026-10-25', '2026-10-26', '2026-10-27']);
  });

  it('keep to their weekdays in the reader’s zone', async () => {
    vi.setSystemTime('2026-10-16T23:00:00Z');

    expect(await nextRuns('0 7 * * 1-5', 'Asia/Tokyo', 2)).toEqual([
      '2026-10-18T22:00:00.000Z',
      '2026-10-19T22:00:00.000Z',
    ]);
  });

  it('begin with the one of today where it is still to come', async () => {
    expect(await zurich('2026-10-14T04:59:59Z', '0 7 * * *', 1)).toEqual([
      '2026-10-14T05:00:00.000Z',
    ]);
    expect(await zurich('2026-10-14T05:00:00Z', '0 7 * * *', 1)).toEqual([
      '2026-10-15T05:00:00.000Z',
    ]);
  });

  it('of a leap day come every four years', async () => {
    const runs = await zurich('2026-10-14T00:00:00Z', '0 7 29 2 *', 2);

    expect(runs.map((run) => run.slice(0, 10))).toEqual(['2028-02-29', '2032-02-29']);
  });

  it.each(['a b c d e', '0 25 * * *', '0 7 31 2 *'])('of %j do not exist', async (expression) => {
    await expect(zurich('2026-10-14T00:00:00Z', expression)).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: `schedule: “${expression}” is not a cron expression`,
    });
  });
});
