/** Days in the spellings of feeds and answers, as written: no zone is applied, so no day moves. */
import { isDay } from '../lib/days.ts';
import type { Day } from '../model/listing.ts';

const monthNames = [
  'jan',
  'feb',
  'mar',
  'apr',
  'may',
  'jun',
  'jul',
  'aug',
  'sep',
  'oct',
  'nov',
  'dec',
];

/** 1 to 12 for an English month's name or its first three letters ("Sept" too), else null. */
export function monthNumber(name: string): number | null {
  const at = monthNames.indexOf(name.slice(0, 3).toLowerCase());
  return at === -1 ? null : at + 1;
}

/** `YYYY-MM-DD` where that day exists and is one on which papers could appear, else null. */
export function dayOf(year: number, month: number, day: number): Day | null {
  if (year < 1900 || year > 2200) return null;
  const text = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  return isDay(text) ? text : null;
}

const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)/;
const rfc822 = /^(?:[a-z]{3,9},?\s+)?(\d{1,2})\s+([a-z]{3,9})\.?,?\s+(\d{4}|\d{2})(?!\d)/i;
const american = /^([a-z]{3,9})\.?\s+(\d{1,2}),?\s+(\d{4})(?!\d)/i;

/** The day that `text` begins with: `2026-04-27T00:00:00-04:00`, `Mon, 27 Apr 2026 …` or `April 27, 2026`; else null. */
export function readDay(text: string): Day | null {
  const start = text.slice(0, 60).trim();
  const numbers = iso.exec(start);
  if (numbers) return dayOf(Number(numbers[1]), Number(numbers[2]), Number(numbers[3]));
  const european = rfc822.exec(start);
  if (european) return named(european[3], european[2], european[1]);
  const words = american.exec(start);
  return words ? named(words[3], words[1], words[2]) : null;
}

function named(year = '', monthName = '', day = ''): Day | null {
  const month = monthNumber(monthName);
  const full = year.length === 2 ? Number(year) + (Number(year) < 70 ? 2000 : 1900) : Number(year);
  return month === null ? null : dayOf(full, month, Number(day));
}
