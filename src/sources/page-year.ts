/** The year that a pasted page leaves out of its days, worked out from all of them. */
import type { Day } from '../model/listing.ts';
import { dayOf, readDay } from './day.ts';
import type { PastedDay } from './pasted-day.ts';
import type { ParseContext } from './source.ts';

/** The days that decide the year of those without one. */
export interface DayEvidence {
  /** The page's own day, in its heading. */
  readonly page: PastedDay | null;
  /** The papers' days. */
  readonly papers: readonly PastedDay[];
  /** Days in the addresses of the page's links to its neighbours, `YYYY-MM-DD`. */
  readonly neighbours: readonly Day[];
}

export interface PageYear {
  /** The year of every day on the page that has none; null when no day lacks it. */
  readonly year: number | null;
  readonly inferred: boolean;
}

/**
 * The year in which the page was saved, from the best there is: the caller's date or a year in the text are certain;
 * else one after the newest year named, where no year-less day would then lie after the page's day; else the latest
 * year in which the page's day is not after today. The latter two are marked as inferred.
 */
export function resolvePageYear(evidence: DayEvidence, context: ParseContext): PageYear {
  const yearless = evidence.papers.filter((day) => day.year === null);
  const own = evidence.page?.year === null ? evidence.page : null;
  const anchor = own ?? latest(yearless);
  if (anchor === null) return { year: null, inferred: false };
  const all = own === null ? yearless : [own, ...yearless];
  if (context.date !== null)
    return { year: latestYear(anchor, context.date, all), inferred: false };
  const near =
    own === null ? undefined : evidence.neighbours.find((day) => nearYear(own, day) !== null);
  if (own !== null && near !== undefined) return { year: nearYear(own, near), inferred: false };
  const last = latestYear(anchor, context.today, all);
  const newest = Math.max(...evidence.papers.map((day) => day.year ?? 0), 0);
  const next = own !== null && newest > 0 && yearless.every((day) => compare(day, own) <= 0);
  const fits =
    next && newest < (last ?? 0) && all.every((day) => completeDay(day, newest + 1) !== null);
  return { year: fits ? newest + 1 : last, inferred: true };
}

/** The day with its year, where it has one or `year` fits. */
export function completeDay(day: PastedDay, year: number | null): Day | null {
  const full = day.year ?? year;
  return full === null ? null : dayOf(full, day.month, day.day);
}

/** The latest year in which `anchor` is not after `limit` and all of `days` exist (29 February does not always). */
function latestYear(anchor: PastedDay, limit: Day, days: readonly PastedDay[]): number | null {
  const start = Number(limit.slice(0, 4));
  for (let year = start; year > start - 9; year -= 1) {
    const day = dayOf(year, anchor.month, anchor.day);
    if (day !== null && day <= limit && days.every((each) => completeDay(each, year) !== null))
      return year;
  }
  return null;
}

/** The year that puts `day` within ten days of `neighbour`, or null. */
function nearYear(day: PastedDay, neighbour: Day): number | null {
  const around = Number(neighbour.slice(0, 4));
  for (const year of [around, around + 1, around - 1]) {
    const full = dayOf(year, day.month, day.day);
    if (full !== null && Math.abs(Date.parse(full) - Date.parse(neighbour)) <= 10 * 86_400_000)
      return year;
  }
  return null;
}

function latest(days: readonly PastedDay[]): PastedDay | null {
  return days.reduce<PastedDay | null>(
    (best, day) => (best === null || compare(day, best) > 0 ? day : best),
    null,
  );
}

function compare(a: PastedDay, b: PastedDay): number {
  return a.month - b.month || a.day - b.day;
}

/** The days in links such as `https://huggingface.co/papers/date/2026-03-24`. */
export function neighbourDay(address: string): Day | null {
  const match =
    address.length <= 300 ? /\/papers\/date\/(\d{4}-\d{2}-\d{2})(?!\d)/.exec(address) : null;
  return match ? readDay(match[1] ?? '') : null;
}
