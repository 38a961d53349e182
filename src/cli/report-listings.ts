/** Says what went wrong while listings were read: warnings for some, the error itself when none was left. */
import { count } from '../lib/text.ts';
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
    for (const warning of warnings.slice(0, mostShown)) console.warn(`${name}: ${warning}`);
    const rest = warnings.length - mostShown;
    if (rest > 0) console.warn(`${name}: and ${count(rest, 'more warning')}`);
  }
  if (failed.length > 0 && failed.length === ofTheDay.length) {
    for (const { error } of failed.slice(1)) console.warn(error!.message);
    throw failed[0]!.error!;
  }
  for (const { error } of failed) console.warn(error!.message);
}
