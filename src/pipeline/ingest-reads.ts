/** Records listings that were read in a store, one transaction each, and judges what each reading amounts to. */
import { type IngestReport, ingestListing } from '../ingest/ingest-listing.ts';
import { judgeReading, type SourceMemory } from '../ingest/judge-reading.ts';
import { isQuietDay } from '../ingest/publishing-days.ts';
import { isAddress } from '../lib/read-document.ts';
import type { Day } from '../model/listing.ts';
import { isDated } from '../model/source.ts';
import type { Verdict } from '../model/verdict.ts';
import type { Store } from '../store/store.ts';
import { judgeTrouble } from './judge-trouble.ts';
import type { ReadListing } from './read-listings.ts';

/** The report on one reading. `ms` is the time that recording took. */
export interface PlaceReport extends IngestReport, Verdict {
  readonly place: string;
  /** The day it was judged for. */
  readonly day: Day;
  /** True for a day before the run's, read again for what came late. */
  readonly isPast: boolean;
  /** True where the batch of the day should come and is not in yet. */
  readonly awaited: boolean;
  /** What the operator should be told once: in trouble for days, or out of it. */
  readonly notice: string | null;
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
    const on = read.isPast && read.day !== null ? read.day : day;
    const { report, verdict, kept } = await recordUnlessStale(store, read, on);
    const isIn = kept.verdict === 'fresh' || kept.verdict === 'partial';
    const rest = isQuietDay(on, read.source.rhythm, read.listing?.skipDays ?? []);
    const notice = read.isPast ? null : await judgeTrouble(store, read.name, on);
    reports.push({
      ...{ ...report, ...verdict, place: read.place, day: on, isPast: read.isPast, notice },
      awaited: !read.isPast && !isIn && !rest && isAddress(read.place),
      ms: Math.round(performance.now() - start),
      error: read.error?.message ?? null,
    });
  }
  return reports;
}

/** The reports to tell people of: those of earlier days only where they brought something, or failed by themselves. */
export function worthTelling(reports: readonly PlaceReport[]): PlaceReport[] {
  const failed = new Set(
    reports.filter(({ isPast, error }) => !isPast && error !== null).map(({ source }) => source),
  );
  return reports.filter(
    ({ isPast, source, error, new: fresh }) =>
      !isPast || fresh > 0 || (error !== null && !failed.has(source)),
  );
}

interface Recorded {
  readonly report: IngestReport;
  readonly verdict: Verdict;
  /** What stands for the day now, this reading and those before it together. */
  readonly kept: Verdict;
}

/**
 * Records a reading and its verdict in one transaction: one killed between the two would leave a day that brought
 * papers as one that brought none. The batch of another day under this day's date is not: its papers were not
 * seen on this day, and the true batch may still come.
 */
async function recordUnlessStale(store: Store, read: ReadListing, day: Day): Promise<Recorded> {
  const { name, listing } = read;
  const upTo = listing?.listedOn ?? day;
  try {
    return await store.transaction(async (tx) => {
      const before = await tx.sightings.lastBatch(name, upTo);
      const report =
        listing === null ? nothingFrom(name) : await ingestListing(tx, listing, name, day);
      const verdict = await judge(tx, read, report, before, day);
      if (verdict.verdict === 'stale' && listing !== null && listing.entries.length > 0) {
        throw new StaleBatch({ ...nothingFrom(name), listed: report.listed }, verdict);
      }
      await recordAnswer(tx, read, verdict);
      return { report, verdict, kept: await keepVerdict(tx, name, day, report, verdict) };
    });
  } catch (error) {
    if (!(error instanceof StaleBatch)) throw error;
    const { report, verdict } = error;
    return { report, verdict, kept: await keepVerdict(store, name, day, report, verdict) };
  }
}

async function keepVerdict(
  store: Store,
  source: string,
  day: Day,
  report: IngestReport,
  verdict: Verdict,
): Promise<Verdict> {
  return await store.verdicts.record({ source, day, ...verdict, new: report.new });
}

/** Thrown to take the transaction back. */
class StaleBatch extends Error {
  readonly report: IngestReport;
  readonly verdict: Verdict;

  constructor(report: IngestReport, verdict: Verdict) {
    super('taken back');
    this.report = report;
    this.verdict = verdict;
  }
}

function nothingFrom(source: string): IngestReport {
  return { source, listed: 0, new: 0, known: 0, updated: 0 };
}

/**
 * What the next request asks with is kept in the transaction that keeps the papers: neither without the other. Of a
 * document in part it is not kept, so that the rest is asked for.
 */
async function recordAnswer(
  store: Store,
  { place, error, unchanged, fetched }: ReadListing,
  { verdict }: Verdict,
): Promise<void> {
  if (fetched !== null && verdict !== 'partial') {
    await store.fetchState.recordFetched(place, fetched);
  } else if (unchanged !== null) await store.fetchState.recordUnchanged(place, unchanged);
  else if (error !== null && isAddress(place)) await store.fetchState.recordFailure(place);
}

async function judge(
  store: Store,
  { place, name, source, listing, entries, error, unchanged, day: asked }: ReadListing,
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
  // Of an empty listing the last batch is an earlier one's, and it repeats nothing.
  const isEmpty = listing === null || listing.entries.length === 0;
  const now = isEmpty ? null : await store.sightings.lastBatch(name, listing.listedOn ?? day);
  return judgeReading(
    {
      error: error?.message ?? null,
      // A day of which nothing was recorded is still empty where nothing changed.
      notModified: unchanged !== null && (!isDated(source) || before?.day === asked),
      entries,
      declared: listing?.declared ?? null,
      isCut: listing?.isCut === true,
      newPapers: report.new,
      batch: now?.keys.join(' ') ?? null,
      listedOn: listing?.listedOn ?? null,
      skipDays: listing?.skipDays ?? [],
    },
    memory,
    day,
    source.rhythm,
  );
}
