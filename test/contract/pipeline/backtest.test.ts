/** Ten days gone by, replayed: each with what was known that morning, and measured by what was said later. */
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { addDays } from '../../../src/lib/days.ts';
import { type Interests, noInterests } from '../../../src/model/interests.ts';
import { oneself } from '../../../src/model/taste.ts';
import { type BacktestRequest, runBacktest } from '../../../src/pipeline/backtest.ts';
import { readJudged } from '../../../src/pipeline/read-taste.ts';
import { openStore, type Store } from '../../../src/store/store.ts';
import { samplePaper, sampleSighting } from '../store/sample-papers.ts';

const first = '2026-10-05';
const last = addDays(first, 9);

let folder: string;
let store: Store;
let now = '2026-10-01T06:00:00.000Z';
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'paperboy-backtest-'));
  store = await openStore(join(folder, 'paperboy.db'), { now: () => now });
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

const coasts = 'arch bay cove dune estuary fjord gulf headland islet jetty'.split(' ');
const seas = 'amber basalt coral drift ebb flood gale hail ice jade'.split(' ');

/** Eight papers a day: two on kelp that nobody upvotes, and six that many do. */
function papersOf(day: string) {
  const on = (subject: string, at: number) =>
    samplePaper(`${subject} ${at} of ${day}`, [], { abstract: `About ${subject}, in detail.` });
  // Apart enough not to be folded into each other.
  const place = Number(day.slice(-2)) - 5;
  const along = (coast: string, sea: string) =>
    samplePaper(`Kelp forests ${coast}`, [], { abstract: `${sea} ${coast} ${sea}: kelp forests.` });
  return [
    along(coasts[place]!, seas[place]!),
    along(`${seas[place]!} winters`, `${coasts[9 - place]!} nets`),
    ...['Trumpets', 'Lanterns', 'Bridges', 'Bread', 'Bells', 'Boats'].map((one, at) => on(one, at)),
  ];
}

async function list(from: string, to: string): Promise<void> {
  for (let day = from; day <= to; day = addDays(day, 1)) {
    now = `${day}T06:00:00.000Z`;
    const papers = papersOf(day);
    await store.papers.insert(papers);
    await store.sightings.record(
      papers.map((paper, at) => sampleSighting(paper, day, { upvotes: at < 2 ? 0 : at * 40 })),
    );
    const listed = papers.length;
    await store.listings.record({ source: 'morning-list', day, format: 'feed', listed });
  }
}

async function vote(day: string, at: number, value: 1 | -1, on = day): Promise<void> {
  now = `${on}T20:00:00.000Z`;
  await store.votes.put(oneself, papersOf(day)[at]!.key, value);
}

async function replay(interests: Interests, more: Partial<BacktestRequest> = {}) {
  return await runBacktest(store, {
    ...{ to: last, days: 30, window: 3, timezone: 'UTC', title: 'The Quay', limit: 2, interests },
    votes: await readJudged(store, oneself),
    ...more,
  });
}

const kelp = {
  ...noInterests,
  topics: [{ name: 'kelp forests', weight: 1, exact: false }],
  muted: ['bread'],
};

it('every day that the store has is replayed, and nothing comes twice', async () => {
  await list(first, last);

  const { days, quality } = await replay(kelp, { limit: 3 });
  const few = await replay(kelp, { days: 4, to: addDays(last, -1) });

  const sent = days.flatMap((one) => one.sent.map(({ paper }) => paper.key));
  expect(days.map(({ day }) => day)).toEqual(
    Array.from({ length: 10 }, (_, at) => addDays(first, at)),
  );
  expect(days.map((one) => one.papers)).toEqual([8, 16, ...Array(8).fill(24)]);
  expect(days.every((one) => one.sent.length > 0 && one.sent.length <= 3)).toBe(true);
  expect(new Set(sent).size).toBe(sent.length);
  expect(days[5]?.sent[0]).toMatchObject({
    score: expect.any(Number),
    reasons: expect.arrayContaining(['“kelp forests” in the title']),
  });
  expect(quality).toBeNull();
  expect(few.days.map(({ day }) => day)).toEqual([-4, -3, -2, -1].map((at) => addDays(last, at)));
});

it('no day knows what came after it: neither listings nor votes, those of its own evening included', async () => {
  const middle = addDays(first, 4);
  await list(first, middle);
  await vote(addDays(first, 1), 0, 1);
  const before = await replay(noInterests);

  await list(addDays(middle, 1), last);
  await vote(middle, 5, 1);
  await vote(middle, 0, -1);
  const after = await replay(noInterests);

  const told = ({ days }: typeof before) =>
    days.slice(0, 5).map(({ day, papers, sent }) => ({
      ...{ day, papers },
      sent: sent.map(({ paper, score, reasons }) => [paper.title, score, reasons]),
    }));
  expect(told(after)).toEqual(told(before));
});

it('votes cast before a day teach it', async () => {
  await list(first, last);
  await vote(first, 0, 1);
  await vote(first, 1, 1);

  const { days } = await replay(noInterests);

  const firstOf = (at: number) => days[at]?.sent[0];
  expect(firstOf(0)?.paper.title).toContain('Boats');
  expect(firstOf(9)?.paper.title).toContain('Kelp forests');
  expect(firstOf(9)?.reasons.join()).toContain('you liked');
});

it('it is measured by the votes that came later, beside what trends alone', async () => {
  await list(first, last);
  for (const at of [2, 4, 6]) {
    await vote(addDays(first, at), 0, 1, last);
    await vote(addDays(first, at), 7, -1, last);
  }
  await vote(first, 5, -1, last);

  const { quality } = await replay(kelp);

  expect(quality).toMatchObject({ liked: 3, disliked: 4, likedDays: 3 });
  expect(quality?.ours).toMatchObject({ likedShown: 3, dislikedShown: 0 });
  expect(quality?.ours.ndcg10).toBeGreaterThan(0.6);
  expect(quality?.trend).toMatchObject({ likedShown: 0, dislikedShown: 3 });
  expect(quality?.trend.ndcg10).toBeLessThan(quality?.ours.ndcg10 ?? 0);
  const muted = quality?.places.find(({ title }) => title.startsWith('Bread'));
  expect(muted?.place).toEqual({ ours: null, trend: null });
  for (const { of, value, place } of quality?.places ?? []) {
    expect(of).toBe(7);
    if (value === 1) expect(place.ours).toBeLessThanOrEqual(2);
  }
});

it('a paper that was voted on before it came is known, and measures nothing', async () => {
  await list(first, last);
  await vote(addDays(first, 5), 0, 1, addDays(first, 2));

  expect((await replay(kelp)).quality).toBeNull();
});

it('nothing is written', async () => {
  await list(first, last);
  await vote(first, 0, 1, last);
  const path = join(folder, 'paperboy.db');
  const reopen = async () => {
    await store.close();
    const hash = createHash('sha256').update(readFileSync(path)).digest('hex');
    store = await openStore(path, { now: () => now });
    return hash;
  };
  await reopen();
  const before = await reopen();

  await replay(kelp);

  expect(await reopen()).toBe(before);
});
