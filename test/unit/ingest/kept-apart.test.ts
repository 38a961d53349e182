/** Papers that a person split stay two, whatever is read again, in whatever order. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ingestListing } from '../../../src/ingest/ingest-listing.ts';
import { type Described, describeEntries, resolveListing } from '../../../src/ingest/resolve.ts';
import type { ListedPaper } from '../../../src/model/listing.ts';
import type { KeptApart } from '../../../src/model/merge-record.ts';
import type { Paper } from '../../../src/model/paper.ts';
import { openStore, type Store } from '../../../src/store/store.ts';
import { day, everythingIn, listingOf, onlyOneIn } from './sample-listing.ts';

let folder: string;
let store: Store;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'paperboy-apart-'));
  store = await openStore(join(folder, 'paperboy.db'));
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

type Read = readonly [source: string, ...entries: (Partial<ListedPaper> & { title: string })[]];

async function readAll(listings: readonly Read[]): Promise<void> {
  for (const [source, ...entries] of listings) {
    await ingestListing(store, listingOf(...entries), source, day);
  }
}

async function splitOnly(reason?: string): Promise<{ key: string; from: string }> {
  const { paper } = await onlyOneIn(store);
  const merges = await store.merges.of(paper.key);
  const [merge] = reason === undefined ? merges : merges.filter((each) => each.reason === reason);
  if (merge === undefined) throw new Error('nothing was merged');
  return await store.splits.split(merge.number);
}

async function reopen(): Promise<void> {
  await store.close();
  store = await openStore(join(folder, 'paperboy.db'));
}

/** Every paper with its sources, in a fixed order. */
async function overview() {
  const all = await everythingIn(store);
  return all
    .map(({ paper, sightings }) => ({
      ...paper,
      sources: sightings.map(({ source }) => source).sort(),
    }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** What a story of two listings that are taken for one paper consists of. */
const stories: readonly { readonly name: string; readonly listings: readonly [Read, Read] }[] = [
  {
    name: 'an entry of the same title',
    listings: [
      ['archive', { title: 'Kites that fold', ids: { arxiv: '2610.90001' }, abstract: 'One.' }],
      ['blog', { title: 'Kites that fold', abstract: 'Quite another story.' }],
    ],
  },
  {
    name: 'a title that says nothing else',
    listings: [
      ['blog', { title: 'A letter to the reader' }],
      ['journal', { title: 'A Letter to the Reader' }],
    ],
  },
  {
    name: 'an entry of the same arXiv id',
    listings: [
      ['archive', { title: 'Kites that fold', ids: { arxiv: '2610.90001' } }],
      ['index', { title: 'Boats that sing', ids: { arxiv: '2610.90001' } }],
    ],
  },
  {
    name: 'an entry that gave the paper a DOI and an abstract',
    listings: [
      ['blog', { title: 'Kites that fold', authors: ['Anna Winter'] }],
      [
        'journal',
        {
          title: 'Kites that fold',
          authors: ['Anna Winter', 'Carl Sommer'],
          ids: { doi: '10.5555/kite' },
          abstract: 'They fold.',
        },
      ],
    ],
  },
  {
    name: 'an entry of nearly the same title',
    listings: [
      ['archive', { title: 'Kites that fold in a strong wind: a survey of methods' }],
      ['blog', { title: 'Kites that fold in a strong wind' }],
    ],
  },
];

describe.each(stories)('after a split of $name', ({ listings }) => {
  const [first, second] = listings;

  it('each paper has what it was listed with', async () => {
    const alone: Omit<Paper, 'key'>[] = [first, second].map(
      ([, ...entries]) => (describeEntries(listingOf(...entries).entries)[0] as Described).paper,
    );
    await readAll(listings);

    const { key, from } = await splitOnly();

    const papers = await store.papers.get([from, key]);
    for (const [at, paper] of [papers.get(from), papers.get(key)].entries()) {
      const { ids, ...said } = alone[at]!;
      expect(paper).toMatchObject(said);
      // A name that leads to one paper only stays with the one that had it first.
      const isKept = (id: string) => at === 0 || !alone[0]!.ids.includes(id as never);
      expect(paper?.ids).toEqual(ids.filter((id) => isKept(id) || id.startsWith('title:')));
    }
  });

  it.each([
    ['as before', [first, second]],
    ['the other way round', [second, first]],
    ['one many times', [second, second, first, second]],
  ] as const)('reading again %s, in a store reopened, changes nothing', async (_, again) => {
    await readAll(listings);
    await splitOnly();
    const before = await overview();
    await reopen();

    await readAll(again);

    expect(before.map(({ sources }) => sources.length)).toEqual([1, 1]);
    expect(await overview()).toEqual(before);
  });

  it('both listings in one leave two papers', async () => {
    await readAll(listings);
    await splitOnly();
    const keys = (await overview()).map(({ key }) => key);
    const [, ...one] = first;
    const [, ...two] = second;

    await readAll([['digest', ...one, ...two.map((entry) => ({ ...entry, position: 2 }))]]);

    expect((await overview()).map(({ key }) => key)).toEqual(keys);
  });
});

describe('two whole papers that an entry joined', () => {
  const preprint = { title: 'Kites that fold', ids: { arxiv: '2610.90001' }, abstract: 'Short.' };
  const article = {
    title: 'Folding kites: the final word',
    ids: { doi: '10.5555/kite' },
    abstract: 'A longer abstract.',
  };
  const both = { title: 'Kites, final', ids: { arxiv: '2610.90001', doi: '10.5555/kite' } };
  const listings: readonly Read[] = [
    ['archive', preprint],
    ['journal', article],
    ['index', both],
  ];

  it.each([
    ['in order', [0, 1, 2]],
    ['backwards', [2, 1, 0]],
    ['the joining one first', [2, 0, 1]],
  ] as const)('stay two when all three are read again, %s', async (_, order) => {
    await readAll(listings.slice(0, 2));
    const before = await overview();
    await readAll(listings.slice(2));
    await splitOnly('same DOI 10.5555/kite');
    const after = await overview();
    await reopen();

    await readAll(order.map((at) => listings[at] as Read));

    expect(await overview()).toEqual(after);
    expect(after.map(({ key }) => key)).toEqual(before.map(({ key }) => key));
    expect(after.map(({ abstract }) => abstract)).toEqual(before.map(({ abstract }) => abstract));
    const journal = after.find(({ sources }) => sources.includes('journal'));
    expect(journal).toEqual(before.find(({ sources }) => sources.includes('journal')));
  });

  it('stay two when one is joined with a third paper', async () => {
    await readAll(listings);
    const { from } = await splitOnly('same DOI 10.5555/kite');
    await readAll([
      ['blog', { title: 'Folding', url: 'https://kites.example.org/1' }],
      [
        'list',
        { title: 'Folding', url: 'https://kites.example.org/1', ids: { doi: '10.5555/kite' } },
      ],
    ]);

    await readAll(listings);

    const keys = (await overview()).map(({ key }) => key);
    expect(keys).toHaveLength(2);
    expect(keys).toContain(from);
  });
});

describe('resolving', () => {
  const one: Paper = {
    key: 'aaaaaaaaaaaa',
    ...(describeEntries(listingOf({ title: 'Kites', ids: { arxiv: '2610.90001' } }).entries)[0]!
      .paper satisfies Omit<Paper, 'key'>),
  };
  const two: Paper = {
    ...one,
    key: 'bbbbbbbbbbbb',
    ids: ['doi:10.5555/kite', 'title:kites'],
  };
  const described = describeEntries(
    listingOf({ title: 'Kites', ids: { arxiv: '2610.90001', doi: '10.5555/kite' } }).entries,
  );
  const known = (apart: readonly KeptApart[]) => ({
    papers: new Map([one, two].map((paper) => [paper.key, paper])),
    keys: new Map([
      ['arxiv:2610.90001' as const, [one.key]],
      ['doi:10.5555/kite' as const, [two.key]],
      ['title:kites' as const, [one.key, two.key]],
    ]),
    taken: new Set<string>(),
    shown: new Set<string>(),
    apart,
  });

  it('joins two papers of one entry unless they are told to be kept apart', () => {
    const pair = { key: two.key, from: one.key, names: [], source: null };

    const joined = resolveListing(described, known([]), 'index', day);
    const apart = resolveListing(described, known([pair]), 'index', day);

    expect(joined.joined).toHaveLength(1);
    expect(apart).toMatchObject({ joined: [], inserted: [], known: 1 });
  });
});
