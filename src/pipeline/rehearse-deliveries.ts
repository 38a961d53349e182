/** Who would get what, found out by planning and composing; to be called in a transaction that is taken back. */
import { papersOf } from '../model/digest.ts';
import type { Day } from '../model/listing.ts';
import type { Store } from '../store/store.ts';
import type { App } from './app.ts';
import { prepareDeliveries } from './prepare-deliveries.ts';
import { IssueDesk } from './reader-digest.ts';

export interface WouldSend {
  readonly address: string;
  readonly issueDay: Day;
  /** UTC ISO text; in the past where it would go out at once. */
  readonly dueAt: string;
  /** How many papers it would show; null where nothing would be sent. */
  readonly papers: number | null;
  /** The first title, for people. */
  readonly first: string | null;
}

/** At most so many are composed: a rehearsal is to be read. */
const mostComposed = 1_000;

export async function rehearseDeliveries(app: App, store: Store): Promise<WouldSend[]> {
  const sendingDomain = 'localhost.localdomain';
  for (const { day } of await store.issuesProgress.open()) {
    await prepareDeliveries(app, store, day, { sendingDomain });
  }
  await store.deliveries.expire();
  const rows = await store.deliveries.list({ states: ['ready'], limit: mostComposed });
  const desk = new IssueDesk(app, store);
  const would: WouldSend[] = [];
  for (const { kind, subscriberId, issueDay, address, dueAt } of [...rows].reverse()) {
    if (kind !== 'digest' || issueDay === null || subscriberId === null) continue;
    const reader = await store.subscribers.get(subscriberId);
    const digest = reader === null ? null : await desk.digestFor(reader, issueDay);
    const papers = digest === null ? null : digest.counts.chosen;
    const first = digest === null ? null : (papersOf(digest)[0]?.paper.title ?? null);
    would.push({ address, issueDay, dueAt, papers, first });
  }
  return would.sort((a, b) => (a.dueAt < b.dueAt ? -1 : a.dueAt > b.dueAt ? 1 : 0));
}
