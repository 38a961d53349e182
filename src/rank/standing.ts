/** Where one signal of a sighting stands against what is usual, and what it was compared with. */
import type { Sighting } from '../model/paper.ts';
import type { GrowingSignal } from '../model/trend.ts';
import type { Velocity } from './velocity.ts';

/** What a velocity was compared with, for the words: the share of `of` readings that were surely slower. */
export interface Comparison {
  readonly than: 'weekday' | 'source' | 'day';
  readonly slower: number;
  readonly of: number;
  /** True where all values of the day were compared, whole and after the same time: then a faster one is a higher one. */
  readonly sameTime: boolean;
}

export interface Standing {
  readonly signal: GrowingSignal | 'position';
  readonly sighting: Sighting;
  readonly value: number;
  /** Share of the usual that stands below, 0 … 1, near the middle where there is little evidence; 0.5 is average. */
  readonly share: number;
  readonly listed: number;
  /** Null for a position. */
  readonly velocity: Velocity | null;
  readonly comparison: Comparison | null;
}
