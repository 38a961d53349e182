/** Papers known apart that an entry proves to be one, and what must survive that. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ingestListing } from '../../../src/ingest/ingest-listing.ts';
import { openStore, type Store } from '../../../src/store/store.ts';
import { day, everythingIn, listingOf, onlyOneIn } from './sample-listing.ts';

let store: Store;
beforeEach(async () => {
  store = await openStore(':memory:');
});
afterEach(async () => {
  await store.close();
});

const preprint = { title: 'Kites that fold', ids: { arxiv: '2610.90001' }, abstract: 'Short.' };
const article = {
  title: 'Folding kites: the final word',
  ids: { doi: '10.5555/kite' },
  abstract: 'A longer abstract.',
};
const both = {
  title: 'Kites, folding and final',
  ids: { arxiv: '2610.90001v2', doi: '10.5555/kite' },
};

async function keysOf(): Promise<string[]> {
  return (await everythingIn(store)).map(({ paper }) => paper.key);
}

describe('a preprint that names the DOI of its article', () => {
  const named = {
    title: 'Kites that fold',
    ids: { doi: '10.1101/kite', published: '10.5555/kite' },
  };

  it.each([
    ['first', [named, article]],
    ['last', [article, named]],
  ])('is one paper with it, read %s', async (_when, entries) => {
    for (const [at, entry] of entries.entries()) {
      await ingestListing(store, listingOf(entry), `source ${at}`, day);
    }

    const { paper } = await onlyOneIn(store);
    expect(paper.ids).toHaveLength(4);
    expect(paper.ids).toEqual(expect.arrayContaining(['doi:10.1101/kite', 'doi:10.5555/kite']));
  });
});

describe('an entry with the ids of two known papers', () => {
  it('joins them: all names, all sightings, the best of both, and why', async () => {
    await ingestListing(store, listingOf(preprint), 'archive', day);
    await ingestListing(store, listingOf(article), 'journal', day);

    await ingestListing(store, listingOf(both), 'index', day);

    const { paper, sightings } = await onlyOneIn(store);
    expect(paper.ids.slice(0, 2)).toEqual(['arxiv:2610.90001', 'doi:10.5555/kite']);
    expect(paper.ids).toHaveLength(5);
    expect(paper.abstract).toBe('A longer abstract.');
    expect(sightings.map(({ source }) => source).sort()).toEqual(['archive', 'index', 'journal']);
    const reasons = (await store.merges.of(paper.key)).map(({ reason }) => reason).sort();
    expect(reasons).toEqual(['same DOI 10.5555/kite', 'same arXiv id 2610.90001']);
  });

  it('leaves both old keys answering', async () => {
    await ingestListing(store, listingOf(preprint), 'archive', day);
    await ingestListing(store, listingOf(article), 'journal', day);
    const before = await keysOf();

    await ingestListing(store, listingOf(both), 'index', day);

    const after = await store.papers.get(before);
    expect(before).toHaveLength(2);
    expect(new Set([...after.values()].map(({ key }) => key)).size).toBe(1);
    expect([...after.keys()]).toEqual(before);
  });

  it('keeps the key that was known before, not that of an entry just above it', async () => {
    await ingestListing(store, listingOf(article), 'journal', day);
    const [known] = await keysOf();

    await ingestListing(store, listingOf(preprint, both), 'archive', day);

    const { paper, sightings } = await onlyOneIn(store);
    expect(paper.key).toBe(known);
    expect(sightings.find(({ source }) => source === 'archive')?.position).toBe(1);
  });

  it('joins two entries above it that were both new', async () => {
    const report = await ingestListing(store, listingOf(preprint, article, both), 'archive', day);

    const { paper, sightings } = await onlyOneIn(store);
    expect(report).toMatchObject({ listed: 3, new: 1, known: 0 });
    expect(sightings).toHaveLength(1);
    expect(sightings[0]?.position).toBe(1);
    expect(await store.merges.of(paper.key)).toMatchObject([
      { position: 2, title: article.title, reason: 'same DOI 10.5555/kite' },
      { position: 3, title: both.title, reason: 'same arXiv id 2610.90001' },
    ]);
  });

  it('joins nothing when it is read again', async () => {
    await ingestListing(store, listingOf(preprint, article, both), 'archive', day);
    const before = await everythingIn(store);
    const merges = await store.merges.of(before[0]?.paper.key ?? '');

    const report = await ingestListing(store, listingOf(preprint, article, both), 'archive', day);

    expect(report).toMatchObject({ new: 0, known: 1, updated: 0 });
    expect(await everythingIn(store)).toEqual(before);
    expect(await store.merges.of(before[0]?.paper.key ?? '')).toEqual(merges);
  });
});

describe('an entry with the id of one known paper and the title of another', () => {
  it('joins them, as the other order of the three would have', async () => {
    await ingestListing(
      store,
      listingOf({ title: 'Kites', ids: { arxiv: '2610.90001' } }),
      'a',
      day,
    );
    await ingestListing(store, listingOf({ title: 'Kites renamed' }), 'b', day);

    await ingestListing(
      store,
      listingOf({ title: 'Kites renamed', ids: { arxiv: '2610.90001' } }),
      'c',
      day,
    );

    expect((await onlyOneIn(store)).sightings).toHaveLength(3);
  });

  it('leaves them apart when the authors are others', async () => {
    await ingestListing(
      store,
      listingOf({ title: 'Kites', ids: { arxiv: '2610.90001' }, authors: ['Anna Winter'] }),
      'a',
      day,
    );
    await ingestListing(store, listingOf({ title: 'Boats', authors: ['Carl Sommer'] }), 'b', day);

    await ingestListing(
      store,
      listingOf({ title: 'Boats', ids: { arxiv: '2610.90001' } }),
      'c',
      day,
    );

    expect(await everythingIn(store)).toHaveLength(2);
  });
});

describe('a new paper', () => {
  it('never gets the key of one that was joined away, even under the same title', async () => {
    const winter = { title: 'Kites', authors: ['Anna Winter'] };
    await ingestListing(
      store,
      listingOf({ title: 'Wings', ids: { arxiv: '2610.90001' } }),
      'a',
      day,
    );
    await ingestListing(store, listingOf(winter), 'b', day);
    await ingestListing(store, listingOf({ ...winter, ids: { arxiv: '2610.90001' } }), 'c', day);

    await ingestListing(
      store,
      listingOf(
        { title: 'Kites', authors: ['Carl Sommer'] },
        { title: 'Kites', authors: ['Dora Herbst'] },
      ),
      'd',
      day,
    );

    expect(await everythingIn(store)).toHaveLength(3);
  });

  it('never gets the key of one whose second key of a title was joined away', async () => {
    await ingestListing(
      store,
      listingOf(
        { title: 'Kites', authors: ['Anna Winter'] },
        { title: 'Kites', authors: ['Carl Sommer'] },
        { title: 'Wings', ids: { arxiv: '2610.90001' } },
      ),
      'a',
      day,
    );
    await ingestListing(
      store,
      listingOf({ title: 'Kites', authors: ['Carl Sommer'], ids: { arxiv: '2610.90001' } }),
      'b',
      day,
    );

    await ingestListing(store, listingOf({ title: 'Kites', authors: ['Dora Herbst'] }), 'c', day);

    expect(await everythingIn(store)).toHaveLength(3);
  });
});

describe('several thousand joins', () => {
  it('in one listing take seconds', async () => {
    const number = 3_000;
    const entries = [...Array(number).keys()].flatMap((at) => {
      const arxiv = `2610.${10_000 + at}`;
      const doi = `10.5555/kite.${at}`;
      return [
        { title: `Preprint ${at}`, ids: { arxiv } },
        { title: `Article ${at} in print`, ids: { doi } },
        { title: `Both of ${at}`, ids: { arxiv, doi } },
      ];
    });
    const start = performance.now();

    const report = await ingestListing(store, listingOf(...entries), 'index', day);

    expect(report).toMatchObject({ listed: 3 * number, new: number });
    expect(performance.now() - start).toBeLessThan(10_000);
  });

  it('do not hang on a title that ten thousand papers bear', async () => {
    const entries = [...Array(10_000).keys()].map((at) => ({
      title: 'Editorial',
      ids: { arxiv: `2610.${10_000 + at}` },
    }));
    const start = performance.now();

    const report = await ingestListing(store, listingOf(...entries), 'index', day);
    const again = await ingestListing(store, listingOf(...entries), 'index', day);

    expect(report.new).toBe(10_000);
    expect(again).toMatchObject({ new: 0, known: 10_000, updated: 0 });
    expect(performance.now() - start).toBeLessThan(10_000);
  });
});
