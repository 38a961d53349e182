/** Is the daily job due? Decided from the schedule, what has been done, and the present moment alone. */
import type { Day } from '../model/listing.ts';
import { momentAt, wallTime } from './wall-clock.ts';

/** A cron expression that has been read: which times of day it names, and which days. */
export interface Schedule {
  /** In the order of the day. */
  readonly times: readonly { readonly hour: number; readonly minute: number }[];
  isScheduled(day: Day): boolean;
  readonly timezone: string;
}

/** One time at which the job should have begun. */
export interface Occurrence {
  readonly moment: Date;
  /** The day in the schedule's time zone. */
  readonly day: Day;
}

/** What is known of the latest run for a day; both are UTC ISO text. */
export interface PastRun {
  readonly startedAt: string;
  readonly finishedAt: string | null;
}

/** A run that failed or was killed is tried again after this many milliseconds. */
export const retryAfter = 10 * 60_000;

/** How far back a missed run is looked for, in days: a monthly schedule needs more than one. */
const lookBack = 62;

/** The latest time up to `now` that the schedule names, or null where there is none in the last two months. */
export function latestOccurrence(schedule: Schedule, now: Date): Occurrence | null {
  const today = wallTime(schedule.timezone, now);
  for (let back = 0; back <= lookBack; back++) {
    const day = new Date(today.getTime() - back * 86_400_000).toISOString().slice(0, 10);
    if (!schedule.isScheduled(day)) continue;
    const moments = schedule.times
      .map(({ hour, minute }) => new Date(`${day}T${two(hour)}:${two(minute)}:00Z`))
      .map((wall) => momentAt(schedule.timezone, wall))
      .filter((moment) => moment <= now);
    if (moments.length > 0) {
      return { day, moment: new Date(Math.max(...moments.map(Number))) };
    }
  }
  return null;
}

/**
 * The day for which the job is due, or null. Of several runs missed only the latest is caught up, and once; `run` is
 * the latest one for the occurrence's day, null where there was none. At `deadline` a run that waits is due at once.
 */
export function dueDay(
  occurrence: Occurrence | null,
  run: PastRun | null,
  now: Date,
  deadline: Date | null = null,
): Day | null {
  if (occurrence === null) return null;
  if (run === null) return occurrence.day;
  if (run.finishedAt !== null && new Date(run.finishedAt) >= occurrence.moment) return null;
  const started = new Date(run.startedAt);
  if (deadline !== null && started < deadline && now >= deadline) return occurrence.day;
  const isRetry = started >= occurrence.moment;
  return isRetry && now.getTime() - started.getTime() < retryAfter ? null : occurrence.day;
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}

/** The moment until which the day's issue waits for late sources: `time` (HH:MM) on the occurrence's day, or later. */
export function deadlineOf(occurrence: Occurrence, time: string, timezone: string): Date {
  const moment = momentAt(timezone, new Date(`${occurrence.day}T${time}:00Z`));
  return moment < occurrence.moment ? occurrence.moment : moment;
}
