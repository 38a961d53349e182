/** The daily job, told once: read the listings, keep their papers, publish the day's issue and the site, deliver. */
import type { Day } from '../model/listing.ts';
import type { Store } from '../store/store.ts';
import { type App, openAppStore, today } from './app.ts';
import { type DeliverRequest, type DeliveryReport, deliverDue } from './deliver-due.ts';
import { embedDay } from './embed-day.ts';
import { type HydrationReport, hydratePapers } from './hydrate-papers.ts';
import { ingestReads, type PlaceReport, worthTelling } from './ingest-reads.ts';
import { setUpMail } from './mail-setup.ts';
import { planNotices } from './operator-notices.ts';
import { type IssueOutcome, publishIssue } from './publish-issue.ts';
import { publishSite } from './publish-site.ts';
import { prepareQuietDay } from './quiet-day.ts';
import { type ReadListing, type ReadWatch, readListings } from './read-listings.ts';
import { type ArchiveReport, refreshArchive } from './refresh-archive.ts';
import type { WouldSend } from './rehearse-deliveries.ts';
import { daysMissed, sourcesToAsk } from './what-to-ask.ts';

export interface DailyRequest {
  /** The day of the issue, also for listings that name none; null is today. */
  readonly date: Day | null;
  /** By the schedule, `date` says which issue is due, and nothing of what the listings show: they name their days. */
  readonly scheduled?: boolean;
  /** Until then the issue waits for sources whose batch is not in; those in already are not asked again. */
  readonly waitUntil?: Date | null;
  readonly watch?: ReadWatch;
  /** Mail goes to this address alone. */
  readonly only?: string | null;
  /** Asked when mail is about to be sent. Aborted: what is under way is finished, no more is begun. */
  readonly mailSignal?: () => AbortSignal;
  readonly onSettled?: DeliverRequest['onSettled'];
}

export interface DailyResult {
  readonly date: Day;
  readonly reads: readonly ReadListing[];
  readonly reports: readonly PlaceReport[];
  /** Null in a rehearsal, which asks nobody. */
  readonly hydration: HydrationReport | null;
  /** Null where nothing was learned anew. */
  readonly archive: ArchiveReport | null;
  readonly outcome: IssueOutcome;
  /** Names of the files in data/public/ that changed. */
  readonly written: readonly string[];
  /** False where sources are configured and none could be read: then nothing new is published. */
  readonly complete: boolean;
  /** Null in a rehearsal. */
  readonly delivery: DeliveryReport | null;
  /** In a rehearsal alone: who would get what. */
  readonly wouldSend?: readonly WouldSend[];
}

/**
 * Does the daily job once; to be called under the job lock. Killed at any moment and run again, it ends where an
 * undisturbed run ends; run twice on a day, it publishes once.
 */
export async function runDaily(app: App, request: DailyRequest): Promise<DailyResult> {
  const date = request.date ?? today(app);
  // What would keep mail from going out is said before anything is done.
  await setUpMail(app);
  const store = await openAppStore(app, 'data');
  try {
    await store.dailyRuns.start(date);
    const { sources } = app.config.values;
    const waits = request.waitUntil != null && app.now() < request.waitUntil;
    const { ask, pending } = waits
      ? await sourcesToAsk(app, store, sources, date)
      : { ask: sources, pending: false };
    const reads = await readListings(app, {
      ...{ date: request.scheduled === true ? null : request.date, day: date, store, named: false },
      sources: ask,
      pastDays: await daysMissed(store, date),
      ...request.watch,
    });
    const ingested = await ingestAndPublish(app, store, date, reads, {
      ...{ isRehearsal: false, waits, pending },
      onLearning: request.watch?.onLearning,
    });
    const reports = [...ingested.reports, ...(ingested.archive === null ? [] : [ingested.archive])];
    const notices = reports.flatMap(({ notice }) => notice ?? []);
    await planNotices(app, store, date, notices);
    const written = await publishSite(app, store);
    const isDone = ingested.complete && ingested.outcome.what !== 'waiting';
    if (isDone) await store.dailyRuns.finish(date);
    if (isQuiet(ingested)) await prepareQuietDay(app, store, date);
    const { scheduled, only, mailSignal, onSettled } = request;
    const delivery = await deliverDue(app, store, {
      byHand: scheduled !== true,
      patient: scheduled !== true,
      only: only ?? null,
      ...(mailSignal === undefined ? {} : { signal: mailSignal() }),
      ...(onSettled === undefined ? {} : { onSettled }),
    });
    return { date, reads, ...ingested, written, delivery };
  } finally {
    await store.close();
  }
}

/** True where all was read and nothing was there to publish: then no issue will come. */
export function isQuiet({ outcome, complete }: Pick<DailyResult, 'outcome' | 'complete'>): boolean {
  return outcome.what === 'nothing' && complete;
}

interface PublishOptions {
  /** Else what the sources lack is asked of arXiv's API first, and the papers are learned from. */
  readonly isRehearsal: boolean;
  /** The issue waits where a batch is awaited of these sources, or (`pending`) of one asked a moment ago. */
  readonly waits: boolean;
  readonly pending: boolean;
  readonly onLearning?: ReadWatch['onLearning'];
}

/** Reads of all sources recorded, and the issue published. */
export async function ingestAndPublish(
  app: App,
  store: Store,
  date: Day,
  reads: readonly ReadListing[],
  { isRehearsal, waits, pending, onLearning }: PublishOptions,
): Promise<Pick<DailyResult, 'reports' | 'hydration' | 'archive' | 'outcome' | 'complete'>> {
  const all = await ingestReads(store, reads, date);
  const hydration = isRehearsal ? null : await hydratePapers(app, store, { day: date });
  const complete =
    reads.length === 0 || reads.some(({ error, isPast }) => !isPast && error === null);
  const reports = worthTelling(all);
  if (waits && (pending || all.some(({ awaited }) => awaited))) {
    const { issue } = await keptIssue(store, date);
    const outcome: IssueOutcome = { what: issue === null ? 'waiting' : 'kept', issue };
    return { reports, hydration, archive: null, outcome, complete };
  }
  const archive = isRehearsal ? null : await refreshArchive(app, store, { onLearning });
  if (!isRehearsal) await embedDay(app, store, date);
  const outcome: IssueOutcome = complete
    ? await publishIssue(app, store, date)
    : await keptIssue(store, date);
  return { reports, hydration, archive, outcome, complete };
}

/** An issue cannot be taken back, so none is made of leftovers while the listings may come back within the hour. */
async function keptIssue(store: Store, date: Day): Promise<IssueOutcome> {
  const issue = await store.issues.get(date);
  return { what: issue === null ? 'nothing' : 'kept', issue };
}
