/** A library brought along: what its entries become, and what a reader is known to like afterwards. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ingestListing } from '../../../src/ingest/ingest-listing.ts';
import { type ListedPaper, unknownListedPaper } from '../../../src/model/listing.ts';
import { oneself } from '../../../src/model/taste.ts';
import { importLibrary } from '../../../src/pipeline/import-library.ts';
import { readTaste } from '../../../src/pipeline/read-taste.ts';
import { castVote, forgetVotes } from '../../../src/pipeline/vote.ts';
import { openStore, type Store } from '../../../src/store/store.ts';
import { bibtexEntry, bibtexFile } from '../../unit/sources/library/sample-library.ts';

let store: Store;
let minute: number;
beforeEach(async () => {
  minute = 10;
  store = await openStore(':memory:', { now: () => `2026-10-14T07:${minute++}:00.000Z` });
});
afterEach(() => store.close());

async function list(...papers: readonly (Partial<ListedPaper> & { title: string })[]) {
  const entries = papers.map((paper, at) => ({
    ...unknownListedPaper,
    ...paper,
    position: at + 1,
  }));
  const listing = { format: 'feed', listedOn: null, dayInferred: false, entries, problems: [] };
  return await ingestListing(store, { ...listing, format: 'feed' }, 'quay', '2026-10-14');
}

const take = (text: string, more: { reader?: number; dryRun?: boolean } = {}) =>
  importLibrary(
    store,
    { name: 'library', text },
    { reader: oneself, format: null, dryRun: false, ...more },
  );
const likedTitles = async (reader = oneself) =>
  (await readTaste(store, reader)).liked.map(({ title }) => title).sort();

describe('an imported entry', () => {
  it('is the known paper of its id or title, else a paper that is no candidate', async () => {
    await list(
      { title: 'Tide Tables of the Skerry', ids: { arxiv: '1903.10001' } },
      { title: 'Lamp Oil by Barometer', authors: ['Ada Quill'] },
    );

    const report = await take(
      `${bibtexEntry(1)}${bibtexEntry(2)}@misc{oil, title={Lamp oil by Barometer}, author={Quill, Ada}}`,
    );

    expect(report).toMatchObject({ matched: { id: 1, title: 1 }, new: 1, liked: 3, entries: 3 });
    expect(await likedTitles()).toEqual([
      'Lamp Oil by Barometer',
      'Tide Tables for the Skerry of Harbour 2',
      'Tide Tables of the Skerry',
    ]);
    expect(
      (await store.papers.candidates(null, null)).map(({ paper }) => paper.title),
    ).toHaveLength(2);
  });

  it('that is new is found again when a source lists it', async () => {
    await take(bibtexEntry(5));

    const report = await list({ title: 'Tide tables (v3)', ids: { arxiv: '1903.10005v3' } });

    expect(report).toMatchObject({ new: 0, known: 1 });
    const [candidate] = await store.papers.candidates(null, null);
    expect((await readTaste(store, oneself)).liked[0]?.key).toBe(candidate?.paper.key);
  });

  it('changes nothing of a paper that is known, nor of what was said of it', async () => {
    await list({ title: 'Tide Tables of the Skerry', ids: { arxiv: '1903.10001' } });
    const [before] = await store.papers.candidates(null, null);
    await castVote(store, oneself, before!.paper, -1, 'page');

    const report = await take(bibtexEntry(1));

    expect(report).toMatchObject({ already: 1, repeated: 0, liked: 0 });
    expect(await store.papers.candidates(null, null)).toEqual([before]);
    expect(await readTaste(store, oneself)).toEqual({ liked: [], disliked: [before!.paper] });
  });

  it('that may be several papers is named and nobody’s vote', async () => {
    await list(
      { title: 'Notes from a Harbour', authors: ['Ada Quill'], ids: { doi: '10.5555/a' } },
      { title: 'Notes from a Harbour', authors: ['Jo Reed'], ids: { doi: '10.5555/b' } },
    );

    const report = await take('Notes from a Harbour');
    const theirs = await take('@misc{x, title={Notes from a Harbour}, author={Jo Reed}}');

    expect(report.ambiguous).toMatchObject([
      { line: 1, message: expect.stringContaining('2 papers') },
    ]);
    expect(theirs).toMatchObject({ matched: { title: 1 }, liked: 1, ambiguous: [] });
  });

  it('of a bare id or title that nobody knows is named, with the title that may be meant', async () => {
    await list({ title: 'Sounding Lines under Winter Ice' });

    const report = await take(
      '2401.99999\nSoundng Lines undr Winter Ice\nSomething else entirely\n',
    );

    expect(report).toMatchObject({ new: 0, liked: 0 });
    expect(report.unmatched.map(({ line, message }) => [line, message])).toEqual([
      [1, 'no known paper has this id, and no title is given'],
      [2, expect.stringContaining('did you mean “Sounding Lines under Winter Ice”?')],
      [3, 'no known paper has this title'],
    ]);
    expect(await store.papers.count()).toBe(1);
  });
});

describe('a library', () => {
  it('of two hundred entries with a broken one is taken in but for that, and a second time changes nothing', async () => {
    const first = await take(bibtexFile(200, 120));
    const again = await take(bibtexFile(200, 120));

    expect(first).toMatchObject({ entries: 200, new: 199, liked: 199 });
    expect(first.unread).toMatchObject([{ line: 961, name: 'leaky' }]);
    expect(again).toMatchObject({ matched: { id: 199 }, new: 0, liked: 0, already: 199 });
    expect(await store.papers.count()).toBe(199);
  });

  it('is rehearsed without a trace, also where it holds a paper twice', async () => {
    const twice = bibtexFile(300, 0) + bibtexEntry(1);

    const rehearsed = await take(twice, { dryRun: true });
    const count = await store.papers.count();
    const done = await take(twice);

    expect([count, rehearsed]).toEqual([0, done]);
    expect(done).toMatchObject({ new: 299, matched: { id: 1 }, liked: 299 });
    expect(done).toMatchObject({ already: 1, repeated: 1 });
  });

  it('is each reader’s own, and is forgotten without its papers', async () => {
    await take(bibtexEntry(1));
    await take(bibtexEntry(2), { reader: 7 });

    const forgotten = await forgetVotes(store, oneself);

    expect([forgotten, await likedTitles(), await likedTitles(7)]).toEqual([
      1,
      [],
      ['Tide Tables for the Skerry of Harbour 2'],
    ]);
    expect(await store.papers.count()).toBe(2);
  });
});

describe('a reader’s taste', () => {
  it('has the papers they voted on newest first, merged ones once by the last vote', async () => {
    await list(
      { title: 'Kelp', ids: { doi: '10.5555/kelp' } },
      { title: 'Krill', ids: { doi: '10.5555/krill' } },
      { title: 'Cod', ids: { doi: '10.5555/cod' } },
    );
    const papers = (await store.papers.candidates(null, null)).map(({ paper }) => paper);
    const [kelp, krill, cod] = ['Kelp', 'Krill', 'Cod'].map(
      (title) => papers.find((paper) => paper.title === title)!,
    ) as [(typeof papers)[0], (typeof papers)[0], (typeof papers)[0]];
    await castVote(store, 3, kelp, -1, 'page');
    await castVote(store, 3, krill, 1, 'command');
    await castVote(store, 3, cod, 1, 'command');
    await store.papers.merge(kelp.key, krill.key, 'one soup');

    const taste = await readTaste(store, 3);
    const [forgot, again] = [
      await castVote(store, 3, kelp, 0, 'command'),
      await castVote(store, 3, kelp, 0, 'command'),
    ];

    expect(taste.liked.map(({ key }) => key)).toEqual([cod.key, kelp.key]);
    expect(taste.disliked).toEqual([]);
    expect([forgot, again]).toEqual([true, false]);
    expect((await readTaste(store, 3)).liked.map(({ key }) => key)).toEqual([cod.key]);
  });
});
