/** Records listings that were read in a store, one transaction each, and reports what became of them. */
import { type IngestReport, ingestListing } from '../ingest/ingest-listing.ts';
import type { Day } from '../model/listing.ts';
import type { Store } from '../store/store.ts';
import type { ReadListing } from './read-listings.ts';

/** The report on one place, readable or not. `ms` is the time that recording took. */
export interface PlaceReport extends IngestReport {
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
  for (const { name, listing, error } of reads) {
    const start = performance.now();
    const report =
      listing === null
        ? { source: name, listed: 0, new: 0, known: 0, updated: 0 }
        : await ingestListing(store, listing, name, day);
    const ms = Math.round(performance.now() - start);
    reports.push({ ...report, ms, error: error?.message ?? null });
  }
  return reports;
}
