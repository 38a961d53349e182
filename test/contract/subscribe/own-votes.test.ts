/** What a reader sees of their votes by the link in every mail, what was learned from them, and how they are taken back. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { signToken } from '../../../src/lib/tokens.ts';
import type { Paper } from '../../../src/model/paper.ts';
import { describeTaste } from '../../../src/pipeline/describe-taste.ts';
import { archiveFor } from '../../../src/pipeline/learned-archive.ts';
import { refreshArchive } from '../../../src/pipeline/refresh-archive.ts';
import { keepTasteWords } from '../../../src/pipeline/taste-words.ts';
import { papers } from '../delivery/press.ts';
import { somePapers } from '../pipeline/sample-archive.ts';
import { type Desk, openDesk } from './desk.ts';

let at: Desk;
let tokenOf: (reader: number, purpose?: 'preferences' | 'vote' | 'unsubscribe') => string;
let mia: number;
let ben: number;

beforeEach(async () => {
  at = await openDesk();
  mia = await at.press.reader('mia', { zone: 'Asia/Tokyo' });
  ben = await at.press.reader('ben');
  const [key] = await at.press.store.secrets.all();
  tokenOf = (reader, purpose = 'preferences') => signToken(key, purpose, reader);
});
afterEach(() => at.close());

/** One vote a minute on each, from 20:00 UTC on. */
async function like(reader: number, liked: readonly Paper[], value: 1 | -1 = 1): Promise<void> {
  at.press.at('2026-11-16T20:00:00.000Z');
  const known = await at.press.store.papers.get(liked.map(({ key }) => key));
  await at.press.store.papers.insert(liked.filter(({ key }) => !known.has(key)));
  for (const { key } of liked) {
    await at.press.store.votes.put(reader, key, value);
    at.press.pass(60_000);
  }
}

const votesOf = async (reader: number) =>
  (await at.press.store.votes.of(reader)).map(({ paperKey }) => paperKey);

it('shows how many there are, and the last 50, newest first, by the reader’s own days', async () => {
  const all = papers(...Array.from({ length: 60 }, (_, n) => n + 1));
  await like(mia, all.slice(0, 5), -1);
  await like(mia, all.slice(5));

  const seen = await at.desk.votes(tokenOf(mia));
  const none = await at.desk.votes(tokenOf(ben));

  const latest = seen?.latest ?? [];
  expect(seen).toMatchObject({ liked: 55, disliked: 5 });
  expect(latest.map(({ key }) => key)).toEqual(
    all
      .slice(10)
      .reverse()
      .map(({ key }) => key),
  );
  expect(latest[0]).toMatchObject({ value: 1, day: '2026-11-17', isImported: false });
  expect(none).toEqual({ liked: 0, disliked: 0, likes: [], latest: [] });
});

it('links to pages with the abstract alone, and to no other scheme', async () => {
  const [plain, script] = papers(1, 2);
  const links = { ...plain!.links, abstract: 'https://papers.example/1' };
  const bad = { ...script!.links, abstract: 'javascript:alert(1)' };
  await like(mia, [
    { ...plain!, links },
    { ...script!, links: bad },
  ]);

  const seen = await at.desk.votes(tokenOf(mia));

  expect(seen?.latest.map(({ url }) => url)).toEqual([null, 'https://papers.example/1']);
});

it('forgets what was ticked, of that reader alone', async () => {
  const [one, two, three] = papers(1, 2, 3);
  await like(mia, [one!, two!]);
  await like(ben, [one!, two!, three!]);

  const foreign = await at.desk.forgetVotes(tokenOf(mia), [three!.key, 'nobodys', "'; --", '']);
  const twice = await at.desk.forgetVotes(tokenOf(mia), [one!.key, one!.key, three!.key]);
  const again = await at.desk.forgetVotes(tokenOf(mia), [one!.key]);

  expect([foreign, twice, again]).toEqual([0, 1, 0]);
  expect(await votesOf(mia)).toEqual([two!.key]);
  expect(await votesOf(ben)).toHaveLength(3);
});

it('forgets all, of that reader alone', async () => {
  await like(mia, papers(1, 2, 3));
  await like(ben, papers(2));

  const forgotten = await at.desk.forgetVotes(tokenOf(mia), null);

  expect(forgotten).toBe(3);
  expect([await votesOf(mia), await votesOf(ben)]).toEqual([[], [papers(2)[0]!.key]]);
});

