/** The schedule's two spellings: a cron expression, or a time of day with the days it holds for. */

const daysOfWeek: Readonly<Record<string, string>> = {
  '': '*',
  daily: '*',
  weekdays: '1-5',
  weekends: '0,6',
};

/** "07:00 weekdays" as "0 7 * * 1-5"; a cron expression of five fields stays as it is. */
export function normaliseSchedule(text: string): string {
  const short = /^(\d{1,2}):(\d{2})(?:\s+([a-z]+))?$/i.exec(text);
  if (short !== null) {
    const [hour, minute] = [Number(short[1]), Number(short[2])];
    const named = (short[3] ?? '').toLowerCase();
    const days = Object.hasOwn(daysOfWeek, named) ? daysOfWeek[named] : undefined;
    if (hour < 24 && minute < 60 && days !== undefined) return `${minute} ${hour} * * ${days}`;
  }
  if (/^\S+(?:\s+\S+){4}$/.test(text) && /^[\d*,/\-\sA-Za-z#L]+$/.test(text)) return text;
  throw new Error('expected a cron expression such as "0 7 * * 1-5", or "07:00", "07:00 weekdays"');
}
