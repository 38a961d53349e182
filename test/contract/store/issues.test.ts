/** Issues are published once and stay as they are; the daily job's runs are known by their day. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { digestOfTitles, richDigest } from '../../unit/render/sample-digest.ts';
import { engines, type TestStore } from './engines.ts';

describe.each(engines)('issues on $name', ({ open }) => {
  let at = '2026-10-14T05:00:00.000Z';
  let opened: TestStore;
  beforeEach(async () => {
    opened = await open({ now: () => at });
  });
  afterEach(() => opened.dispose());

  test('an issue comes back as it was published', async () => {
    at = '2026-10-14T05:00:00.000Z';
    const digest = richDigest();

    const { issue, isNew } = await opened.store.issues.publish(digest);

    expect(isNew).toBe(true);
    expect(issue).toEqual({ day: '2026-10-14', title: 'Paperboy', publishedAt: at, digest });
    expect(await opened.store.issues.get('2026-10-14')).toEqual(issue);
    expect(await opened.store.issues.get('2026-10-15')).toBeNull();
  });

  test('a second publication of the day changes nothing', async () => {
    const first = await opened.store.issues.publish(digestOfTitles(['Slow clocks']));
    at = '2026-10-14T19:00:00.000Z';

    const second = await opened.store.issues.publish(digestOfTitles(['Quick sand']));

    expect(second).toEqual({ issue: first.issue, isNew: false });
    expect(await opened.store.issues.latest(9)).toEqual([first.issue]);
  });

  test('the latest come newest first, however they were published', async () => {
    for (const date of ['2026-10-14', '2026-10-16', '2026-09-30', '2026-10-15']) {
      await opened.store.issues.publish(digestOfTitles(['Slow clocks'], { date }));
    }

    const days = async (number: number, before?: string) =>
      (await opened.store.issues.latest(number, before)).map(({ day }) => day);

    expect(await days(3)).toEqual(['2026-10-16', '2026-10-15', '2026-10-14']);
    expect(await days(3, '2026-10-15')).toEqual(['2026-10-14', '2026-09-30']);
  });

  test('a run is known from its start, and its end stays known when it is started again', async () => {
    const { dailyRuns } = opened.store;
    const before = await dailyRuns.get('2026-10-14');
    at = '2026-10-14T05:00:00.000Z';
    await dailyRuns.start('2026-10-14');
    const begun = await dailyRuns.get('2026-10-14');
    at = '2026-10-14T05:01:00.000Z';
    await dailyRuns.finish('2026-10-14');
    at = '2026-10-14T06:00:00.000Z';
    await dailyRuns.start('2026-10-14');

    expect(before).toBeNull();
    expect(begun).toEqual({ startedAt: '2026-10-14T05:00:00.000Z', finishedAt: null });
    expect(await dailyRuns.get('2026-10-14')).toEqual({
      startedAt: '2026-10-14T06:00:00.000Z',
      finishedAt: '2026-10-14T05:01:00.000Z',
    });
  });
});