it('takes papers that were merged since for one, by either key', async () => {
  const [kept, merged, other] = papers(1, 2, 3);
  await like(mia, [kept!, merged!, other!]);
  await like(ben, [merged!]);
  await at.press.store.papers.merge(kept!.key, merged!.key, 'a test');

  const seen = await at.desk.votes(tokenOf(mia));
  const byOld = await at.desk.forgetVotes(tokenOf(mia), [merged!.key]);
  const byNew = await at.desk.forgetVotes(tokenOf(ben), [kept!.key]);
  await like(ben, [kept!]);
  const byOther = await at.desk.forgetVotes(tokenOf(ben), [merged!.key]);

  expect(seen?.latest.map(({ key }) => key)).toEqual([other!.key, kept!.key]);
  expect([byOld, byNew, byOther]).toEqual([1, 1, 1]);
  expect([await votesOf(mia), await votesOf(ben)]).toEqual([[other!.key], []]);
});

it('goes through no more boxes than the page has', async () => {
  const [known] = papers(1);
  await like(mia, [known!]);
  const boxes = Array.from({ length: 10_000 }, (_, n) => `box${n}`);

  const late = await at.desk.forgetVotes(tokenOf(mia), [...boxes, known!.key]);
  const early = await at.desk.forgetVotes(tokenOf(mia), [known!.key, ...boxes]);

  expect([late, early]).toEqual([0, 1]);
});

it('takes no link of another purpose, nor of nobody', async () => {
  await like(mia, papers(1));
  const bad = [tokenOf(mia, 'vote'), tokenOf(mia, 'unsubscribe'), tokenOf(99), 'nonsense', ''];

  const seen = [];
  for (const token of bad) {
    seen.push(await at.desk.votes(token), await at.desk.forgetVotes(token, null));
  }

  expect(new Set(seen)).toEqual(new Set([null]));
  expect(await votesOf(mia)).toHaveLength(1);
});

it('says what was learned against the archive kept, once until the votes or the archive change', async () => {
  const { app, store } = at.press;
  const made = somePapers(0, 330);
  await store.papers.insert(made);
  const kites = made.filter(({ title }) => title.includes('kite')).slice(0, 5);
  const likes = async () => (await at.desk.votes(tokenOf(mia)))?.likes;
  await like(mia, kites);

  const before = await likes();
  await refreshArchive(app, store);
  const [first, second] = [await likes(), await likes()];
  await like(mia, made.slice(-1));
  const changed = await likes();
  await at.desk.forgetVotes(tokenOf(mia), null);
  const none = await likes();

  const newestFirst = [...kites].reverse();
  const expected = await describeTaste(store, newestFirst, await archiveFor(app, store));
  expect(first).toEqual(expected);
  expect(first).not.toEqual(before);
  expect(first?.[0]).toMatchObject({ papers: 5, words: expect.arrayContaining(['kite']) });
  expect(second).toBe(first);
  expect(changed).not.toEqual(first);
  expect(none).toEqual([]);
});

it('keeps the words of the readers who looked last, and each for oneself', async () => {
  const { app, store } = at.press;
  const [one, two] = papers(1, 2);
  await store.papers.insert([one!, two!]);
  const words = keepTasteWords(app);

  const first = await words.of(store, 1, [one!]);
  const other = await words.of(store, 2, [two!]);
  for (let reader = 3; reader <= 200; reader++) await words.of(store, reader, [one!]);
  const still = await words.of(store, 1, [one!]);
  await words.of(store, 201, [one!]);
  const [kept, gone] = [await words.of(store, 1, [one!]), await words.of(store, 2, [two!])];

  expect([still === first, kept === first, gone === other]).toEqual([true, true, false]);
  expect(gone).toEqual(other);
  expect(other).not.toEqual(first);
});

it('learns from the 500 papers liked last, however many there are', async () => {
  const { app, store } = at.press;
  const liked = somePapers(0, 501);
  const words = keepTasteWords(app);

  const all = await words.of(store, mia, liked);
  const newest = await words.of(store, mia, liked.slice(0, 500));
  const fewer = await words.of(store, mia, liked.slice(0, 499));

  expect([all === newest, all === fewer]).toEqual([true, false]);
});

it('shows the votes without words where describing them fails', async () => {
  const all = papers(1, 2);
  await like(mia, all);
  at.press.tamper('drop table archives');

  const seen = await at.desk.votes(tokenOf(mia));

  expect(seen).toMatchObject({ liked: 2, likes: [] });
  expect(seen?.latest).toHaveLength(2);
  expect(await at.desk.preferences(tokenOf(mia))).not.toBeNull();
});
