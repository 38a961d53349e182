/** Sightings and listings are kept once each, learn what is new, and forget nothing. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Store } from '../../../src/store/store.ts';
import { engines, type TestStore } from './engines.ts';
import { samplePaper, sampleSighting, withoutKey } from './sample-papers.ts';

const a = samplePaper('Slow clocks', ['arxiv:2603.00001']);
const b = samplePaper('Quick sand', ['arxiv:2603.00002']);
const unseen = samplePaper('Never seen', ['arxiv:2603.00003']);

describe.each(engines)('sightings and listings on $name', ({ open }) => {
  let opened: TestStore;
  let store: Store;

  beforeEach(async () => {
    opened = await open();
    store = opened.store;
    await store.papers.insert([a, b, unseen]);
  });
  afterEach(() => opened.dispose());

  test('a new signal replaces, a missing one never empties, and zero is a signal', async () => {
    await store.sightings.record([
      sampleSighting(a, '2026-03-01', { position: 4, upvotes: 10, stars: 5 }),
    ]);

    await store.sightings.record([
      sampleSighting(a, '2026-03-01', { position: 2, upvotes: null, comments: 0, stars: 0 }),
    ]);

    const [candidate] = await store.papers.candidates(null, null);
    expect(candidate?.sightings).toEqual([
      {
        source: 'morning-list',
        day: '2026-03-01',
        position: 2,
        upvotes: 10,
        comments: 0,
        stars: 0,
      },
    ]);
  });

  test('the same sighting twice in one go counts once, the later signals winning', async () => {
    await store.sightings.record([
      sampleSighting(a, '2026-03-01', { upvotes: 1, comments: 6 }),
      sampleSighting(a, '2026-03-01', { upvotes: 2 }),
    ]);

    const [candidate] = await store.papers.candidates(null, null);
    expect(candidate?.sightings).toMatchObject([{ upvotes: 2, comments: 6 }]);
  });

  test('sources and days are apart from each other', async () => {
    const seen = [
      sampleSighting(a, '2026-03-02', { source: 'b-list' }),
      sampleSighting(a, '2026-03-02', { source: 'c-list' }),
      sampleSighting(a, '2026-03-01', { source: 'b-list' }),
    ];

    await store.sightings.record(seen);

    const [candidate] = await store.papers.candidates(null, null);
    expect(candidate?.sightings).toEqual(seen.map(withoutKey));
  });

  test('a sighting of an unknown paper is refused', async () => {
    const recording = store.sightings.record([
      sampleSighting({ ...a, key: 'nobody' }, '2026-03-01'),
    ]);

    await expect(recording).rejects.toThrow();
  });

  test('candidates are the papers of the days asked for, with the sightings of those days, by key', async () => {
    const seen = ['2026-03-01', '2026-03-02', '2026-03-03'].map((day) => sampleSighting(a, day));
    await store.sightings.record([...seen, sampleSighting(b, '2026-03-03')]);
    const keys = async (from: string | null, to: string | null) =>
      (await store.papers.candidates(from, to)).map((each) => [
        each.paper.key,
        each.sightings.length,
      ]);

    expect(await keys('2026-03-02', '2026-03-03')).toEqual(
      [
        [a.key, 2],
        [b.key, 1],
      ].sort(),
    );
    expect(await keys(null, '2026-03-02')).toEqual([[a.key, 2]]);
    expect(await keys('2026-03-03', null)).toEqual(
      [
        [a.key, 1],
        [b.key, 1],
      ].sort(),
    );
    expect(await keys(null, null)).toEqual(
      [
        [a.key, 3],
        [b.key, 1],
      ].sort(),
    );
    expect(await keys('2026-03-04', null)).toEqual([]);
    expect((await store.papers.candidates('2026-03-01', '2026-03-01'))[0]?.paper).toEqual(a);
  });

  test('a listing read again is one listing with the newest count', async () => {
    await store.listings.record({ source: 'x', day: '2026-03-02', format: 'feed', listed: 10 });
    await store.listings.record({ source: 'x', day: '2026-03-01', format: 'feed', listed: 5 });
    await store.listings.record({ source: 'a', day: '2026-03-02', format: 'hf-json', listed: 7 });

    await store.listings.record({ source: 'x', day: '2026-03-02', format: 'hf-json', listed: 12 });
    await store.listings.record({ source: 'x', day: '2026-03-02', format: 'hf-html', listed: 3 });

    expect(await store.listings.between('2026-03-02', null)).toEqual([
      { source: 'a', day: '2026-03-02', format: 'hf-json', listed: 7 },
      { source: 'x', day: '2026-03-02', format: 'hf-html', listed: 12 },
    ]);
    expect(await store.listings.between(null, '2026-03-01')).toHaveLength(1);
    expect(await store.listings.between(null, null)).toHaveLength(3);
  });

  test('the last day is the newest one with a listing, even an empty one', async () => {
    const before = await store.listings.lastDay();
    await store.listings.record({ source: 'x', day: '2026-03-09', format: 'feed', listed: 0 });
    await store.listings.record({ source: 'x', day: '2026-03-02', format: 'feed', listed: 5 });

    expect(before).toBeNull();
    expect(await store.listings.lastDay()).toBe('2026-03-09');
  });
});
