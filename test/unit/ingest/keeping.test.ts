/** What stays and what gets better when a paper is listed again, fully or in part. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ingestListing } from '../../../src/ingest/ingest-listing.ts';
import { openStore, type Store } from '../../../src/store/store.ts';
import { day, everythingIn, listingOf, onlyOneIn } from './sample-listing.ts';

let store: Store;
let clock = 0;
beforeEach(async () => {
  store = await openStore(':memory:', { now: () => new Date(clock++).toISOString() });
});
afterEach(async () => {
  await store.close();
});

const full = {
  title: 'Kites that fold',
  abstract: 'They fold in three ways.',
  authors: ['Anna Winter', 'Bo Ek', 'Carl Sommer'],
  organization: 'Kite Lab',
  published: '2026-10-10',
  ids: { arxiv: '2610.90001' },
  codeUrl: 'https://code.example.org/kites',
  categories: ['phys.kite'],
  upvotes: 12,
  comments: 3,
};

describe('a later, poorer listing of a known paper', () => {
  it('takes nothing away', async () => {
    await ingestListing(store, listingOf(full), 'rich', day);
    const before = await onlyOneIn(store);

    await ingestListing(
      store,
      listingOf({
        title: full.title,
        ids: full.ids,
        abstract: 'They fold.',
        authors: ['A. Winter'],
      }),
      'poor',
      day,
    );

    expect((await onlyOneIn(store)).paper).toEqual(before.paper);
  });

  it('keeps the signals that the same source gave before', async () => {
    await ingestListing(store, listingOf(full), 'rich', day);

    await ingestListing(store, listingOf({ ...full, upvotes: null, comments: 4 }), 'rich', day);

    expect((await onlyOneIn(store)).sightings).toMatchObject([{ upvotes: 12, comments: 4 }]);
  });

  it('that lacks other papers leaves those as they are', async () => {
    await ingestListing(store, listingOf(full, { title: 'Boats' }), 'page', day);
    const before = await everythingIn(store);

    await ingestListing(store, listingOf(full), 'page', day);

    expect(await everythingIn(store)).toEqual(before);
  });

  it('keeps the number of authors when it names only some of them', async () => {
    await ingestListing(store, listingOf({ title: 'Kites', authorCount: 9 }), 'page', day);

    await ingestListing(
      store,
      listingOf({ title: 'Kites', authors: ['Anna Winter'] }),
      'feed',
      day,
    );

    expect((await onlyOneIn(store)).paper).toMatchObject({
      authorCount: 9,
      authors: ['Anna Winter'],
    });
  });
});

describe('a later, richer listing of a known paper', () => {
  it('fills every gap and keeps key and title', async () => {
    await ingestListing(store, listingOf({ title: 'KITES THAT FOLD' }), 'bare', day);
    const before = await onlyOneIn(store);

    const report = await ingestListing(store, listingOf(full), 'rich', day);

    const { paper } = await onlyOneIn(store);
    expect(report).toMatchObject({ new: 0, known: 1, updated: 1 });
    expect(paper).toMatchObject({
      key: before.paper.key,
      title: 'KITES THAT FOLD',
      abstract: full.abstract,
      authors: full.authors,
      authorCount: 3,
      organization: 'Kite Lab',
      published: '2026-10-10',
      categories: ['phys.kite'],
    });
    expect(paper.ids[0]).toBe('arxiv:2610.90001');
    expect(paper.links).toEqual({
      abstract: 'https://arxiv.org/abs/2610.90001',
      pdf: 'https://arxiv.org/pdf/2610.90001',
      listing: null,
      code: 'https://code.example.org/kites',
    });
  });

  it('replaces a short abstract by a longer one', async () => {
    await ingestListing(store, listingOf({ title: 'Kites', abstract: 'They fold.' }), 'a', day);

    await ingestListing(
      store,
      listingOf({ title: 'Kites', abstract: 'They fold twice.' }),
      'b',
      day,
    );

    expect((await onlyOneIn(store)).paper.abstract).toBe('They fold twice.');
  });

  it('puts the page of the archive in the place of any other', async () => {
    const url = 'https://example.org/kites';
    await ingestListing(store, listingOf({ title: 'Kites', url }), 'blog', day);

    await ingestListing(store, listingOf({ ...full, title: 'Kites' }), 'archive', day);
    await ingestListing(store, listingOf({ title: 'Kites', url }), 'blog', '2026-10-15');

    expect((await onlyOneIn(store)).paper.links.abstract).toBe('https://arxiv.org/abs/2610.90001');
  });
});

describe('reading a listing again', () => {
  it('changes no paper, no sighting and no record of merges', async () => {
    const listing = listingOf(
      full,
      { title: 'Boats' },
      { title: 'boats' },
      { ...full, comments: 9 },
    );
    await ingestListing(store, listing, 'page', day);
    const before = await everythingIn(store);
    const merges = await Promise.all(before.map(({ paper }) => store.merges.of(paper.key)));

    const report = await ingestListing(store, listing, 'page', day);

    const again = await Promise.all(before.map(({ paper }) => store.merges.of(paper.key)));
    expect(report).toMatchObject({ listed: 4, new: 0, known: 2, updated: 0 });
    expect(await everythingIn(store)).toEqual(before);
    expect(again).toEqual(merges);
    expect(merges.flat()).toHaveLength(2);
  });
});

describe('what an entry says', () => {
  it('is kept readable, without markup and control characters', async () => {
    await ingestListing(
      store,
      listingOf({
        title: '  Kites\n of  order $n^2$\u202e ',
        authors: ["Ren\\'e Winter", ' '],
        abstract: ' ',
        organization: '',
      }),
      'page',
      day,
    );

    expect((await onlyOneIn(store)).paper).toMatchObject({
      title: 'Kites of order n²',
      authors: ['René Winter'],
      abstract: null,
      organization: null,
    });
  });

  it('becomes a link only where a browser would open it as a page', async () => {
    await ingestListing(
      store,
      listingOf({
        title: 'Kites',
        url: 'javascript:alert(1)',
        pdfUrl: 'data:text/html,kite',
        codeUrl: 'https://user:word@code.example.org/',
      }),
      'page',
      day,
    );

    const { paper } = await onlyOneIn(store);
    expect(paper.links).toEqual({ abstract: null, pdf: null, listing: null, code: null });
    expect(paper.ids).toEqual(['title:kites']);
  });

  it('of enormous length is cut, its address ignored', async () => {
    await ingestListing(
      store,
      listingOf({
        title: 'kite '.repeat(10_000),
        abstract: '🪁'.repeat(50_000),
        url: `https://example.org/${'a'.repeat(100_000)}`,
      }),
      'page',
      day,
    );

    const { paper } = await onlyOneIn(store);
    expect(paper.title.length).toBeLessThanOrEqual(1_000);
    expect(paper.abstract?.length).toBeLessThanOrEqual(20_000);
    expect(() => encodeURIComponent(paper.abstract ?? '')).not.toThrow();
    expect(paper.ids).toHaveLength(1);
    expect(paper.ids[0]?.length).toBeLessThan(300);
  });

  it('about two archive ids at once is believed for the plainer one only', async () => {
    await ingestListing(
      store,
      listingOf({
        title: 'Kites',
        ids: { arxiv: '2610.90001' },
        url: 'https://arxiv.org/abs/2610.90002',
      }),
      'page',
      day,
    );

    expect((await onlyOneIn(store)).paper.ids).toEqual(['arxiv:2610.90001', 'title:kites']);
  });
});
