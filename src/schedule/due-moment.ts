/** When an issue is due at a reader: their next send hour on one of their weekdays, by their own clock. */
import type { Day } from '../model/listing.ts';
import type { Weekday } from '../model/subscriber.ts';
import { isShown, momentAt, wallTime } from './wall-clock.ts';

/** When a reader wants mail. */
export interface SendTimes {
  /** `HH:MM`; null: as soon as an issue is out. */
  readonly hour: string | null;
  /** An IANA time zone. */
  readonly zone: string;
  readonly weekdays: readonly Weekday[];
}

export interface DueMoment {
  readonly dueAt: Date;
  /** The date by the reader's clock that this is the digest of. A reader has one due moment a date. */
  readonly dueOn: Day;
}

const oneDay = 86_400_000;

/** No weekday is farther away, not even where a date is left out. */
const farthest = 15;

/**
 * The first moment at or after `publishedAt` at which the reader's clock shows their hour, on one of their weekdays. An
 * hour that clocks skip is as much later as they skip; of two the first counts; a date left out has none. Without an
 * hour it is the publication itself, or null where that is on none of their weekdays: they get no digest of this issue.
 */
export function dueMoment({
  publishedAt,
  hour,
  zone,
  weekdays,
}: SendTimes & { readonly publishedAt: Date }): DueMoment | null {
  const today = startOfDay(wallTime(zone, publishedAt).getTime());
  if (hour === null) {
    return weekdays.includes(weekdayOf(today)) ? { dueAt: publishedAt, dueOn: dayOf(today) } : null;
  }
  const time = (Number(hour.slice(0, 2)) * 60 + Number(hour.slice(3, 5))) * 60_000;
  // An hour that is skipped at the end of a date comes on the next one: so it begins a date early.
  for (let ahead = -1; ahead <= farthest; ahead++) {
    const date = today + ahead * oneDay;
    if (!weekdays.includes(weekdayOf(date))) continue;
    const dueAt = momentAt(zone, new Date(date + time));
    if (dueAt >= publishedAt && isDateShown(zone, date, dueAt)) {
      return { dueAt, dueOn: dayOf(date) };
    }
  }
  return null;
}

/** The reader's due moment after this one; null where only the next publication tells. */
export function nextDueMoment(due: DueMoment, times: SendTimes): DueMoment | null {
  if (times.hour === null) return null;
  return dueMoment({ ...times, publishedAt: new Date(due.dueAt.getTime() + 1) });
}

/** How long a digest that is due is still worth sending, in milliseconds. */
export const longestWait = 20 * 3_600_000;

/** The moment from which the digest is not sent any more: 20 hours after it was due, or when the next one is due. */
export function expiryOf(due: DueMoment, times: SendTimes): Date {
  const latest = due.dueAt.getTime() + longestWait;
  // Two dates' moments lie nearer than that only where clocks are changed by hours.
  const next = nextDueMoment(due, times)?.dueAt.getTime() ?? latest;
  return new Date(Math.min(latest, next));
}

/** False for a date that a zone left out, crossing the date line. */
function isDateShown(zone: string, date: number, moment: Date): boolean {
  if (startOfDay(wallTime(zone, moment).getTime()) === date) return true;
  return isShown(zone, new Date(date)) || isShown(zone, new Date(date + oneDay - 60_000));
}

function startOfDay(wall: number): number {
  return Math.floor(wall / oneDay) * oneDay;
}

function dayOf(date: number): Day {
  return new Date(date).toISOString().slice(0, 10);
}

const weekdaysOfDate = [7, 1, 2, 3, 4, 5, 6] as const satisfies readonly Weekday[];

function weekdayOf(date: number): Weekday {
  return weekdaysOfDate[new Date(date).getUTCDay()] ?? 7;
}
