/** What a reader has said about papers, by the papers as they are now: what a ranker learns from. */
import { existsSync } from 'node:fs';
import type { Paper } from '../model/paper.ts';
import { oneself, type Taste, type VoteOrigin } from '../model/taste.ts';
import type { Store } from '../store/store.ts';
import { type App, databasePath, openAppStore } from './app.ts';

/** A paper with the last that a reader said of it. */
export interface JudgedPaper {
  readonly paper: Paper;
  readonly value: 1 | -1;
  /** UTC ISO text. */
  readonly at: string;
  readonly origin: VoteOrigin;
}

/** The papers a reader (a subscriber's id, or `oneself`) voted on or imported, newest first, each once. */
export async function readTaste(store: Store, reader: number): Promise<Taste> {
  const judged = await readJudged(store, reader);
  const papers = (value: 1 | -1) => judged.flatMap((one) => (one.value === value ? one.paper : []));
  return { liked: papers(1), disliked: papers(-1) };
}

/**
 * One's own taste for a digest of `store`: from the data folder's store, where there is one, when `store` is another
 * (made for papers named by hand).
 */
export async function readOwnTaste(app: App, store: Store): Promise<Taste> {
  const own = await readTaste(store, oneself);
  if (own.liked.length + own.disliked.length > 0 || !existsSync(databasePath(app))) return own;
  const kept = await openAppStore(app, 'data').catch(() => null);
  // A digest of named papers does without what cannot be read now; commands of the data folder say what is wrong with it.
  if (kept === null) return own;
  try {
    return await readTaste(kept, oneself);
  } finally {
    await kept.close();
  }
}

/** As `readTaste`, with when and how. Papers merged since are one, for which the last vote counts. */
export async function readJudged(store: Store, reader: number): Promise<JudgedPaper[]> {
  const votes = (await store.votes.of(reader)).reverse();
  const papers = await store.papers.get(votes.map(({ paperKey }) => paperKey));
  const judged = new Map<string, JudgedPaper>();
  for (const { paperKey, ...vote } of votes) {
    const paper = papers.get(paperKey);
    if (paper !== undefined && !judged.has(paper.key)) judged.set(paper.key, { paper, ...vote });
  }
  return [...judged.values()];
}
