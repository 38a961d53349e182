/** What the store tells of trends: usual rates out of the weeks before a day, and the trails of papers. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { addDays, weekdayOf } from '../../../src/lib/days.ts';
import type { Paper } from '../../../src/model/paper.ts';
import { paperKey, titleId } from '../../../src/model/paper-id.ts';
import type { TrailPoint, UsualRate } from '../../../src/model/trend.ts';
import { bandOf, stepOf, velocityAt } from '../../../src/rank/velocity.ts';
import type { Store } from '../../../src/store/store.ts';
import { engines, type TestStore } from './engines.ts';
import { samplePaper, sampleSighting } from './sample-papers.ts';

const date = '2026-03-18';
const a = samplePaper('Slow clocks', ['arxiv:2603.00001']);
const b = samplePaper('Quick sand', ['arxiv:2603.00002']);
const c = samplePaper('Still water', ['arxiv:2603.00003']);

describe.each(engines)('trends on $name', ({ open }) => {
  let opened: TestStore;
  let store: Store;
  let now: string;

  beforeEach(async () => {
    now = `${date}T00:00:00.000Z`;
    opened = await open({ now: () => now });
    store = opened.store;
    await store.papers.insert([a, b, c]);
  });
  afterEach(() => opened.dispose());

  async function see(
    day: string,
    hour: number,
    seen: readonly (readonly [Paper, Parameters<typeof sampleSighting>[2]])[],
    source = 'morning-list',
  ): Promise<void> {
    now = new Date(Date.parse(`${day}T00:00:00Z`) + hour * 3_600_000).toISOString();
    await store.sightings.record(
      seen.map(([paper, of]) => sampleSighting(paper, day, { ...of, source })),
    );
    await store.listings.record({ source, day, format: 'feed', listed: seen.length });
  }

  test('an empty archive knows nothing usual', async () => {
    expect(await store.trends.history(null, null, date)).toEqual({ usual: [], trails: new Map() });
  });

  test('readings count by source, weekday, hour and signal, what is unknown not at all', async () => {
    await see('2026-03-17', 9, [
      [a, { upvotes: 3, comments: 0 }],
      [b, { upvotes: 3, position: 2 }],
      [c, { position: 3 }],
    ]);

    const { usual } = await store.trends.history(date, date, date);

    const tuesday = { source: 'morning-list', weekday: 2, band: 1, again: false };
    expect(usual).toEqual([
      { ...tuesday, signal: 'comments', step: 0, readings: 1 },
      { ...tuesday, signal: 'upvotes', step: Math.round(8 * Math.log2(9)), readings: 2 },
    ]);
  });

  test('the day itself and what is older than eight weeks do not count', async () => {
    await see(date, 9, [[a, { upvotes: 3 }]]);
    await see(addDays(date, -57), 9, [[b, { upvotes: 3 }]]);

    const before = await store.trends.history(date, date, date);
    await see(addDays(date, -56), 9, [[c, { upvotes: 3 }]]);
    const after = await store.trends.history(date, date, date);

    expect(before.usual).toEqual([]);
    expect(after.usual).toHaveLength(1);
  });

  test('rates are those that the ranking works out from the trails', async () => {
    const days = [-40, -20, -19, -18, -12, -7, -1].map((number) => addDays(date, number));
    for (const [at, day] of days.entries()) {
      await see(day, 3 + at * 9, [
        [a, { upvotes: 10 + at * 7, comments: at % 2 === 0 ? at : null }],
        [b, at % 3 === 0 ? { position: at } : { upvotes: 40 - at, stars: at * 100 }],
      ]);
      await see(day, 1, at > 3 ? [[a, { upvotes: at * at }]] : [], 'evening-list');
    }
    now = `${addDays(date, -2)}T12:00:00.000Z`;
    await store.sightings.record(
      [-5, -4].map((at) => sampleSighting(c, addDays(date, at), { upvotes: 50 + at })),
    );

    const { usual, trails } = await store.trends.history(null, null, date);

    expect(sorted(usual)).toEqual(sorted(countRates([...trails.values()])));
    expect(usual.some(({ again }) => again)).toBe(true);
  });

  test('a trail holds every sighting of the papers asked for, up to the day, oldest first', async () => {
    await see('2025-12-01', 5, [[a, { upvotes: 1 }]]);
    await see('2026-03-16', 5, [[b, { upvotes: 2 }]]);
    await see(date, 5, [[a, { upvotes: 9 }]], 'z-list');
    await see(date, 6, [[a, { position: 1 }]], 'b-list');
    await see(addDays(date, 1), 5, [[a, { upvotes: 10 }]]);

    const { trails } = await store.trends.history(date, date, date);

    expect([...trails.keys()]).toEqual([a.key]);
    expect(trails.get(a.key)?.map(({ source, day, readAt }) => [source, day, readAt])).toEqual([
      ['morning-list', '2025-12-01', '2025-12-01T05:00:00.000Z'],
      ['b-list', date, `${date}T06:00:00.000Z`],
      ['z-list', date, `${date}T05:00:00.000Z`],
    ]);
  });

  test('another reading is seen at once, though the answer is remembered', async () => {
    await see('2026-03-16', 9, [[a, { upvotes: 3 }]]);
    const first = await store.trends.history(date, date, date);
    const again = await store.trends.history(date, date, date);

    await see('2026-03-17', 9, [[b, { upvotes: 3 }]]);
    const later = await store.trends.history(date, date, date);

    expect(again.usual).toBe(first.usual);
    expect(later.usual).toHaveLength(2);
  });

  test('of a busy source a fair share is read, always the same', async () => {
    const papers = Array.from({ length: 3_000 }, (_, at) => {
      const id = titleId(`Kite number ${at}`);
      return { ...samplePaper(`Kite number ${at}`), key: paperKey(id), ids: [id] };
    });
    await store.papers.insert(papers);
    for (const day of ['2026-03-15', '2026-03-16', '2026-03-17', '2026-03-14']) {
      await see(
        day,
        9,
        papers.map((paper, at) => [paper, { upvotes: at % 4 }] as const),
      );
    }
    await see('2026-03-17', 9, [[a, { upvotes: 3 }]], 'calm-list');

    const { usual } = await store.trends.history(date, date, date);

    const read = (name: string) =>
      usual
        .filter(({ source }) => source === name)
        .reduce((sum, { readings }) => sum + readings, 0);
    expect(read('morning-list')).toBeGreaterThan(2_700);
    expect(read('morning-list')).toBeLessThan(3_300);
    expect(read('calm-list')).toBe(1);
  });
});

/** What the ranking makes of all sightings in the eight weeks before the day. */
function countRates(trails: readonly (readonly TrailPoint[])[]): UsualRate[] {
  const counts = new Map<string, UsualRate>();
  for (const trail of trails) {
    for (const source of ['morning-list', 'evening-list']) {
      const there = trail.filter((point) => point.source === source);
      for (const [at, point] of there.entries()) {
        for (const signal of ['upvotes', 'comments', 'stars'] as const) {
          const velocity = velocityAt(there, at, signal);
          if (velocity === null) continue;
          const rate = {
            source,
            weekday: weekdayOf(point.day),
            band: bandOf(point) ?? -1,
            signal,
            again: velocity.again,
            step: Math.round(stepOf(velocity.perDay)),
          };
          const key = JSON.stringify(rate);
          counts.set(key, { ...rate, readings: (counts.get(key)?.readings ?? 0) + 1 });
        }
      }
    }
  }
  return [...counts.values()];
}

const sorted = (rates: readonly UsualRate[]) =>
  rates
    .map(({ source, weekday, band, signal, again, step, readings }) =>
      JSON.stringify([source, weekday, band, signal, again, step, readings]),
    )
    .sort();
