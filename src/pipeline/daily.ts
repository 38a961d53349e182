/** The daily job, told once: read the listings, keep their papers, publish the day's issue, bring the site up to date. */
import type { Day } from '../model/listing.ts';
import type { Store } from '../store/store.ts';
import { type App, openAppStore, today } from './app.ts';
import { type HydrationReport, hydratePapers } from './hydrate-papers.ts';
import { ingestReads, type PlaceReport } from './ingest-reads.ts';
import { type IssueOutcome, publishIssue } from './publish-issue.ts';
import { publishSite } from './publish-site.ts';
import { type ReadListing, readListings } from './read-listings.ts';

export interface DailyRequest {
  /** The day of the issue, also for listings that name none; null is today. */
  readonly date: Day | null;
  readonly onRead?: (read: ReadListing) => void;
}

export interface DailyResult {
  readonly date: Day;
  readonly reads: readonly ReadListing[];
  readonly reports: readonly PlaceReport[];
  /** Null in a rehearsal, which asks nobody. */
  readonly hydration: HydrationReport | null;
  readonly outcome: IssueOutcome;
  /** Names of the files in data/public/ that changed. */
  readonly written: readonly string[];
  /** False where sources are configured and none could be read: then nothing new is published. */
  readonly complete: boolean;
}

/**
 * Does the daily job once; to be called under the job lock. Killed at any moment and run again, it ends where an
 * undisturbed run ends; run twice on a day, it publishes once.
 */
export async function runDaily(app: App, request: DailyRequest): Promise<DailyResult> {
  const date = request.date ?? today(app);
  const store = await openAppStore(app, 'data');
  try {
    await store.dailyRuns.start(date);
    const reads = await readListings(app, {
      ...{ places: app.config.values.sources, date: request.date, store, named: false },
      ...(request.onRead === undefined ? {} : { onRead: request.onRead }),
    });
    const ingested = await ingestAndPublish(app, store, date, reads, 'hydrated');
    const written = await publishSite(app, store);
    if (ingested.complete) await store.dailyRuns.finish(date);
    return { date, reads, ...ingested, written };
  } finally {
    await store.close();
  }
}

export async function ingestAndPublish(
  app: App,
  store: Store,
  date: Day,
  reads: readonly ReadListing[],
  papers: 'hydrated' | 'as listed',
): Promise<Pick<DailyResult, 'reports' | 'hydration' | 'outcome' | 'complete'>> {
  const reports = await ingestReads(store, reads, date);
  const hydration = papers === 'hydrated' ? await hydratePapers(app, store, { day: date }) : null;
  const complete = reads.length === 0 || reads.some(({ error }) => error === null);
  const outcome: IssueOutcome = complete
    ? await publishIssue(app, store, date, reads)
    : await keptIssue(store, date);
  return { reports, hydration, outcome, complete };
}

/** An issue cannot be taken back, so none is made of leftovers while the listings may come back within the hour. */
async function keptIssue(store: Store, date: Day): Promise<IssueOutcome> {
  const issue = await store.issues.get(date);
  return { what: issue === null ? 'nothing' : 'kept', issue };
}
