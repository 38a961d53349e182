/** Whether all is well: what each source's last reading amounted to, how much is kept, what was published last. */
import type { Day } from '../model/listing.ts';
import { isTrouble, type VerdictName } from '../model/verdict.ts';
import type { Store } from '../store/store.ts';
import { type App, today } from './app.ts';
import { type MailCounts, mailHealth } from './mail-health.ts';
import { isDropFolder, sourceName } from './plan-reads.ts';

export interface SourceHealth {
  readonly source: string;
  /** The day of the last reading, and what it amounted to. */
  readonly day: Day;
  readonly verdict: VerdictName;
  readonly why: string;
  /** The last day on which something new came, as far as is remembered; null where none did. */
  readonly freshOn: Day | null;
  /** Since when the operator has been told of trouble; null where there is none. */
  readonly troubleSince: Day | null;
}

export interface Health {
  readonly health: 'ok' | 'red';
  /** Why it is red, in words; empty where it is not. */
  readonly reasons: readonly string[];
  readonly sources: readonly SourceHealth[];
  readonly papers: number;
  /** When ranking last learned from the papers kept, and from how many; null where it has not. */
  readonly archive: { readonly madeAt: string; readonly papers: number } | null;
  /** The newest issue's day; null before the first. */
  readonly lastIssue: Day | null;
  /** The day of the newest daily run that came to its end; null where none has. */
  readonly lastRun: Day | null;
  readonly mail: MailCounts;
}

/** How far back a source's days are looked through. */
const lookBack = 60;

/** Of every source in the configuration that was ever read, and of those read by hand of late. Nothing is written. */
export async function checkHealth(app: App, store: Store): Promise<Health> {
  const day = today(app);
  const sources: SourceHealth[] = [];
  const configured = new Set(app.config.values.sources.map(sourceName));
  const folders = new Set<string>();
  for (const one of app.config.values.sources) {
    if (await isDropFolder(one)) folders.add(sourceName(one));
  }
  for (const source of await store.verdicts.sources()) {
    // A folder is judged only while it is missing; once there, its files are, each by its own name.
    if (folders.has(source)) continue;
    const verdicts = await store.verdicts.of(source, lookBack);
    const [last] = verdicts;
    if (last === undefined) continue;
    const freshOn = verdicts.find(({ verdict }) => verdict === 'fresh')?.day ?? null;
    const notice = await store.verdicts.notice(source);
    const troubleSince = notice?.since ?? null;
    sources.push({ source, ...pick(last), freshOn, troubleSince });
  }
  const reasons = sources
    .filter(({ source, verdict }) => configured.has(source) && isTrouble(verdict))
    .map(({ source, day: on, verdict, why }) => `${source}: ${verdict} on ${on} (${why})`);
  const lastRun = await store.dailyRuns.lastFinished();
  const unfinished = await store.dailyRuns.get(day);
  if (
    unfinished !== null &&
    unfinished.finishedAt === null &&
    isOverdue(unfinished.startedAt, app)
  ) {
    reasons.push(
      `the daily job of ${day} began at ${unfinished.startedAt} and has not come to its end`,
    );
  }
  const mail = await mailHealth(app, store);
  reasons.push(...mail.reasons);
  const [issue] = await store.issues.latest(1);
  const archive = await store.archives.latest();
  return {
    health: reasons.length === 0 ? 'ok' : 'red',
    ...{ reasons, sources, papers: await store.papers.count() },
    archive: archive === null ? null : { madeAt: archive.madeAt, papers: archive.papers },
    lastIssue: issue?.day ?? null,
    lastRun,
    mail: mail.counts,
  };
}

/** A run takes minutes; one that began so long ago was killed, or waits for something it should not wait for. */
const longestRun = 3_600_000;

function isOverdue(startedAt: string, app: App): boolean {
  return app.now().getTime() - new Date(startedAt).getTime() > longestRun;
}

function pick({ day, verdict, why }: { day: Day; verdict: VerdictName; why: string }) {
  return { day, verdict, why };
}
