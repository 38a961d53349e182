/** Weekdays in words: `mon-fri`, `mon,wed,fri`, `weekdays`, `daily`. */
import { everyDay, type Weekday } from '../model/subscriber.ts';

const names = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const groups: Readonly<Record<string, string>> = {
  daily: 'mon-sun',
  everyday: 'mon-sun',
  weekdays: 'mon-fri',
  weekends: 'sat-sun',
  weekend: 'sat-sun',
};

/** Sorted, each once. @throws Error saying what is expected. */
export function readWeekdays(text: string): readonly Weekday[] {
  const words = text
    .toLowerCase()
    .replace(/\s*[-–]\s*/g, '-')
    .replace('every day', 'daily');
  const parts = words.split(/[\s,;+&]+/).filter((part) => part !== '' && part !== 'and');
  if (parts.length === 0) throw new Error('expected weekdays such as mon-fri or mon,wed,fri');
  const days = new Set(parts.flatMap((part) => readRange(groups[part] ?? part)));
  return everyDay.filter((day) => days.has(day));
}

/** What `readWeekdays` reads as the same days. */
export function writeWeekdays(weekdays: readonly Weekday[]): string {
  const text = weekdays.map((day) => names[day - 1]).join(',');
  if (text === names.join(',')) return 'daily';
  return text === 'mon,tue,wed,thu,fri' ? 'mon-fri' : text;
}

/** `sat-mon` goes round the end of the week. */
function readRange(part: string): readonly Weekday[] {
  const [from = '', to = from, ...more] = part.split('-');
  const [first, last] = [dayOf(from), dayOf(to)];
  if (first === null || last === null || more.length > 0) {
    throw new Error(`“${part}” is no weekday: write mon, tue, wed, thu, fri, sat or sun`);
  }
  return everyDay.filter((day) =>
    first <= last ? day >= first && day <= last : day >= first || day <= last,
  );
}

const wholeNames = 'monday tuesday wednesday thursday friday saturday sunday'.split(' ');

/** Three letters or more of its English name. */
function dayOf(word: string): Weekday | null {
  const at = wholeNames.findIndex((name) => word.length >= 3 && name.startsWith(word));
  return everyDay[at] ?? null;
}
