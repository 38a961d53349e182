/** Learns anew from the papers kept when enough of them are new: in a thread, so that a server answers meanwhile. */
import { dayIn } from '../lib/days.ts';
import { firstLine } from '../lib/text.ts';
import { learnedFormat } from '../rank/relevance/pack-learned.ts';
import type { ArchiveInfo } from '../store/archives.ts';
import type { Store } from '../store/store.ts';
import type { App } from './app.ts';
import { startLearnThread } from './learn-thread.ts';
import { findArchive } from './learned-archive.ts';

/** Fewer papers are no archive: ranking learns from the candidates, which are nearly all there is. */
const fewestPapers = 300;

/** Learned from are the newest so many: some ten seconds, and some 30 MB to keep. */
const mostPapers = 10_000;

/** It is learned anew when so many papers have come since, or this share of those learned from. */
const manyNew = 500;
const shareNew = 0.1;

/** Milliseconds after which any new paper is enough. */
const longest = 7 * 86_400_000;

/** Papers handed to the thread at once. */
const batchSize = 500;

export interface RefreshOptions {
  /** Learning begins, from so many papers. */
  readonly onLearning?: ((papers: number) => void) | undefined;
  /** Milliseconds after which it is given up. */
  readonly patience?: number;
}

export interface ArchiveReport {
  /** How many were learned from; null where it failed. */
  readonly papers: number | null;
  readonly seconds: number;
  /** What the operator should know. */
  readonly notice: string | null;
}

/**
 * Does nothing, and returns null, where it is not due. The archive is kept in one transaction at the end: until then,
 * and whenever something fails, the one before stays. Of two processes at once, the second to end leaves its own away.
 * Nothing is thrown.
 */
export async function refreshArchive(
  app: App,
  store: Store,
  { onLearning, patience = 600_000 }: RefreshOptions = {},
): Promise<ArchiveReport | null> {
  const start = performance.now();
  const reportOf = (papers: number | null, notice: string | null): ArchiveReport => ({
    ...{ papers, notice, seconds: (performance.now() - start) / 1_000 },
  });
  try {
    const { kept, damaged } = await findArchive(app, store);
    const since = await store.archives.papersSince(kept?.info.newest ?? 0);
    const isDue =
      isDueSince(kept?.info ?? null, since.papers, app.now()) ||
      (damaged.length > 0 && kept !== null);
    if (!isDue) return null;
    const latest = await store.archives.latest();
    const total = kept === null ? since.papers : (await store.archives.papersSince(0)).papers;
    onLearning?.(Math.min(total, mostPapers));
    const { papers, data } = await learnInThread(store, since.newest, patience);
    await store.transaction(async (tx) => {
      if ((await tx.archives.latest())?.n !== latest?.n) return;
      const { newest } = since;
      await tx.archives.put(
        { papers, newest, data, format: learnedFormat },
        damaged.map(({ n }) => n),
      );
    });
    return reportOf(papers, noticeOf(app, damaged));
  } catch (error) {
    const why = firstLine(error instanceof Error ? error.message : String(error));
    return reportOf(
      null,
      `Learning from the papers kept failed: ${why}. Digests are ranked by what was learned before.`,
    );
  }
}

/** Whether to learn anew, when `papers` have come since the archive kept (or ever, where there is none). */
export function isDueSince(
  kept: Pick<ArchiveInfo, 'papers' | 'madeAt'> | null,
  papers: number,
  now: Date,
): boolean {
  if (kept === null) return papers >= fewestPapers;
  if (papers === 0) return false;
  const age = now.getTime() - Date.parse(kept.madeAt);
  return papers >= manyNew || papers >= shareNew * kept.papers || age >= longest;
}

/** From the newest papers up to the one `newest`, always in the same order: the same papers teach the same. */
async function learnInThread(
  store: Store,
  newest: number,
  patience: number,
): Promise<{ papers: number; data: Uint8Array }> {
  const giveUp = new AbortController();
  const timer = setTimeout(() => giveUp.abort(new Error('it took too long')), patience);
  const thread = startLearnThread(giveUp.signal);
  try {
    let papers = 0;
    for (let from: number | null = newest; from !== null && papers < mostPapers; ) {
      const limit = Math.min(batchSize, mostPapers - papers);
      const { texts, next } = await store.archives.texts(from, limit);
      await thread.add(texts);
      papers += texts.length;
      from = next;
    }
    return { papers, data: await thread.learn() };
  } finally {
    clearTimeout(timer);
    await thread.stop();
  }
}

function noticeOf(app: App, damaged: readonly ArchiveInfo[]): string | null {
  const [first] = damaged;
  if (first === undefined) return null;
  const day = dayIn(app.config.values.timezone, new Date(first.madeAt));
  return `What was learned from the papers kept on ${day} could not be read; it was learned anew.`;
}
