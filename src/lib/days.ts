/** Calendar days as `YYYY-MM-DD`: arithmetic, checking, and words. All arithmetic is in UTC, so no zone can shift a day. */

const pattern = /^(\d{4})-(\d{2})-(\d{2})$/;

/** True for a day that exists in the calendar. */
export function isDay(text: string): boolean {
  return (
    pattern.test(text) &&
    !Number.isNaN(Date.parse(`${text}T00:00:00Z`)) &&
    toDay(new Date(text)) === text
  );
}

function toDay(date: Date): string {
  return date.toISOString().slice(0, 10);
}

/** The day at `instant` in an IANA time zone. */
export function dayIn(zone: string, instant: Date): string {
  return new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).format(instant);
}

export function addDays(day: string, number: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + number);
  return toDay(date);
}

/** Days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

const months = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September'],
  ...['October', 'November', 'December'],
];
const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** "Wednesday, 14 October 2026". */
export function longDay(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  return `${weekdays[date.getUTCDay()]}, ${date.getUTCDate()} ${months[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}

/** "14 Oct 2026". */
export function shortDay(day: string): string {
  const [year, month, date] = day.split('-') as [string, string, string];
  return `${Number(date)} ${months[Number(month) - 1]?.slice(0, 3)} ${year}`;
}

/** 0 is Sunday. */
export function weekdayOf(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay();
}

/** "Tuesday". */
export function weekdayName(day: string): string {
  return weekdays[weekdayOf(day)] ?? '';
}

/** "3 March", with its year where that is another than `beside`'s. */
export function dayAndMonth(day: string, beside: string): string {
  const [year, month, date] = day.split('-') as [string, string, string];
  const words = `${Number(date)} ${months[Number(month) - 1]}`;
  return beside.startsWith(year) ? words : `${words} ${year}`;
}
