/** What was learned from a reader's votes, in words, against what the store's papers usually say. */
import { addDays } from '../lib/days.ts';
import type { Paper } from '../model/paper.ts';
import { type DescribedInterest, describeInterests } from '../rank/describe-interests.ts';
import { type Learned, learn } from '../rank/relevance/learn.ts';
import { bagOf } from '../rank/relevance/term-bag.ts';
import type { Store } from '../store/store.ts';
import type { App } from './app.ts';
import { archiveFor } from './learned-archive.ts';

export type { DescribedInterest } from '../rank/describe-interests.ts';

/** What is usual is learned from papers of so many days, and of so many papers of them: words need no more. */
const days = 30;
const mostPapers = 1_000;

/** As `describeTaste`, against what was learned from the papers kept, where there is that. */
export async function describeLikes(
  app: App,
  store: Store,
  liked: readonly Paper[],
): Promise<DescribedInterest[]> {
  if (liked.length === 0) return [];
  return describeTaste(store, liked, await archiveFor(app, store));
}

/** @param known what was learned of the store's papers, where somebody has it at hand. */
export async function describeTaste(
  store: Store,
  liked: readonly Paper[],
  known: Learned | null = null,
): Promise<DescribedInterest[]> {
  if (liked.length === 0) return [];
  return describeInterests(known ?? (await learnFromLast(store, liked)), liked);
}

async function learnFromLast(store: Store, liked: readonly Paper[]): Promise<Learned> {
  const last = await store.listings.lastDay();
  const seen = last === null ? [] : await store.papers.candidates(addDays(last, 1 - days), last);
  const step = Math.max(1, seen.length / mostPapers);
  const some = seen.filter((_, at) => Math.floor(at / step) !== Math.floor((at - 1) / step));
  const papers = new Map(
    [...some.map(({ paper }) => paper), ...liked].map((one) => [one.key, one]),
  );
  return learn([...papers.values()].map(bagOf));
}
