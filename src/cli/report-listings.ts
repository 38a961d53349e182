/** Says what went wrong while listings were read: warnings for some, the error itself when none was left. */
import { count, firstLine } from '../lib/text.ts';
import type { ReadListing } from '../pipeline/read-listings.ts';
import type { Console } from './console.ts';

const mostShown = 5;

/**
 * Warns of problems and of listings that failed beside others that worked.
 * @throws PaperboyError the first failure, when no listing could be read.
 */
export function reportReads(console: Console, reads: readonly ReadListing[]): void {
  const ofTheDay = reads.filter(({ isPast }) => !isPast);
  const failed = ofTheDay.filter(({ error }) => error !== null);
  for (const { name, warnings } of reads) {
    for (const warning of warnings.slice(0, mostShown))
      console.warn(`${name}: ${warning}`, { source: name });
    const rest = warnings.length - mostShown;
    if (rest > 0) console.warn(`${name}: and ${count(rest, 'more warning')}`);
  }
  if (failed.length > 0 && failed.length === ofTheDay.length) {
    for (const read of failed.slice(1)) warnOf(console, read);
    throw failed[0]!.error!;
  }
  for (const read of failed) warnOf(console, read);
}

function warnOf(console: Console, { name, error }: ReadListing): void {
  if (error === null) return;
  console.warn(inOneLine(name, error.message), { code: error.code, source: name });
}

/** Beside others that worked, what a listing should have looked like is too much to be told each morning. */
function inOneLine(name: string, message: string): string {
  return message.includes('\n')
    ? `${firstLine(message)}; paperboy parse ${name} says more`
    : message;
}
