/** What was learned from readers' votes, in words that are found once and kept until their votes change. */
import { createHash } from 'node:crypto';
import type { Paper } from '../model/paper.ts';
import type { Store } from '../store/store.ts';
import type { App } from './app.ts';
import { type DescribedInterest, describeLikes } from './describe-taste.ts';

export interface TasteWords {
  /**
   * The interests with most papers first; empty where nothing can be said, also because it failed.
   * @param liked newest first
   */
  of(store: Store, reader: number, liked: readonly Paper[]): Promise<readonly DescribedInterest[]>;
}

/** Of so many liked papers, the newest: to part them takes time and memory by their square. */
const mostLiked = 500;

/** Readers whose words are kept at most; who looked longest ago goes first. */
const mostReaders = 200;

interface Kept {
  /** What the words were found in. */
  readonly basis: string;
  readonly words: Promise<readonly DescribedInterest[]>;
}

/** Keeps the words in memory, apart from any other. */
export function keepTasteWords(app: App): TasteWords {
  const kept = new Map<number, Kept>();
  const find = async (store: Store, reader: number, liked: readonly Paper[]) => {
    const basis = await basisOf(store, liked);
    const before = kept.get(reader);
    const now =
      before?.basis === basis ? before : { basis, words: describeLikes(app, store, liked) };
    kept.delete(reader);
    kept.set(reader, now);
    for (const oldest of kept.keys()) {
      if (kept.size <= mostReaders) break;
      kept.delete(oldest);
    }
    try {
      return await now.words;
    } catch (error) {
      if (kept.get(reader) === now) kept.delete(reader);
      throw error;
    }
  };
  return {
    async of(store, reader, liked) {
      if (liked.length === 0) return [];
      try {
        return await find(store, reader, liked.slice(0, mostLiked));
      } catch {
        // The votes are there to be taken back all the same; `interests show` says what is wrong.
        return [];
      }
    },
  };
}

/** The liked papers, and what they are compared with: the archive kept, else the papers up to the last day. */
async function basisOf(store: Store, liked: readonly Paper[]): Promise<string> {
  const archive = await store.archives.latest();
  const usual = archive === null ? await store.listings.lastDay() : archive.n;
  const keys = liked.map(({ key }) => key);
  return createHash('sha256')
    .update(JSON.stringify([usual, keys]))
    .digest('base64');
}
