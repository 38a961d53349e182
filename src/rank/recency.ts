/** How new a paper is on the day of a digest. Pure. */
import { daysBetween } from '../lib/days.ts';
import type { Day } from '../model/listing.ts';
import type { Paper } from '../model/paper.ts';
import { weights } from './weights.ts';

/** 1 for a paper of the day, half after every half-life; null where the day is unknown. */
export function recencyOf({ published }: Paper, date: Day): number | null {
  if (published === null) return null;
  return 0.5 ** (Math.max(0, daysBetween(published, date)) / weights.recencyHalfLife);
}

/** The middle of all that is known, for papers that do not say; 0 where none does. */
export function usualRecencyOf(papers: readonly Paper[], date: Day): number {
  const known = papers
    .map((paper) => recencyOf(paper, date))
    .filter((recency) => recency !== null)
    .sort((a, b) => a - b);
  return known[known.length >> 1] ?? 0;
}
