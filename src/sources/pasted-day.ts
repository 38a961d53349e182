/** Days as the papers pages write them, `Jul 19, 2024`, or `Oct 9` with the year left out. */
import { readCount } from './count.ts';
import { dayOf, monthNumber } from './day.ts';

export interface PastedDay {
  /** `null` where the page leaves it out: then it is the year in which the page was saved. */
  readonly year: number | null;
  readonly month: number;
  readonly day: number;
}

export interface DayLine {
  readonly day: PastedDay;
  /** The number behind the day: how many comments the paper has. */
  readonly comments: number | null;
}

const shape = /^(?:published on )?([a-z]{3,9})\.? (\d{1,2})(?:, ?(\d{4}))?(?: (\d[\d.,]*[km]?))?$/i;

/** The day in a line that holds nothing else (but "Published on" before and comments behind it), or null. */
export function readDayLine(text: string): DayLine | null {
  if (text.length > 60) return null;
  const match = shape.exec(text);
  if (!match) return null;
  const month = monthNumber(match[1] ?? '');
  const day = Number(match[2]);
  const year = match[3] === undefined ? null : Number(match[3]);
  if (month === null || !isMonthName(match[1] ?? '') || dayOf(year ?? 2024, month, day) === null)
    return null;
  return {
    day: { year, month, day },
    comments: match[4] === undefined ? null : readCount(match[4]),
  };
}

function isMonthName(name: string): boolean {
  return /^(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)$/i.test(
    name,
  );
}
