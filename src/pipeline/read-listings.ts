/** Reads the listings a person named: each document fetched or opened, then parsed; one that fails stops no other. */
import { PaperboyError } from '../lib/errors.ts';
import { readDocument } from '../lib/read-document.ts';
import type { Day, Listing } from '../model/listing.ts';
import { parseListing } from '../sources/parse-listing.ts';
import { type App, fetchLimits, today } from './app.ts';

export interface ReadListing {
  /** What was named: a path, an address or `-`. */
  readonly place: string;
  /** The source's name in the store and in messages; different for each listing of a run. */
  readonly name: string;
  readonly listing: Listing | null;
  /** Why there is no listing; null when there is one. */
  readonly error: PaperboyError | null;
  readonly warnings: readonly string[];
}

/**
 * Reads all `places` one after the other. Problems are values: nothing is thrown but for a defect.
 * @param date the listings' day where the caller says it.
 * @param onRead called after each, for progress.
 */
export async function readListings(
  app: App,
  places: readonly string[],
  date: Day | null,
  onRead: (read: ReadListing) => void = () => {},
): Promise<ReadListing[]> {
  const reads: ReadListing[] = [];
  for (const place of places) {
    const read = await readListing(
      app,
      place,
      date,
      reads.map(({ name }) => name),
    );
    reads.push(read);
    onRead(read);
  }
  return reads;
}

async function readListing(
  app: App,
  place: string,
  date: Day | null,
  names: readonly string[],
): Promise<ReadListing> {
  try {
    const { name, text, warning } = await readDocument(place, fetchLimits(app));
    const listing = await parseListing({ name, text }, { date, today: today(app) });
    const warnings = [
      ...(warning === null ? [] : [warning]),
      ...listing.problems.map(({ line, message }) =>
        line === null ? message : `line ${line}: ${message}`,
      ),
    ];
    return { place, name: uniqueName(name, names), listing, error: null, warnings };
  } catch (error) {
    if (!(error instanceof PaperboyError)) throw error;
    return { place, name: uniqueName(place, names), listing: null, error, warnings: [] };
  }
}

/** Two files of one name from different folders stay two sources. */
function uniqueName(name: string, taken: readonly string[]): string {
  let unique = name;
  for (let number = 2; taken.includes(unique); number++) unique = `${name} (${number})`;
  return unique;
}
