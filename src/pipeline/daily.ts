/** The daily job, told once: read the listings, keep their papers, publish the day's issue, bring the site up to date. */

import { isQuietDay } from '../ingest/publishing-days.ts';
import { isAddress } from '../lib/read-document.ts';
import type { Day } from '../model/listing.ts';
import type { Source } from '../model/source.ts';
import type { Store } from '../store/store.ts';
import { type App, openAppStore, today } from './app.ts';
import { ingestReads, type PlaceReport, worthTelling } from './ingest-reads.ts';
import { daysToRepeat } from './plan-reads.ts';
import { type IssueOutcome, publishIssue } from './publish-issue.ts';
import { publishSite } from './publish-site.ts';
import { type ReadListing, readListings } from './read-listings.ts';

export interface DailyRequest {
  /** The day of the issue, also for listings that name none; null is today. */
  readonly date: Day | null;
  /** Until then the issue waits for sources whose batch is not in; those in already are not asked again. */
  readonly waitUntil?: Date | null;
  readonly onRead?: (read: ReadListing) => void;
}

export interface DailyResult {
  readonly date: Day;
  readonly reads: readonly ReadListing[];
  readonly reports: readonly PlaceReport[];
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
    const { sources } = app.config.values;
    const waits = request.waitUntil != null && app.now() < request.waitUntil;
    const { ask, pending } = waits
      ? await sourcesToAsk(app, store, sources, date)
      : { ask: sources, pending: false };
    const reads = await readListings(app, {
      ...{ date: request.date, store, named: false },
      sources: ask,
      pastDays: await daysMissed(store, date),
      ...(request.onRead === undefined ? {} : { onRead: request.onRead }),
    });
    const ingested = await ingestAndPublish(app, store, date, reads, waits, pending);
    const written = await publishSite(app, store);
    const isDone = ingested.complete && ingested.outcome.what !== 'waiting';
    if (isDone) await store.dailyRuns.finish(date);
    return { date, reads, ...ingested, written };
  } finally {
    await store.close();
  }
}

/**
 * Reads of all sources recorded; the issue published, unless `waits` and a batch is awaited: of these sources or
 * (`pending`) of one that was asked a moment ago.
 */
export async function ingestAndPublish(
  app: App,
  store: Store,
  date: Day,
  reads: readonly ReadListing[],
  waits = false,
  pending = false,
): Promise<Pick<DailyResult, 'reports' | 'outcome' | 'complete'>> {
  const all = await ingestReads(store, reads, date);
  const complete =
    reads.length === 0 || reads.some(({ error, isPast }) => !isPast && error === null);
  const reports = worthTelling(all);
  if (waits && (pending || all.some(({ awaited }) => awaited))) {
    const { issue } = await keptIssue(store, date);
    return { reports, outcome: { what: issue === null ? 'waiting' : 'kept', issue }, complete };
  }
  const outcome: IssueOutcome = complete
    ? await publishIssue(app, store, date)
    : await keptIssue(store, date);
  return { reports, outcome, complete };
}

/** For each source that can look back: the days since its last reading, which may have grown or were missed. */
export async function daysMissed(store: Store, day: Day): Promise<(name: string) => Day[]> {
  const last = new Map<string, Day>();
  for (const source of await store.verdicts.sources()) {
    const verdicts = await store.verdicts.of(source, 2, day);
    const before = verdicts.find((verdict) => verdict.day < day);
    if (before !== undefined) last.set(source, before.day);
  }
  return (name) => daysToRepeat(day, last.get(name) ?? null);
}

/** Those of which the day's batch is not in yet; `pending` where one of them was asked too short a time ago. */
async function sourcesToAsk(
  app: App,
  store: Store,
  sources: readonly Source[],
  day: Day,
): Promise<{ readonly ask: readonly Source[]; readonly pending: boolean }> {
  const verdicts = new Map((await store.verdicts.on(day)).map((row) => [row.source, row]));
  const open = sources.filter(({ name, places }) => {
    return verdicts.get(name ?? places[0] ?? '')?.verdict !== 'fresh';
  });
  const ask = open.filter(({ name, places, poll }) => {
    const row = verdicts.get(name ?? places[0] ?? '');
    if (row === undefined) return true;
    return app.now().getTime() - new Date(row.judgedAt).getTime() >= poll * 60_000;
  });
  const pending = open.some(
    (source) => !ask.includes(source) && !isQuietDay(day, source.rhythm) && isAtAddress(source),
  );
  return { ask, pending };
}

/** An issue cannot be taken back, so none is made of leftovers while the listings may come back within the hour. */
async function keptIssue(store: Store, date: Day): Promise<IssueOutcome> {
  const issue = await store.issues.get(date);
  return { what: issue === null ? 'nothing' : 'kept', issue };
}

function isAtAddress({ places }: Source): boolean {
  return places.some(isAddress);
}
