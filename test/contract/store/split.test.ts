/** Undoing a merge: each paper gets back what was its own, and the two are never merged again. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Digest } from '../../../src/model/digest.ts';
import { nearKeys } from '../../../src/model/near-keys.ts';
import { titleId } from '../../../src/model/paper-id.ts';
import type { Store } from '../../../src/store/store.ts';
import { engines, type TestStore } from './engines.ts';
import { samplePaper, sampleSighting } from './sample-papers.ts';

const now = () => '2026-03-04T05:06:07.000Z';
const keep = samplePaper('Tides of glass', ['arxiv:2602.00001'], { abstract: 'Glass.' });
const drop = samplePaper('Tides of Glass, revisited', ['doi:10.5555/tides'], {
  abstract: 'Glass, seen by night.',
  categories: ['sea'],
});
const third = samplePaper('Glass, in tides', ['url:example.org/tides']);

const entry = {
  paperKey: keep.key,
  source: 'evening-list',
  day: '2026-03-02',
  position: 4,
  title: 'Tides of sand',
  reason: 'same arXiv id 2602.00001',
};

describe.each(engines)('splitting on $name', ({ open }) => {
  let opened: TestStore;
  let store: Store;

  beforeEach(async () => {
    opened = await open({ now });
    store = opened.store;
    await store.papers.insert([keep, drop, third]);
  });
  afterEach(() => opened.dispose());

  async function numberOf(key: string, source: string): Promise<number> {
    const merge = (await store.merges.of(key)).find((each) => each.source === source);
    return merge?.number ?? 0;
  }

  async function mergeAndLearn(): Promise<void> {
    await store.papers.merge(keep.key, drop.key, 'same title');
    const ids = (await store.papers.get([keep.key])).get(keep.key)?.ids ?? [];
    const { abstract, categories } = drop;
    await store.papers.update([{ ...keep, abstract, categories, ids }]);
  }

  test('both papers are what they were, and found by their ids', async () => {
    await mergeAndLearn();

    const result = await store.splits.split(await numberOf(keep.key, `paper:${drop.key}`));

    expect(result).toMatchObject({ key: drop.key, from: keep.key, doubts: [] });
    expect([...(await store.papers.get([keep.key, drop.key])).values()]).toEqual([keep, drop]);
    expect(await store.papers.keysOf(['doi:10.5555/tides', 'arxiv:2602.00001'])).toEqual(
      new Map([
        ['doi:10.5555/tides', [drop.key]],
        ['arxiv:2602.00001', [keep.key]],
      ]),
    );
    const near = await store.papers.keysNear(nearKeys(drop.title));
    expect([...near.values()].every((keys) => keys.includes(drop.key))).toBe(true);
    expect(await store.papers.count()).toBe(3);
  });

  test('what the paper kept learned elsewhere meanwhile stays', async () => {
    await mergeAndLearn();
    const learned = (await store.papers.get([keep.key])).get(keep.key)!;
    await store.papers.update([{ ...learned, abstract: 'The longest of all abstracts.' }]);

    await store.splits.split(await numberOf(keep.key, `paper:${drop.key}`));

    const papers = await store.papers.get([keep.key, drop.key]);
    expect(papers.get(keep.key)?.abstract).toBe('The longest of all abstracts.');
    expect(papers.get(drop.key)?.abstract).toBe(drop.abstract);
  });

  test('sightings go back, with those of a day on which both were seen', async () => {
    await store.sightings.record([
      sampleSighting(keep, '2026-03-01', { upvotes: 3 }),
      sampleSighting(drop, '2026-03-01', { upvotes: 9 }),
      sampleSighting(drop, '2026-03-02', { stars: 0 }),
    ]);
    await mergeAndLearn();

    await store.splits.split(await numberOf(keep.key, `paper:${drop.key}`));

    expect(await store.sightings.of(keep.key)).toMatchObject([{ day: '2026-03-01', upvotes: 3 }]);
    expect(await store.sightings.of(drop.key)).toMatchObject([
      { day: '2026-03-02', stars: 0 },
      { day: '2026-03-01', upvotes: 9 },
    ]);
  });

  test('the search index holds both again, each by its own words', async () => {
    await mergeAndLearn();

    await store.splits.split(await numberOf(keep.key, `paper:${drop.key}`));

    const found = async (query: string) =>
      (await store.papers.search(query, 5)).papers.map(({ paper }) => paper.key);
    expect(await found('revisited')).toEqual([drop.key]);
    expect(await found('night')).toEqual([drop.key]);
    expect((await found('"tides of glass"')).sort()).toEqual([keep.key, drop.key].sort());
  });

  test('papers merged into it before come along, with their merges', async () => {
    await store.papers.merge(drop.key, third.key, 'first');
    await store.papers.merge(keep.key, drop.key, 'second');

    await store.splits.split(await numberOf(keep.key, `paper:${drop.key}`));

    expect((await store.papers.get([third.key])).get(third.key)?.key).toBe(drop.key);
    expect((await store.merges.of(drop.key)).map(({ reason }) => reason)).toEqual(['first']);
    expect(await store.merges.of(keep.key)).toEqual([]);
  });

  test('the two can never be merged again, nor what one of them became', async () => {
    await store.papers.merge(keep.key, drop.key, 'same title');
    await store.splits.split(await numberOf(keep.key, `paper:${drop.key}`));

    await store.papers.merge(third.key, drop.key, 'another');

    await expect(store.papers.merge(keep.key, third.key, 'again')).rejects.toMatchObject({
      code: 'STORE_MISUSE',
    });
    expect(await store.splits.of(keep.key)).toMatchObject([{ paperKey: third.key }]);
    expect(await store.splits.keptApart()).toEqual([
      { key: third.key, from: keep.key, names: expect.any(Array), source: null },
    ]);
  });

  test('an entry becomes a paper of its own, and takes its sighting and its names', async () => {
    await store.papers.update([
      { ...keep, ids: ['arxiv:2602.00001', 'doi:10.5555/sand', ...keep.ids] },
    ]);
    await store.sightings.record([
      { ...sampleSighting(keep, '2026-03-02', { upvotes: 7 }), source: 'evening-list' },
    ]);
    const ids = ['arxiv:2602.00001', 'doi:10.5555/sand', titleId(entry.title)] as const;
    const undo = {
      ids,
      shared: ['arxiv:2602.00001'] as const,
      own: { abstract: 'Sand.' },
      before: {},
      upvotes: 7,
      comments: null,
      stars: null,
      alone: true,
    };
    await store.merges.record([{ ...entry, undo }]);

    const { key } = await store.splits.split(await numberOf(keep.key, 'evening-list'));

    const papers = await store.papers.get([keep.key, key]);
    expect(papers.get(keep.key)).toEqual(keep);
    expect(papers.get(key)).toMatchObject({
      title: 'Tides of sand',
      abstract: 'Sand.',
      ids: ['doi:10.5555/sand', titleId(entry.title)],
    });
    expect(await store.sightings.of(keep.key)).toEqual([]);
    expect(await store.sightings.of(key)).toMatchObject([{ upvotes: 7, source: 'evening-list' }]);
    expect(await store.splits.keptApart()).toEqual([
      { key, from: keep.key, names: ids, source: 'evening-list' },
    ]);
  });

  test('of a merge recorded without what it takes, the title is told apart and the rest said', async () => {
    await store.merges.record([entry]);

    const { key, doubts } = await store.splits.split(await numberOf(keep.key, 'evening-list'));

    const papers = await store.papers.get([keep.key, key]);
    expect(papers.get(keep.key)).toEqual(keep);
    expect(papers.get(key)).toMatchObject({ title: entry.title, ids: [titleId(entry.title)] });
    expect(doubts).toHaveLength(1);
  });

  test('no number of a merge is given twice, not even after it was undone', async () => {
    await store.merges.record([entry]);
    const first = await numberOf(keep.key, 'evening-list');
    await store.splits.split(first);

    await store.merges.record([{ ...entry, day: '2026-03-03' }]);

    expect(await numberOf(keep.key, 'evening-list')).toBeGreaterThan(first);
    await expect(store.splits.split(first)).rejects.toMatchObject({ code: 'STORE_MISUSE' });
  });

  test('an issue that was published stays as it was', async () => {
    await store.papers.merge(keep.key, drop.key, 'same title');
    const digest = { date: '2026-03-04', title: 'The Tide', papers: [keep.key] } as never as Digest;
    await store.issues.publish(digest);

    await store.splits.split(await numberOf(keep.key, `paper:${drop.key}`));

    expect((await store.issues.get('2026-03-04'))?.digest).toEqual(digest);
  });
});
