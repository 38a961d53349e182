/** What a source's reading amounts to: fresh, quiet, unchanged, stale, partial or broken, with the reason in words. Pure. */
import { count, firstLine } from '../lib/text.ts';
import type { Day } from '../model/listing.ts';
import type { Rhythm } from '../model/source.ts';
import type { Verdict } from '../model/verdict.ts';
import { expectedDaysSince, isQuietDay } from './publishing-days.ts';

export type { Verdict };

/** What one reading of a source gave. */
export interface Reading {
  /** Why nothing could be read, or null. */
  readonly error: string | null;
  /** True where the server said that nothing changed (304). */
  readonly notModified: boolean;
  readonly entries: number;
  /** How many entries the document says it has; null where it does not say. */
  readonly declared: number | null;
  /** True where the document breaks off: entries after that point are lost. */
  readonly isCut?: boolean;
  readonly newPapers: number;
  /** A fingerprint of which papers were listed; null for none. */
  readonly batch: string | null;
  /** The day the document says it is of. */
  readonly listedOn: Day | null;
  /** Weekdays that the feed says it skips. */
  readonly skipDays: readonly string[];
}

/** What is remembered of the source; null where it was never read. */
export interface SourceMemory {
  readonly batch: string | null;
  readonly batchDay: Day | null;
  /** The last day on which something new came. */
  readonly freshOn: Day | null;
}

/** So many expected days without anything new are silence. */
const patience = 2;

/** Judges a reading made on `today` (the source's own calendar day). */
export function judgeReading(
  reading: Reading,
  memory: SourceMemory | null,
  today: Day,
  rhythm: Rhythm,
): Verdict {
  const { error, entries, declared, newPapers, skipDays } = reading;
  if (error !== null) return { verdict: 'broken', why: firstLine(error) };
  if (declared !== null && entries < declared) {
    return { verdict: 'partial', why: `${entries} of ${declared} entries` };
  }
  if (reading.isCut === true) {
    return {
      verdict: 'partial',
      why: `the document breaks off after ${count(entries, 'entry', 'entries')}`,
    };
  }
  if (newPapers > 0) return { verdict: 'fresh', why: `${newPapers} new` };
  const repeated = reading.batch !== null && reading.batch === memory?.batch;
  if (
    repeated &&
    reading.listedOn !== null &&
    memory?.batchDay != null &&
    reading.listedOn > memory.batchDay
  ) {
    return {
      verdict: 'stale',
      why: `the batch of ${memory.batchDay} under the date ${reading.listedOn}`,
    };
  }
  const silent =
    memory?.freshOn == null ? 0 : expectedDaysSince(memory.freshOn, today, rhythm, skipDays);
  if (silent > patience) {
    return {
      verdict: 'stale',
      why: `nothing new since ${memory?.freshOn} (${count(silent, 'expected day')})`,
    };
  }
  if (reading.notModified) return { verdict: 'unchanged', why: 'not modified' };
  if (entries > 0)
    return { verdict: 'unchanged', why: repeated ? 'the same batch' : 'nothing new' };
  const expected = isQuietDay(today, rhythm, skipDays);
  return {
    verdict: 'quiet',
    why: expected ? 'no listing is expected today' : 'nothing listed yet',
  };
}
