/** Properties of ingesting: order and repetition do not matter, nothing is lost, nothing is forgotten. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ingestListing } from '../../../src/ingest/ingest-listing.ts';
import { type ListedPaper, unknownListedPaper } from '../../../src/model/listing.ts';
import { openStore, type Store } from '../../../src/store/store.ts';
import { everythingIn, listingOf } from './sample-listing.ts';

const people = ['Anna Winter', 'Bo Ek', 'Carl Sommer', 'Dora Herbst', 'Emil Lenz', 'Fay Holm'];

/** The ways in which a listing may name the paper of a number. All share a generic title. */
const ways: readonly ((paper: number) => Partial<ListedPaper> & { title: string })[] = [
  (paper) => ({ title: `Kite number ${paper}` }),
  (paper) => ({ title: `KITE NUMBER ${paper}!`, authors: [people[paper] as string, 'Gil Berg'] }),
  (paper) => ({ title: `Kite number ${paper}`, ids: { arxiv: `2610.9000${paper}v${paper}` } }),
  (paper) => ({ title: `Kite no. ${paper}, in print`, ids: { doi: `10.5555/kite.${paper}` } }),
  (paper) => ({ title: `Kite no. ${paper}, in print`, abstract: 'It flies. '.repeat(paper + 1) }),
  (paper) => ({ title: `Kite number ${paper}`, ids: { doi: `10.5555/KITE.${paper}` } }),
  (paper) => ({ title: 'Editorial', url: `https://arxiv.org/pdf/2610.9000${paper}` }),
  (paper) => ({ title: `Wing ${paper}`, url: `https://example.org/wing/${paper}/` }),
  (paper) => ({ title: `WING: ${paper}`, url: `http://www.example.org/wing/${paper}` }),
  (paper) => ({ title: `Wing ${paper}`, ids: { arxiv: `2610.9000${paper}` } }),
];

/** The names by which two entries are one paper, as far as these entries go. */
const names: readonly ((paper: number) => readonly string[])[] = [
  (paper) => [`title ${paper}`],
  (paper) => [`title ${paper}`],
  (paper) => [`title ${paper}`, `arxiv ${paper}`],
  (paper) => [`print ${paper}`, `doi ${paper}`],
  (paper) => [`print ${paper}`],
  (paper) => [`title ${paper}`, `doi ${paper}`],
  (paper) => [`arxiv ${paper}`],
  (paper) => [`wing ${paper}`],
  (paper) => [`wing ${paper}`],
  (paper) => [`arxiv ${paper}`, `wing ${paper}`],
];

interface Seen {
  readonly paper: number;
  readonly way: number;
}

const seen: fc.Arbitrary<Seen> = fc.record({
  paper: fc.nat({ max: people.length - 1 }),
  way: fc.nat({ max: ways.length - 1 }),
});

/** Some listings of some entries, with a day each. */
const history = fc.array(
  fc.record({
    source: fc.constantFrom('archive', 'journal', 'page'),
    day: fc.constantFrom('2026-10-12', '2026-10-13', '2026-10-14'),
    entries: fc.array(seen, { maxLength: 6 }),
  }),
  { maxLength: 6 },
);
type History = readonly {
  readonly source: string;
  readonly day: string;
  readonly entries: readonly Seen[];
}[];

async function ingestAll(store: Store, listings: History): Promise<void> {
  for (const { source, day, entries } of listings) {
    const listed = entries.map(({ paper, way }) => ways[way]!(paper));
    await ingestListing(store, { ...listingOf(...listed), listedOn: day }, source, day);
  }
}

/** The groups of entries that are one paper because a chain of shared names leads from one to the other. */
function expectedPapers(listings: History): number {
  const groups: Set<string>[] = [];
  for (const { paper, way } of listings.flatMap(({ entries }) => entries)) {
    const own = new Set(names[way]!(paper));
    const touching = groups.filter((group) => [...own].some((name) => group.has(name)));
    for (const group of touching) {
      for (const name of group) own.add(name);
      groups.splice(groups.indexOf(group), 1);
    }
    groups.push(own);
  }
  return groups.length;
}

/** The names of every paper, as one text a paper. */
async function idsIn(store: Store): Promise<string[]> {
  return (await everythingIn(store)).map(({ paper }) => [...paper.ids].sort().join(' ')).sort();
}

async function withStore<T>(work: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore(':memory:', { now: () => '2026-10-14T08:00:00.000Z' });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

describe('ingesting', () => {
  it('gives the same papers in any order', async () => {
    await fc.assert(
      fc.asyncProperty(
        history,
        fc.infiniteStream(fc.double({ noNaN: true })),
        async (listings, random) => {
          const shuffled = shuffle(
            listings.map((listing) => ({ ...listing, entries: shuffle(listing.entries, random) })),
            random,
          );
          const inOrder = await withStore(async (store) => {
            await ingestAll(store, listings);
            return await idsIn(store);
          });

          const inAnother = await withStore(async (store) => {
            await ingestAll(store, shuffled);
            return await idsIn(store);
          });

          expect(inAnother).toEqual(inOrder);
          expect(inOrder).toHaveLength(expectedPapers(listings));
        },
      ),
      { numRuns: 40 },
    );
  });

  it('twice is the same as once', async () => {
    await fc.assert(
      fc.asyncProperty(history, async (listings) => {
        await withStore(async (store) => {
          await ingestAll(store, listings);
          const once = await everythingIn(store);

          // The last reading of each source and day is what a source shows; reading that again must change nothing.
          const last = listings.at(-1);
          if (last !== undefined) await ingestAll(store, [last]);

          expect(await everythingIn(store)).toEqual(once);
        });
      }),
      { numRuns: 40 },
    );
  });

  it('loses no entry: each has a paper seen at its source on its day, under any key ever given', async () => {
    await fc.assert(
      fc.asyncProperty(history, async (listings) => {
        await withStore(async (store) => {
          const keys = new Set<string>();
          for (const listing of listings) {
            await ingestAll(store, [listing]);
            for (const { paper } of await everythingIn(store)) keys.add(paper.key);
          }

          const papers = await everythingIn(store);

          for (const { source, day, entries } of listings) {
            for (const entry of entries) {
              const { title } = { ...unknownListedPaper, ...ways[entry.way]!(entry.paper) };
              const name = `title:${title.toLowerCase().replace(/[^a-z0-9]/g, '')}`;
              const showing = papers.filter(
                ({ paper, sightings }) =>
                  paper.ids.some((id) => id === name) &&
                  sightings.some((sighting) => sighting.source === source && sighting.day === day),
              );
              expect(showing.length).toBeGreaterThan(0);
            }
          }
          expect([...(await store.papers.get([...keys])).keys()].sort()).toEqual([...keys].sort());
        });
      }),
      { numRuns: 40 },
    );
  });
});

function shuffle<T>(values: readonly T[], random: { next(): IteratorResult<number> }): T[] {
  return values
    .map((value) => ({ value, at: Number(random.next().value) }))
    .sort((a, b) => a.at - b.at)
    .map(({ value }) => value);
}
