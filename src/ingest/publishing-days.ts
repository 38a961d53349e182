/** On which days a source is expected to publish: weekends, the days a feed skips, and the holidays arXiv keeps. Pure. */
import { addDays, daysBetween } from '../lib/days.ts';
import type { Day } from '../model/listing.ts';
import type { Rhythm } from '../model/source.ts';

const weekdayNames = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** Holidays on a fixed day of the year, `MM-DD`. */
const fixedHolidays = new Set(['01-01', '06-19', '07-04', '12-24', '12-25', '12-31']);

/** Holidays on the n-th weekday of a month (0 is Sunday; -1 the last one). */
const movingHolidays: readonly { month: number; weekday: number; nth: number }[] = [
  { month: 1, weekday: 1, nth: 3 },
  { month: 5, weekday: 1, nth: -1 },
  { month: 9, weekday: 1, nth: 1 },
  { month: 11, weekday: 4, nth: 4 },
];

/**
 * True where nothing is expected on `day`.
 * @param skipDays names of weekdays that the feed itself says it skips ("Saturday").
 */
export function isQuietDay(day: Day, rhythm: Rhythm, skipDays: readonly string[] = []): boolean {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  if (skipDays.some((name) => name.trim().toLowerCase() === weekdayNames[weekday]?.toLowerCase()))
    return true;
  if (rhythm === 'daily') return false;
  // One empty answer says nothing where days may pass between two.
  if (rhythm === 'weekly' || rhythm === 'irregular') return true;
  return weekday === 0 || weekday === 6 || isHoliday(day);
}

/** How many days on which something was expected lie after `since` up to and with `day`. */
export function expectedDaysSince(
  since: Day,
  day: Day,
  rhythm: Rhythm,
  skipDays: readonly string[] = [],
): number {
  if (rhythm === 'irregular') return 0;
  if (rhythm === 'weekly') return Math.max(0, Math.floor(daysBetween(since, day) / 7));
  let expected = 0;
  for (let at = addDays(since, 1); at <= day && expected < 1_000; at = addDays(at, 1)) {
    if (!isQuietDay(at, rhythm, skipDays)) expected++;
  }
  return expected;
}

function isHoliday(day: Day): boolean {
  if (fixedHolidays.has(day.slice(5))) return true;
  const date = new Date(`${day}T00:00:00Z`);
  return movingHolidays.some(({ month, weekday, nth }) => {
    if (date.getUTCMonth() + 1 !== month || date.getUTCDay() !== weekday) return false;
    const inMonth = date.getUTCDate();
    return nth > 0
      ? Math.ceil(inMonth / 7) === nth
      : new Date(Date.UTC(date.getUTCFullYear(), month, 0)).getUTCDate() - inMonth < 7;
  });
}
