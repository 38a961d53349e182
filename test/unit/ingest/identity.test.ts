/** Which entries are the same paper, across listings, and which are not. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ingestListing } from '../../../src/ingest/ingest-listing.ts';
import type { ListedPaper } from '../../../src/model/listing.ts';
import { openStore, type Store } from '../../../src/store/store.ts';
import { day, everythingIn, listingOf, onlyOneIn } from './sample-listing.ts';

let store: Store;
beforeEach(async () => {
  store = await openStore(':memory:');
});
afterEach(async () => {
  await store.close();
});

type Entry = Partial<ListedPaper> & { title: string };

/** How many papers the store has after each entry came in a listing of its own. */
async function papersAfter(...entries: readonly Entry[]): Promise<number> {
  for (const [at, entry] of entries.entries()) {
    await ingestListing(store, listingOf(entry), `source ${at}`, day);
  }
  return (await everythingIn(store)).length;
}

/** The reasons recorded for the only paper. */
async function reasons(): Promise<string[]> {
  const { paper } = await onlyOneIn(store);
  return (await store.merges.of(paper.key)).map(({ reason }) => reason);
}

describe('two listings show the same paper', () => {
  it('when they give the same arXiv id, whatever its version and spelling', async () => {
    const number = await papersAfter(
      { title: 'Kites that fold', ids: { arxiv: '2610.90001v1' } },
      { title: 'Kites that fold, revised', ids: { arxiv: 'arXiv:2610.90001v3' } },
      { title: 'Folding kites', url: 'https://huggingface.co/papers/2610.90001' },
    );

    expect(number).toBe(1);
    expect(await reasons()).toEqual(['same arXiv id 2610.90001', 'same arXiv id 2610.90001']);
  });

  it('when they give the same DOI', async () => {
    const number = await papersAfter(
      { title: 'Kites that fold', ids: { doi: '10.5555/KITE.1' } },
      { title: 'On kites', url: 'https://doi.org/10.5555/kite.1' },
    );

    expect(number).toBe(1);
    expect(await reasons()).toEqual(['same DOI 10.5555/kite.1']);
  });

  it('when they give the same address and titles that agree', async () => {
    const number = await papersAfter(
      { title: 'Kites that fold', url: 'https://www.example.org/kites?utm_source=mail' },
      { title: 'Kites that fold themselves', url: 'http://example.org/kites/' },
    );

    expect(number).toBe(1);
    expect(await reasons()).toEqual(['same address example.org/kites']);
  });

  it('when their titles differ in nothing but case, accents and punctuation', async () => {
    const number = await papersAfter(
      { title: 'Poincaré kites: a study' },
      { title: 'POINCARE KITES – A STUDY.' },
    );

    expect(number).toBe(1);
    expect(await reasons()).toEqual(['same title']);
  });

  it('when titles are equal and an author is spelled in another way', async () => {
    const number = await papersAfter(
      { title: 'Kites that fold', authors: ['Anna Winter', 'Bo Ek'] },
      { title: 'Kites that fold', authors: ['Winter, A.', 'Someone Else'] },
      { title: 'Kites that fold', authors: ['Ek B'] },
    );

    expect(number).toBe(1);
    expect(await reasons()).toEqual([
      'same title and author Winter, A.',
      'same title and author Ek B',
    ]);
  });
});

describe('two listings show two papers', () => {
  it('of one title when their arXiv ids differ', async () => {
    const number = await papersAfter(
      { title: 'Kites', ids: { arxiv: '2610.90001' } },
      { title: 'Kites', ids: { arxiv: '2610.90002' } },
    );

    expect(number).toBe(2);
  });

  it('of one title when their authors are other people, also with a given name in common', async () => {
    const number = await papersAfter(
      { title: 'Kites', authors: ['Wei Zhang'] },
      { title: 'Kites', authors: ['Wei Zhou'] },
      { title: 'Kites', authors: ['Li Zhang'] },
    );

    expect(number).toBe(3);
  });

  it('of one DOI when their arXiv ids differ, and the second does not take the DOI away', async () => {
    const number = await papersAfter(
      { title: 'Kites in volume one', ids: { arxiv: '2610.90001', doi: '10.5555/volume' } },
      { title: 'Boats in volume one', ids: { arxiv: '2610.90002', doi: '10.5555/volume' } },
    );

    const ids = (await everythingIn(store)).map(({ paper }) => paper.ids);
    expect(number).toBe(2);
    expect(ids.filter((list) => list.includes('doi:10.5555/volume'))).toHaveLength(1);
  });

  it('of one address when their titles differ', async () => {
    const number = await papersAfter(
      { title: 'Kites that fold', url: 'https://example.org/today' },
      { title: 'Boats that sink slowly', url: 'https://example.org/today' },
    );

    expect(number).toBe(2);
  });

  it('of one address when they are parts of a series', async () => {
    const number = await papersAfter(
      { title: 'Kites that fold, part II', url: 'https://example.org/kites' },
      { title: 'Kites that fold, part III', url: 'https://example.org/kites' },
    );

    expect(number).toBe(2);
  });
});

describe('one listing', () => {
  it('that gives all its items one address still has as many papers', async () => {
    const url = 'https://example.org/feed';

    await ingestListing(
      store,
      listingOf({ title: 'Kites', url }, { title: 'Kites again', url }, { title: 'Boats', url }),
      'blog',
      day,
    );

    expect(await everythingIn(store)).toHaveLength(3);
  });

  it('that shows a paper twice gives it one sighting, at the first place, filled from the second', async () => {
    await ingestListing(
      store,
      listingOf(
        { title: 'Boats' },
        { title: 'Kites', upvotes: 7 },
        { title: 'Kites', upvotes: 9, comments: 2, abstract: 'They fold.' },
      ),
      'page',
      day,
    );

    const kites = (await everythingIn(store)).find(({ paper }) => paper.title === 'Kites');
    expect(kites?.paper.abstract).toBe('They fold.');
    expect(kites?.sightings).toEqual([
      { source: 'page', day, position: 2, upvotes: 7, comments: 2, stars: null },
    ]);
  });

  it('counts its entries and its papers', async () => {
    await ingestListing(store, listingOf({ title: 'Old news' }), 'before', day);

    const report = await ingestListing(
      store,
      listingOf(
        { title: 'Old news', abstract: 'With an abstract now.' },
        { title: 'Kites' },
        { title: 'KITES' },
        { title: '' },
      ),
      'page',
      day,
    );

    expect(report).toEqual({ source: 'page', listed: 3, new: 1, known: 1, updated: 1 });
    expect(await store.listings.between(day, day)).toContainEqual({
      source: 'page',
      day,
      format: 'feed',
      listed: 3,
    });
  });

  it('whose entries name days of their own is kept for each of those days', async () => {
    await ingestListing(
      store,
      listingOf({ title: 'Kites', listedOn: '2026-10-12' }, { title: 'Boats' }),
      'week',
      day,
    );

    const listings = await store.listings.between(null, null);
    expect(listings.map((row) => [row.day, row.listed])).toEqual([
      ['2026-10-12', 1],
      [day, 1],
    ]);
  });

  it('without entries is recorded as read', async () => {
    const report = await ingestListing(store, listingOf(), 'quiet', day);

    expect(report.listed).toBe(0);
    expect(await store.listings.between(day, day)).toHaveLength(1);
  });
});
