/** Two papers that prove to be one become one, and every key ever given goes on answering. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { titleId } from '../../../src/model/paper-id.ts';
import type { Store } from '../../../src/store/store.ts';
import { engines, type TestStore } from './engines.ts';
import { samplePaper, sampleSighting } from './sample-papers.ts';

const now = () => '2026-03-04T05:06:07.000Z';
const keep = samplePaper('Tides of glass', ['arxiv:2602.00001']);
const drop = samplePaper('Tides of Glass, revisited', ['doi:10.5555/tides']);
const third = samplePaper('Glass, in tides', ['url:example.org/tides']);

describe.each(engines)('merging on $name', ({ open }) => {
  let opened: TestStore;
  let store: Store;

  beforeEach(async () => {
    opened = await open({ now });
    store = opened.store;
    await store.papers.insert([keep, drop, third]);
  });
  afterEach(() => opened.dispose());

  test('the paper kept has the ids of both, and either key answers with it', async () => {
    await store.papers.merge(keep.key, drop.key, 'same title');

    const papers = await store.papers.get([drop.key, keep.key]);
    const expected = {
      ...keep,
      ids: [
        'arxiv:2602.00001',
        'doi:10.5555/tides',
        ...[titleId(keep.title), titleId(drop.title)].sort(),
      ],
    };
    expect([...papers]).toEqual([
      [drop.key, expected],
      [keep.key, expected],
    ]);
    expect(await store.papers.keysOf(drop.ids)).toEqual(
      new Map(drop.ids.map((id) => [id, [keep.key]])),
    );
    expect(await store.papers.count()).toBe(2);
  });

  test('a title that both had is kept once', async () => {
    const twin = samplePaper(keep.title, ['doi:10.5555/twin']);
    await store.papers.insert([twin]);

    await store.papers.merge(keep.key, twin.key, 'same title');

    expect((await store.papers.get([twin.key])).get(twin.key)?.ids).toEqual([
      'arxiv:2602.00001',
      'doi:10.5555/twin',
      titleId(keep.title),
    ]);
  });

  test('sightings move, and where both were seen those of the paper kept win and are filled up', async () => {
    await store.sightings.record([
      sampleSighting(keep, '2026-03-01', { upvotes: 3, comments: null }),
      sampleSighting(drop, '2026-03-01', { upvotes: 9, comments: 4 }),
      sampleSighting(drop, '2026-03-02', { stars: 0 }),
    ]);

    await store.papers.merge(keep.key, drop.key, 'same');

    const candidates = await store.papers.candidates(null, null);
    expect(candidates).toHaveLength(1);
    expect(candidates[0]?.paper.key).toBe(keep.key);
    expect(candidates[0]?.sightings).toMatchObject([
      { day: '2026-03-02', upvotes: null, stars: 0 },
      { day: '2026-03-01', upvotes: 3, comments: 4 },
    ]);
  });

  test('merging in steps leaves every key one step from the paper kept', async () => {
    await store.papers.merge(drop.key, third.key, 'first');
    await store.papers.merge(keep.key, drop.key, 'second');

    const papers = await store.papers.get([third.key, drop.key, keep.key]);

    expect([...papers.values()].map((paper) => paper.key)).toEqual([keep.key, keep.key, keep.key]);
    expect(await store.papers.count()).toBe(1);
  });

  test('old keys may be named in a merge, and merging again changes nothing', async () => {
    await store.papers.merge(drop.key, third.key, 'first');
    await store.papers.merge(keep.key, third.key, 'meant the survivor');
    await store.papers.merge(keep.key, drop.key, 'again');
    await store.papers.merge(drop.key, keep.key, 'the other way');

    expect((await store.papers.get([third.key])).get(third.key)?.key).toBe(keep.key);
    expect((await store.merges.of(keep.key)).map((merge) => merge.reason).sort()).toEqual([
      'first',
      'meant the survivor',
    ]);
  });

  test('a merge is on record, under either key', async () => {
    await store.papers.merge(keep.key, drop.key, 'one title inside the other');

    const merges = await store.merges.of(drop.key);

    expect(merges).toEqual([
      {
        number: 1,
        paperKey: keep.key,
        source: `paper:${drop.key}`,
        day: '2026-03-04',
        position: 0,
        title: drop.title,
        reason: 'one title inside the other',
      },
    ]);
  });

  test('what is recorded under an old key goes to the paper kept', async () => {
    await store.papers.merge(keep.key, drop.key, 'same');

    await store.sightings.record([sampleSighting(drop, '2026-03-03', { upvotes: 1 })]);
    await store.merges.record([
      { paperKey: drop.key, source: 's', day: '2026-03-03', position: 2, title: 't', reason: 'r' },
    ]);

    const [candidate] = await store.papers.candidates('2026-03-03', '2026-03-03');
    expect(candidate?.paper.key).toBe(keep.key);
    expect((await store.merges.of(keep.key)).map((merge) => merge.source)).toEqual([
      's',
      `paper:${drop.key}`,
    ]);
  });

  test('a merged paper is no longer found by its words', async () => {
    await store.papers.merge(keep.key, drop.key, 'same');

    const found = await store.papers.search('revisited', 5);

    expect(found).toEqual({ total: 0, papers: [] });
  });

  test('a merged paper cannot be updated under its old key', async () => {
    await store.papers.merge(keep.key, drop.key, 'same');

    await expect(store.papers.update([drop])).rejects.toMatchObject({ code: 'STORE_MISUSE' });
  });

  test('unknown keys are refused and nothing is merged', async () => {
    await expect(store.papers.merge(keep.key, 'nobody', 'x')).rejects.toMatchObject({
      code: 'STORE_MISUSE',
    });
    await expect(store.papers.merge('nobody', drop.key, 'x')).rejects.toMatchObject({
      code: 'STORE_MISUSE',
    });

    expect(await store.papers.count()).toBe(3);
  });

  test('an entry that is recorded as merged twice stands once, as it was first told', async () => {
    const row = {
      paperKey: keep.key,
      source: 's',
      day: '2026-03-01',
      position: 1,
      title: 'T',
      reason: 'id',
    };
    await store.merges.record([row]);

    await store.merges.record([
      { ...row, reason: 'other' },
      { ...row, position: 2 },
    ]);
    await store.merges.record([]);

    expect(await store.merges.of(keep.key)).toEqual([
      { number: 1, ...row },
      { number: expect.any(Number), ...row, position: 2 },
    ]);
    expect(await store.merges.of(drop.key)).toEqual([]);
  });
});
