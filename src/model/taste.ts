/** What a reader has said about papers: the ones they liked, saved or brought from their library, and the ones they did not. */
import type { Paper } from './paper.ts';

/** Where a vote came from. */
export type VoteOrigin = 'mail' | 'page' | 'command' | 'import';

/** In the place of a subscriber's id: the one who runs this Paperboy. */
export const oneself = 0;

export interface Taste {
  /** Newest first, each paper once. */
  readonly liked: readonly Paper[];
  readonly disliked: readonly Paper[];
}

export const noTaste: Taste = { liked: [], disliked: [] };
