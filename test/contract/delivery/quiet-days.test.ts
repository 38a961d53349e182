/** Days on which nothing new is published: what each reader chose for them. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { prepareQuietDay } from '../../../src/pipeline/quiet-day.ts';
import { openPress, type Press, papers } from './press.ts';

let press: Press;
beforeEach(async () => {
  press = await openPress({ PAPERBOY_DAYS: '1', PAPERBOY_LIMIT: '2' });
  await press.list('2026-11-16', papers(1, 2, 3, 4, 5, 6));
  for (const emptyDays of ['skip', 'note', 'best'] as const) {
    await press.reader(emptyDays, { emptyDays });
  }
  await press.publish('2026-11-16');
  await press.deliver();
});
afterEach(() => press.close());

const quietDay = async (day: string) => {
  press.at(`${day}T05:00:00.000Z`);
  const planned = await prepareQuietDay(press.app, press.store, day);
  await press.deliver();
  const mails = (await press.deliveries()).filter(({ dedupeKey }) => dedupeKey.startsWith('quiet'));
  return { planned, mails };
};

describe('a day without an issue', () => {
  it('brings a note or the best left over of the week, as chosen, and nothing twice', async () => {
    const first = await quietDay('2026-11-17');
    const again = await quietDay('2026-11-17');

    expect(first.planned).toBe(2);
    expect(first.mails.map(({ address, state }) => [address, state])).toEqual([
      ['note@example.org', 'accepted'],
      ['best@example.org', 'accepted'],
    ]);
    expect(again.planned).toBe(0);
    expect(again.mails).toHaveLength(2);
    const best = (await press.deliveries()).filter(({ address }) => address.startsWith('best'));
    const shown = best.flatMap(({ id }) => press.itemsOf(id));
    expect(shown).toHaveLength(4);
    expect(new Set(shown).size).toBe(4);
  });

  it('brings nothing where nothing is left over', async () => {
    for (const day of ['2026-11-17', '2026-11-18']) await quietDay(day);

    const { mails } = await quietDay('2026-11-19');

    const last = mails.filter(({ dedupeKey }) => dedupeKey.includes('2026-11-19'));
    expect(last.map(({ address, state }) => [address, state])).toEqual([
      ['note@example.org', 'accepted'],
      ['best@example.org', 'skipped'],
    ]);
  });

  it('gives way to an issue that comes out later that day', async () => {
    await press.reader('late', { emptyDays: 'note', hour: '20:00' });
    press.at('2026-11-17T05:00:00.000Z');
    await prepareQuietDay(press.app, press.store, '2026-11-17');
    await press.list('2026-11-17', papers(7, 8));
    await press.publish('2026-11-17');
    press.at('2026-11-17T20:00:00.000Z');
    await press.deliver();

    const late = (await press.deliveries()).filter(({ address }) => address.startsWith('late'));
    expect(late.map(({ dedupeKey, state }) => [dedupeKey.split(':')[0], state])).toEqual([
      ['quiet', 'expired'],
      ['digest', 'accepted'],
    ]);
    expect(await press.store.issuesProgress.open()).toEqual([]);
  });

  it('is none once it has an issue', async () => {
    expect(await prepareQuietDay(press.app, press.store, '2026-11-16')).toBe(0);
  });
});

describe('a mail that was handed over without an answer', () => {
  it('is uncertain where no time is left to send it again, and its papers stay sent', async () => {
    await press.list('2026-11-17', papers(9));
    press.at('2026-11-17T05:00:00.000Z');
    await press.publish('2026-11-17');
    await press.deliver({ ids: [] });
    press.tamper(
      "update deliveries set uncertain_count = 1, composed_at = '2026-11-17T05:00:00.000Z' where issue_day = '2026-11-17'",
    );
    press.at('2026-11-18T05:00:00.000Z');

    const report = await press.deliver();

    expect(report.expired).toBe(3);
    const ended = (await press.deliveries()).filter(({ issueDay }) => issueDay === '2026-11-17');
    expect(ended.map(({ state }) => state)).toEqual(['uncertain', 'uncertain', 'uncertain']);
  });
});
