/** What the archive tells of attention: how fast papers usually gain it at each source, and each paper's own trail. */
import type { Sighting } from './paper.ts';

/** The signals that grow with time; a position does not. */
export const growingSignals = ['upvotes', 'comments', 'stars'] as const;
export type GrowingSignal = (typeof growingSignals)[number];

/**
 * How attention is measured, for those who count it (the store) and those who judge it (the ranking) alike. Times are
 * in days. A paper's first value at a source grew from the beginning of its day to the reading (UTC), a later one since the
 * sighting before. What is steady after `longest` is not divided by more, and a reading is taken to be `shortest`
 * after the beginning at least.
 */
export const trendRules = {
  shortest: 1 / 24,
  longest: 2,
  /** After a longer gap a paper counts as new there, but only with what it gained since. */
  gap: 14,
  /** Hour bands of a reading end at these many hours from the beginning of the day; the last one is open. */
  bands: [6, 12, 24, 48],
  /** Rates are counted in steps of log2(1 + gained in a day), this many to each doubling. */
  stepsPerDoubling: 8,
  /** How far back the usual goes. */
  historyDays: 56,
} as const;

/** How many readings of a source had about this rate. */
export interface UsualRate {
  readonly source: string;
  /** 0 is Sunday. */
  readonly weekday: number;
  /** The number of the hour band, from 0. */
  readonly band: number;
  readonly signal: GrowingSignal;
  /** True for what was gained between two sightings, false for what a paper had at first. */
  readonly again: boolean;
  /** log2(1 + gained in a day) × `stepsPerDoubling`, rounded. */
  readonly step: number;
  readonly readings: number;
}

/** A sighting with the moment (UTC ISO text) of the reading that gave its signals; null where it is not known. */
export interface TrailPoint extends Sighting {
  readonly readAt: string | null;
}

export interface TrendHistory {
  readonly usual: readonly UsualRate[];
  /** By paper key: everything known of where it was seen up to the day, oldest first. */
  readonly trails: ReadonlyMap<string, readonly TrailPoint[]>;
}

/** That of an archive that has just begun. */
export const noHistory: TrendHistory = { usual: [], trails: new Map() };
