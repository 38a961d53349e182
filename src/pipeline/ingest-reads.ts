/** Records listings that were read in a store, one transaction each, and judges what each reading amounts to. */
import { type IngestReport, ingestListing } from '../ingest/ingest-listing.ts';
import { judgeReading, type SourceMemory, type Verdict } from '../ingest/judge-reading.ts';
import { isAddress } from '../lib/read-document.ts';
import type { Day } from '../model/listing.ts';
import type { Store } from '../store/store.ts';
import type { ReadListing } from './read-listings.ts';

/** The report on one place, readable or not. `ms` is the time that recording took. */
export interface PlaceReport extends IngestReport, Verdict {
  readonly ms: number;
  readonly error: string | null;
}

/** @param day for entries of which neither they nor their page name one. */
export async function ingestReads(
  store: Store,
  reads: readonly ReadListing[],
  day: Day,
): Promise<PlaceReport[]> {
  const reports: PlaceReport[] = [];
  for (const read of reads) {
    const start = performance.now();
    const memory = await store.sightings.lastBatch(read.name);
    const report = await store.transaction((tx) => recordRead(tx, read, day));
    const ms = Math.round(performance.now() - start);
    const verdict = await judge(store, read, report, memory, day);
    reports.push({ ...report, ...verdict, ms, error: read.error?.message ?? null });
  }
  return reports;
}

/** What the next request asks with is kept in the transaction that keeps the papers: neither without the other. */
async function recordRead(
  store: Store,
  { place, name, listing, error, unchanged, fetched }: ReadListing,
  day: Day,
): Promise<IngestReport> {
  const report =
    listing === null
      ? { source: name, listed: 0, new: 0, known: 0, updated: 0 }
      : await ingestListing(store, listing, name, day);
  if (fetched !== null) await store.fetchState.recordFetched(place, fetched);
  else if (unchanged !== null) await store.fetchState.recordUnchanged(place, unchanged);
  else if (error !== null && isAddress(place)) await store.fetchState.recordFailure(place);
  return report;
}

async function judge(
  store: Store,
  { place, name, listing, error, unchanged }: ReadListing,
  report: IngestReport,
  before: { readonly day: Day; readonly keys: readonly string[] } | null,
  day: Day,
): Promise<Verdict> {
  const memory: SourceMemory | null =
    before === null
      ? null
      : {
          batch: before.keys.join(' '),
          batchDay: before.day,
          // A file that somebody saved has no rhythm to fall out of.
          freshOn: isAddress(place) ? before.day : null,
        };
  const now = listing === null ? null : await store.sightings.lastBatch(name);
  return judgeReading(
    {
      error: error?.message ?? null,
      notModified: unchanged !== null,
      entries: listing?.entries.length ?? 0,
      declared: listing?.declared ?? null,
      loss: listing?.problems.find((problem) => problem.loss)?.message ?? null,
      newPapers: report.new,
      batch: now?.keys.join(' ') ?? null,
      listedOn: listing?.listedOn ?? null,
      skipDays: listing?.skipDays ?? [],
    },
    memory,
    day,
    'weekdays',
  );
}
