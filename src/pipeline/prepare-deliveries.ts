/** Plans an issue's digests: one row in the ledger for each reader who had confirmed when it came out (T1). */
import type { Day } from '../model/listing.ts';
import { addressKey, type Subscriber } from '../model/subscriber.ts';
import { type DueMoment, dueMoment, expiryOf } from '../schedule/due-moment.ts';
import type { NewDelivery } from '../store/deliveries.ts';
import type { Store } from '../store/store.ts';
import type { App } from './app.ts';
import { sendingDomainOf } from './mail-setup.ts';

/** Readers planned in one transaction: others may write in between. */
const batchSize = 500;

export interface PrepareOptions {
  /** The right side of Message-IDs. */
  readonly sendingDomain: string;
  readonly batch?: number;
}

/**
 * Killed anywhere and called again, it goes on where it was; twice at once, each reader is planned once. Readers who
 * pause, are suppressed, or want no mail on that weekday are counted as excluded.
 * @returns how many digests are new.
 */
export async function prepareDeliveries(
  app: App,
  store: Store,
  day: Day,
  { sendingDomain, batch = batchSize }: PrepareOptions,
): Promise<number> {
  let added = 0;
  for (let done = false; !done; ) {
    await store.transaction(async (tx) => {
      // Read within the transaction: another process may have planned this batch meanwhile.
      const issue = await tx.issuesProgress.get(day);
      if (issue === null || issue.preparedAt !== null || issue.state === 'closed') {
        done = true;
        return;
      }
      const readers = await tx.subscribers.confirmedAfter(
        issue.preparedTo,
        batch,
        issue.publishedAt,
      );
      const last = readers.at(-1);
      if (last === undefined) {
        await tx.issuesProgress.finishPreparing(day);
        done = true;
        return;
      }
      const planned = await planReaders(app, tx, day, issue.publishedAt, readers);
      added += await tx.deliveries.plan(planned, sendingDomain);
      await supersedeOlder(tx, planned);
      await tx.issuesProgress.advance(day, {
        ...{ to: last.id, candidates: readers.length },
        excluded: readers.length - planned.length,
      });
    });
  }
  return added;
}

/** The rows of those who are to get mail for an issue published then. */
export async function planReaders(
  app: App,
  store: Store,
  day: Day,
  publishedAt: string,
  readers: readonly Subscriber[],
): Promise<NewDelivery[]> {
  const planned: NewDelivery[] = [];
  const at = app.now().toISOString();
  for (const reader of readers) {
    const due = dueFor(app, reader, publishedAt);
    if (due === null || pausesOn(reader, due.dueOn)) continue;
    if ((await store.suppressions.get(addressKey(reader.address), at)) !== null) continue;
    planned.push(digestRow(app, reader, day, due));
  }
  return planned;
}

/** Their next send time for an issue published then. */
function dueFor(app: App, reader: Subscriber, publishedAt: string): DueMoment | null {
  return dueMoment({ ...sendTimes(app, reader), publishedAt: new Date(publishedAt) });
}

function sendTimes(app: App, { preferences: { hour, zone, weekdays } }: Subscriber) {
  return { hour, zone: zone ?? app.config.values.timezone, weekdays };
}

function pausesOn({ pausedUntil }: Subscriber, day: Day): boolean {
  return pausedUntil !== null && day < pausedUntil;
}

function digestRow(app: App, reader: Subscriber, day: Day, due: DueMoment): NewDelivery {
  return {
    kind: 'digest',
    dedupeKey: digestKey(day, reader.id),
    subscriberId: reader.id,
    issueDay: day,
    address: reader.address,
    dueAt: due.dueAt.toISOString(),
    dueOn: due.dueOn,
    expiresAt: expiryOf(due, sendTimes(app, reader)).toISOString(),
  };
}

function digestKey(day: Day, subscriberId: number): string {
  return `digest:${day}:${subscriberId}`;
}

/** Where digests of two issues wait for the same day of a reader, the newer goes out alone, whichever came first. */
export async function supersedeOlder(store: Store, planned: readonly NewDelivery[]): Promise<void> {
  const dueOn = new Map(planned.map((row) => [row.subscriberId ?? 0, row.dueOn]));
  if (dueOn.size === 0) return;
  const ids = [...dueOn.keys()];
  const waiting = (await store.deliveries.waitingDigests(Math.min(...ids), Math.max(...ids)))
    .filter((row) => row.dueOn !== null && dueOn.get(row.subscriberId) === row.dueOn)
    .sort((a, b) => (a.issueDay < b.issueDay ? -1 : 1));
  const newest = new Map(waiting.map(({ subscriberId, id }) => [subscriberId, id]));
  const older = waiting.filter(({ subscriberId, id }) => newest.get(subscriberId) !== id);
  await store.deliveries.supersede(older.map(({ id }) => id));
}

/** Milliseconds after its publication during which an issue is the current one for who joins. */
const current = 48 * 3_600_000;

/**
 * A reader who confirms gets the current issue at once, whatever hour and weekdays they chose: planned for now. Does
 * nothing where there is none, or where they were planned for with the others.
 * @returns when it is due, or null.
 */
export async function joinCurrentIssue(
  app: App,
  store: Store,
  reader: Subscriber,
): Promise<Date | null> {
  const [issue] = await store.issues.latest(1);
  const now = app.now();
  if (issue === undefined || reader.confirmedAt === null) return null;
  const age = now.getTime() - Date.parse(issue.publishedAt);
  if (reader.confirmedAt <= issue.publishedAt || age > current || age < 0) return null;
  const dueOn =
    dueMoment({
      publishedAt: now,
      hour: null,
      zone: reader.preferences.zone ?? app.config.values.timezone,
      weekdays: [1, 2, 3, 4, 5, 6, 7],
    })?.dueOn ?? null;
  const row: NewDelivery = {
    kind: 'digest',
    dedupeKey: digestKey(issue.day, reader.id),
    subscriberId: reader.id,
    issueDay: issue.day,
    address: reader.address,
    dueAt: now.toISOString(),
    dueOn,
    expiresAt: new Date(now.getTime() + 20 * 3_600_000).toISOString(),
    joinedAt: now.toISOString(),
  };
  const isNew = (await store.deliveries.plan([row], sendingDomainOf(app))) > 0;
  return isNew ? now : null;
}
