/** What a heading of arXiv's listings says of the entries below it: their kind, their day, and how many are shown. */
import type { Announce, Day } from '../../model/listing.ts';
import { countIn } from '../count.ts';
import { readDay } from '../day.ts';

export interface ListHeading {
  readonly announce: Announce | null;
  readonly day: Day | null;
  /** How many entries the section shows; null where it does not say. */
  readonly shown: number | null;
}

/** `New submissions (showing 79 of 79 entries)`, `Showing new listings for Wednesday, 12 August 2026`, `Tue, 11 Aug 2026 (…)`. */
export function readHeading(text: string): ListHeading {
  const start = text.slice(0, 300);
  const shown = /\bshowing (?:first |last )?(\d{1,6}) of \d{1,6} entries/i.exec(start)?.[1];
  const day = /(?:\b(?:for|on) |^)((?:[A-Z][a-z]{2,8},? )?\d{1,2} [A-Z][a-z]{2,8} \d{2,4})/.exec(
    start,
  )?.[1];
  return {
    announce: announceIn(start),
    day: day === undefined ? null : readDay(day),
    shown: shown === undefined ? null : countIn(shown),
  };
}

function announceIn(text: string): Announce | null {
  if (/^New submissions/i.test(text)) return 'new';
  if (/^Cross(?:-lists| submissions)/i.test(text)) return 'cross';
  return /^Replacement(?:s| submissions)/i.test(text) ? 'replace' : null;
}
