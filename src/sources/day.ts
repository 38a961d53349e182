/** Days in the spellings of feeds and answers, as written: no zone is applied, so no day moves. */
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
  const sound = year >= 1900 && year <= 2200 && month >= 1 && month <= 12 && day >= 1;
  if (!sound || day > daysIn(year, month)) return null;
  return `${year}-${month < 10 ? '0' : ''}${month}-${day < 10 ? '0' : ''}${day}`;
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Months that feeds write in other languages, by their first letters; where English has the same, English counts. */
const otherMonths: Readonly<Record<string, number>> = {
  ...{ ene: 1, gen: 1, fev: 2, fév: 2, mär: 3, mrz: 3, abr: 4, avr: 4, mai: 5, mag: 5, giu: 6 },
  ...{ lug: 7, ago: 8, aoû: 8, set: 9, ott: 10, out: 10, okt: 10, dic: 12, dez: 12, déc: 12 },
};

const iso =
  /^(\d{4})(?:-(\d{1,2})-(\d{1,2})|[/.年](\d{1,2})[/.月](\d{1,2})|(\d{2})(\d{2})(?=T))(?!\d)/;
const european =
  /^(?:\p{L}{2,9}\.?,?\s+)?(\d{1,2})[\s-]+(\p{L}{3,9})\.?,?[\s-]+(\d{4}|\d{2})(?!\d)/u;
const american =
  /^(?:[a-z]{3,9}\.?,?\s+)?([a-z]{3,9})\.?\s+(\d{1,2}),?\s+(?:[\d:]{5,8}\s+(?:[a-z]{2,5}\s+)?)?(\d{4})(?!\d)/i;

/**
 * The day that `text` begins with: `2026-04-27T00:00:00-04:00`, `Mon, 27 Apr 2026 …`, `April 27, 2026` and the like;
 * else null.
 */
export function readDay(text: string): Day | null {
  const start = text.slice(0, 60).trim();
  const numbers = iso.exec(start);
  if (numbers) {
    const [, year, ...parts] = numbers;
    const [month, day] = parts.filter((part) => part !== undefined);
    return dayOf(Number(year), Number(month), Number(day));
  }
  const written = european.exec(start);
  if (written) return named(written[3], written[2], written[1]);
  const words = american.exec(start);
  return words ? named(words[3], words[1], words[2]) : null;
}

function named(year = '', monthName = '', day = ''): Day | null {
  const month = monthNumber(monthName) ?? otherMonths[monthName.slice(0, 3).toLowerCase()] ?? null;
  const full = year.length === 2 ? Number(year) + (Number(year) < 70 ? 2000 : 1900) : Number(year);
  return month === null ? null : dayOf(full, month, Number(day));
}
