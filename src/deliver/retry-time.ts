/** When a delivery that was put off is tried again: as the server asked, else ever more seldom, and never too late. */
import type { Reply } from './outcome.ts';

export interface RetryQuestion {
  readonly now: Date;
  /** How long ago the delivery was due, in milliseconds. */
  readonly age: number;
  readonly reply: Reply | null;
  /** From 0 to 1, as `Math.random` gives. */
  readonly random: () => number;
  readonly expiresAt: Date;
}

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
/** Who asks for more does not mean today's paper. */
const longestHint = 24 * hour;

/**
 * As old as it is, between 5 and 67 minutes, and a fifth more or less; not before a time that the server named and ten
 * seconds; never after `expiresAt`.
 */
export function retryAt({ now, age, reply, random, expiresAt }: RetryQuestion): Date {
  const usual = Math.min(Math.max(age, 5 * minute), 67 * minute) * (0.8 + 0.4 * random());
  const hint = reply === null ? null : readHint(reply.text);
  const wait = Math.max(usual, hint === null ? 0 : hint + 10 * second);
  return new Date(Math.min(now.getTime() + Math.round(wait), expiresAt.getTime()));
}

const amount = String.raw`(?:(\d{1,2}):(\d{2}):(\d{2})\b|(\d{1,6}|an?|one) ?-?(s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?)\b(?:,? (?:and )?(\d{1,4}) ?(s|secs?|seconds?|mins?|minutes?)\b)?)`;
/** A word that asks to wait, then an amount of time with no other number and no end of a sentence between. */
const hintForm = new RegExp(
  String.raw`\b(?:re-?try(?:ing)?|re-?send|try|again|wait|gr[ea]y-?list(?:ed|ing)?|come back|back off|defer(?:red)?|delay(?:ed)?)\b[^.;\d]{0,40}?\b${amount}`,
  'i',
);

/** How long the server asks to wait, in milliseconds; null where it does not say, or says what cannot be meant. */
export function readHint(text: string): number | null {
  const found = hintForm.exec(text);
  if (found === null) return null;
  const [, hours, minutes, seconds, first, firstUnit, second_, secondUnit] = found;
  const wait =
    hours === undefined
      ? time(first, firstUnit) + time(second_, secondUnit)
      : Number(hours) * hour + Number(minutes) * minute + Number(seconds) * second;
  return wait > 0 && wait <= longestHint ? wait : null;
}

function time(count: string | undefined, unit: string | undefined): number {
  if (count === undefined || unit === undefined) return 0;
  const number = /^\d/.test(count) ? Number(count) : 1;
  const letter = unit[0]?.toLowerCase();
  return number * (letter === 'h' ? hour : letter === 'm' ? minute : second);
}
