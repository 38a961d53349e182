/** Reads listings: each document fetched or opened, then parsed; one that fails or hangs neither stops nor delays another. */
import { PaperboyError } from '../lib/errors.ts';
import type { HttpClient } from '../lib/http/client.ts';
import type { Validators } from '../lib/http/result.ts';
import { isAddress, type ReadDocument, readDocument } from '../lib/read-document.ts';
import type { Day, Listing } from '../model/listing.ts';
import { plainSource, type Source } from '../model/source.ts';
import { parseListing } from '../sources/parse-listing.ts';
import type { Store } from '../store/store.ts';
import { type App, maxBytes, openHttpClient, today } from './app.ts';
import { type PlannedRead, planReads } from './plan-reads.ts';

export interface ReadListing {
  readonly source: Source;
  /** What was read: a path, an address or `-`. */
  readonly place: string;
  /** The source's name in the store and in messages; different for each source of a run. */
  readonly name: string;
  /** The day that was asked for; null where it was not known before reading. */
  readonly day: Day | null;
  /** True for a day before the run's, read again for what came late. */
  readonly isPast: boolean;
  /** With the kinds of announcement asked for alone. Null where there is none to read: see `error` and `unchanged`. */
  readonly listing: Listing | null;
  /** How many entries the document had, of whatever kind. */
  readonly entries: number;
  /** Why there is no listing; null when there is one, or none was needed. */
  readonly error: PaperboyError | null;
  /** Set where the server said that nothing changed since the listing was last recorded. */
  readonly unchanged: Validators | null;
  /** To be recorded with the papers, never without them. */
  readonly fetched: ReadDocument['fetched'];
  readonly warnings: readonly string[];
}

/** For those who look on. */
export interface ReadWatch {
  /** Called once, before anything is read, with the sources' names in their order. */
  readonly onPlan?: (names: readonly string[]) => void;
  /** Called with each piece of a source's document of the day: bytes as sent, so far and altogether (null: not known). */
  readonly onProgress?: (name: string, received: number, total: number | null) => void;
  /** Called after each, in the order in which they are done. */
  readonly onRead?: (read: ReadListing) => void;
  /** Called after all of that, where the daily job learns from the papers kept: from how many. */
  readonly onLearning?: (papers: number) => void;
}

export interface ReadRequest extends ReadWatch {
  readonly sources: readonly Source[];
  /** The listings' day where the caller says it. */
  readonly date: Day | null;
  /** The day of the run, where it is neither `date` nor today. */
  readonly day?: Day;
  /** The store that the listings are for: an address is then asked only for what has changed. */
  readonly store?: Store;
  /** A person named the places: their hosts may stand in a private network. */
  readonly named: boolean;
  /** Earlier days that a source which can look back is asked for; none unless given. */
  readonly pastDays?: (name: string) => readonly Day[];
}

/** So many documents are on their way at once; the client spaces those of one host where it asks for that. */
const mostAtOnce = 16;

/** As `readListings`, of places that a person named. */
export async function readNamed(
  app: App,
  places: readonly string[],
  request: Omit<ReadRequest, 'sources' | 'named'>,
): Promise<ReadListing[]> {
  return await readListings(app, { ...request, sources: places.map(plainSource), named: true });
}

/** Reads all sources side by side; the result is in their order. Problems are values: only a defect is thrown. */
export async function readListings(app: App, request: ReadRequest): Promise<ReadListing[]> {
  const day = request.day ?? request.date ?? today(app);
  const planned = await planReads(
    request.sources,
    request.date,
    day,
    request.pastDays ?? (() => []),
    app.config.values.timezone,
    request.named,
  );
  request.onPlan?.([...new Set(planned.map(({ name }) => name))]);
  const needsClient = planned.some(({ places }) => places.some(isAddress));
  const client = needsClient ? await openHttpClient(app, request.store ?? null) : null;
  const reads = new Array<ReadListing>(planned.length);
  let next = 0;
  const work = async () => {
    for (let at = next++; at < planned.length; at = next++) {
      const read = await readInTurn(app, request, planned[at]!, client);
      reads[at] = read;
      request.onRead?.(read);
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(mostAtOnce, planned.length) }, work));
    return reads;
  } finally {
    await client?.close();
  }
}

const nothing = { listing: null, entries: 0, error: null, unchanged: null, fetched: null };

/** The first place that has something; where none has, the last one that could be read, else the first failure. */
async function readInTurn(
  app: App,
  request: ReadRequest,
  planned: PlannedRead,
  client: HttpClient | null,
): Promise<ReadListing> {
  const failed: ReadListing[] = [];
  let empty: ReadListing | null = null;
  for (const place of planned.places) {
    const read = await readPlace(app, request, planned, place, client);
    if (read.error !== null) {
      failed.push(read);
      continue;
    }
    const warnings = [...failed.map(({ error }) => error?.message ?? ''), ...read.warnings];
    if (read.unchanged !== null || read.entries > 0) return { ...read, warnings };
    empty ??= { ...read, warnings };
  }
  const [first] = failed;
  const read = empty ?? first;
  if (read === undefined) throw new Error('a source without a place was to be read');
  return read;
}

async function readPlace(
  app: App,
  { store, named, onProgress }: ReadRequest,
  { source, name, day, isPast }: PlannedRead,
  place: string,
  client: HttpClient | null,
): Promise<ReadListing> {
  const about = { source, place, name, day, isPast };
  try {
    const validators = await knownValidators(store, place);
    const isAllowed = named || source.allowPrivate;
    const options = {
      ...{ maxBytes: maxBytes(app), client, named: isAllowed, validators },
      ...(onProgress === undefined || isPast
        ? {}
        : { onBytes: (...bytes: [number, number | null]) => onProgress(name, ...bytes) }),
    };
    const document = await readDocument(place, options);
    if ('unchanged' in document) return { ...nothing, ...document, ...about, warnings: [] };
    const { text, warning, fetched } = document;
    const context = { date: day, today: today(app) };
    const listing = await parseListing({ name: document.name, text }, context);
    const warnings = [
      ...(warning === null ? [] : [warning]),
      ...listing.problems.map(({ line, message }) =>
        line === null ? message : `line ${line}: ${message}`,
      ),
    ];
    const entries = listing.entries.length;
    return {
      ...nothing,
      ...about,
      listing: announced(listing, source),
      entries,
      fetched,
      warnings,
    };
  } catch (error) {
    if (!(error instanceof PaperboyError)) throw error;
    return { ...nothing, ...about, error, warnings: [] };
  }
}

/** The listing without the kinds of announcement that its source is not read for. */
function announced(listing: Listing, { announce }: Source): Listing {
  if (announce === null) return listing;
  const entries = listing.entries.filter(
    (entry) => entry.announce === null || announce.includes(entry.announce),
  );
  return { ...listing, entries };
}

async function knownValidators(
  store: Store | undefined,
  place: string,
): Promise<Validators | null> {
  if (store === undefined || !isAddress(place)) return null;
  return (await store.fetchState.get(place))?.validators ?? null;
}
