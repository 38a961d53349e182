/** What a reader has said about papers: the ones they liked, saved or brought from their library, and the ones they did not. */
import type { Paper } from './paper.ts';

export interface Taste {
  /** Newest first, each paper once. */
  readonly liked: readonly Paper[];
  readonly disliked: readonly Paper[];
}

export const noTaste: Taste = { liked: [], disliked: [] };
