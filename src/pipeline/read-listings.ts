/** Reads listings: each document fetched or opened, then parsed; one that fails stops no other. */
import { PaperboyError } from '../lib/errors.ts';
import type { HttpClient } from '../lib/http/client.ts';
import type { Validators } from '../lib/http/result.ts';
import { isAddress, type ReadDocument, readDocument } from '../lib/read-document.ts';
import type { Day, Listing } from '../model/listing.ts';
import { parseListing } from '../sources/parse-listing.ts';
import type { Store } from '../store/store.ts';
import { type App, maxBytes, openHttpClient, today } from './app.ts';

export interface ReadListing {
  /** What was named: a path, an address or `-`. */
  readonly place: string;
  /** The source's name in the store and in messages; different for each listing of a run. */
  readonly name: string;
  /** Null where there is none to read: see `error` and `unchanged`. */
  readonly listing: Listing | null;
  /** Why there is no listing; null when there is one, or none was needed. */
  readonly error: PaperboyError | null;
  /** Set where the server said that nothing changed since the listing was last recorded. */
  readonly unchanged: Validators | null;
  /** To be recorded with the papers, never without them. */
  readonly fetched: ReadDocument['fetched'];
  readonly warnings: readonly string[];
}

export interface ReadRequest {
  readonly places: readonly string[];
  /** The listings' day where the caller says it. */
  readonly date: Day | null;
  /** The store that the listings are for: an address is then asked only for what has changed. */
  readonly store?: Store;
  /** A person named the places: their hosts may stand in a private network. */
  readonly named: boolean;
  /** Called after each, for progress. */
  readonly onRead?: (read: ReadListing) => void;
}

/** Reads all places one after the other. Problems are values: nothing is thrown but for a defect. */
export async function readListings(app: App, request: ReadRequest): Promise<ReadListing[]> {
  const client = request.places.some(isAddress)
    ? await openHttpClient(app, request.store ?? null)
    : null;
  const reads: ReadListing[] = [];
  try {
    for (const place of request.places) {
      const names = reads.map(({ name }) => name);
      const read = await readListing(app, request, place, names, client);
      reads.push(read);
      request.onRead?.(read);
    }
    return reads;
  } finally {
    await client?.close();
  }
}

const nothing = { listing: null, error: null, unchanged: null, fetched: null, warnings: [] };

async function readListing(
  app: App,
  { date, store, named }: ReadRequest,
  place: string,
  names: readonly string[],
  client: HttpClient | null,
): Promise<ReadListing> {
  try {
    const validators = await knownValidators(store, place);
    const options = { maxBytes: maxBytes(app), client, named, validators };
    const document = await readDocument(place, options);
    if ('unchanged' in document) {
      return { ...nothing, ...document, place, name: uniqueName(place, names) };
    }
    const { name, text, warning, fetched } = document;
    const listing = await parseListing({ name, text }, { date, today: today(app) });
    const warnings = [
      ...(warning === null ? [] : [warning]),
      ...listing.problems.map(({ line, message }) =>
        line === null ? message : `line ${line}: ${message}`,
      ),
    ];
    return { ...nothing, place, name: uniqueName(name, names), listing, fetched, warnings };
  } catch (error) {
    if (!(error instanceof PaperboyError)) throw error;
    return { ...nothing, place, name: uniqueName(place, names), error };
  }
}

async function knownValidators(
  store: Store | undefined,
  place: string,
): Promise<Validators | null> {
  if (store === undefined || !isAddress(place)) return null;
  return (await store.fetchState.get(place))?.validators ?? null;
}

/** Two files of one name from different folders stay two sources. */
function uniqueName(name: string, taken: readonly string[]): string {
  let unique = name;
  for (let number = 2; taken.includes(unique); number++) unique = `${name} (${number})`;
  return unique;
}
