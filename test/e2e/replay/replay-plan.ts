/** What happens on which of the thirty days, source by source and run by run, and what each is to be judged. */
import type { Day } from '../../../src/model/listing.ts';
import type { Fault } from './play-server.ts';

export const firstDay: Day = '2026-11-02';
export const numberOfDays = 30;

export type SourceName = 'Daily list' | 'Archive feed';

/** One run: for each source what goes wrong, the verdict on the day, and past days that come in with it. */
export interface PlannedRun {
  readonly list: readonly [fault: Fault, verdict: string, recovered?: readonly Day[]];
  readonly feed: readonly [fault: Fault, verdict: string];
  /**
   * By the program on its command line rather than in this process. Its clock is the machine's: on days before a host
   * is to be left alone.
   */
  readonly byCommand?: true;
}

/** Days that are not named here: one run without a fault. On the holiday nothing runs at all: the machine is off. */
const unusual: Readonly<Record<Day, readonly PlannedRun[]>> = {
  '2026-11-02': [{ list: ['none', 'fresh'], feed: ['none', 'fresh'], byCommand: true }],
  '2026-11-03': [
    { list: ['late', 'quiet'], feed: ['none', 'fresh'] },
    { list: ['none', 'fresh'], feed: ['none', 'unchanged'] },
  ],
  '2026-11-04': [{ list: ['yesterday', 'stale'], feed: ['none', 'fresh'] }],
  '2026-11-05': [
    { list: ['none', 'fresh', ['2026-11-04']], feed: ['late', 'unchanged'] },
    { list: ['none', 'unchanged'], feed: ['none', 'fresh'] },
  ],
  '2026-11-06': [
    { list: ['half', 'fresh'], feed: ['yesterday', 'stale'] },
    { list: ['half', 'unchanged'], feed: ['none', 'fresh'] },
  ],
  '2026-11-07': [{ list: ['none', 'quiet', ['2026-11-06']], feed: ['none', 'quiet'] }],
  '2026-11-09': [{ list: ['yesterday', 'stale'], feed: ['none', 'fresh'] }],
  '2026-11-10': [
    {
      ...{ list: ['busy once', 'fresh', ['2026-11-09']], feed: ['none', 'fresh'] },
      byCommand: true,
    },
  ],
  '2026-11-11': [
    { list: ['failing once', 'fresh'], feed: ['failing', 'broken'] },
    { list: ['none', 'unchanged'], feed: ['failing once', 'fresh'] },
  ],
  '2026-11-12': [{ list: ['hanging', 'broken'], feed: ['none', 'fresh'] }],
  '2026-11-13': [
    { list: ['other API', 'fresh', ['2026-11-12']], feed: ['busy for an hour', 'broken'] },
    { list: ['other API', 'unchanged'], feed: ['none', 'fresh'] },
  ],
  '2026-11-16': [
    { list: ['other layout', 'broken'], feed: ['none', 'fresh'] },
    { list: ['none', 'fresh'], feed: ['none', 'unchanged'] },
  ],
  '2026-11-17': [{ list: ['cut off', 'partial'], feed: ['none', 'fresh'] }],
  '2026-11-18': [
    { list: ['none', 'fresh', ['2026-11-17']], feed: ['other layout', 'broken'] },
    { list: ['none', 'unchanged'], feed: ['hanging', 'broken'] },
    { list: ['none', 'unchanged'], feed: ['none', 'fresh'] },
  ],
  '2026-11-19': [
    { list: ['none', 'fresh'], feed: ['cut off', 'partial'] },
    { list: ['none', 'unchanged'], feed: ['none', 'fresh'] },
  ],
  '2026-11-20': [{ list: ['failing', 'broken'], feed: ['none', 'fresh'] }],
  '2026-11-21': [{ list: ['failing', 'broken'], feed: ['none', 'quiet'] }],
  '2026-11-22': [{ list: ['none', 'quiet', ['2026-11-20']], feed: ['none', 'quiet'] }],
  '2026-11-26': [],
  '2026-11-27': [
    { list: ['busy for an hour', 'broken'], feed: ['none', 'fresh'] },
    { list: ['none', 'fresh', ['2026-11-26']], feed: ['none', 'unchanged'] },
  ],
};

/** Nothing is announced at the archive on this day, nor at weekends. */
export const holiday: Day = '2026-11-26';

export function isWeekend(day: Day): boolean {
  return [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());
}

export function runsOn(day: Day): readonly PlannedRun[] {
  const verdict = isWeekend(day) ? 'quiet' : 'fresh';
  return unusual[day] ?? [{ list: ['none', verdict], feed: ['none', verdict] }];
}

/** What stands for a day in the end, or null where the source was never asked for it. */
export function finalVerdict(source: SourceName, day: Day): string | null {
  if (source === 'Archive feed' && day === holiday) return null;
  return isWeekend(day) ? 'quiet' : 'fresh';
}
