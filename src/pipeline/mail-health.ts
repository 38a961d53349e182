/** Whether mail fares well: what waits, what is uncertain, what stands in the way. Nothing is written. */
import type { Store } from '../store/store.ts';
import type { SubscriberCounts } from '../store/subscribers.ts';
import type { App } from './app.ts';
import { tooManyFailures } from './mail-ledger.ts';

export interface MailCounts {
  readonly readers: number;
  /** Ready, due or not; under way; handed over without an answer, for the operator to resolve. */
  readonly waiting: number;
  readonly underWay: number;
  readonly uncertain: number;
  /** Days of the issues whose delivery is not at its end. */
  readonly openIssues: readonly string[];
  /** Everybody on record by state; `waiting` for approval are of the unconfirmed, `bounced` of any state or none. */
  readonly subscribers: SubscriberCounts & { readonly bounced: number };
}

/** A row that is due should be gone after so many milliseconds: retries are at most an hour and a half apart. */
const mostLate = 3 * 3_600_000;

export async function mailHealth(
  app: App,
  store: Store,
): Promise<{ counts: MailCounts; reasons: string[] }> {
  const reasons: string[] = [];
  const suspect = await store.meta.get('clock-suspect');
  if (suspect !== null)
    reasons.push(
      `clock-suspect: ${suspect}; no mail is sent; if the clock is right: paperboy deliveries resume`,
    );
  for (const { name, failures, pausedReason } of await store.routes.troubled()) {
    if (pausedReason !== null) reasons.push(`mail by ${name} is paused: ${pausedReason}`);
    else if (failures >= tooManyFailures) {
      reasons.push(`mail by ${name} failed ${failures} times in a row`);
    }
  }
  const open = await store.issuesProgress.open();
  for (const { day, state } of open) {
    if (state === 'paused') {
      reasons.push(`the issue of ${day} is paused: paperboy deliveries resume ${day} goes on`);
    }
    const balance = await store.issuesProgress.balance(day);
    if (balance?.isDone === true && !balance.isBalanced) {
      reasons.push(`the deliveries of ${day} do not add up: somebody changed the ledger`);
    }
  }
  const oldest = await store.deliveries.oldestDue();
  if (oldest !== null && app.now().getTime() - Date.parse(oldest) > mostLate) {
    reasons.push(`mail that was due at ${oldest} has not gone out`);
  }
  const states = await store.deliveries.countWaiting();
  const uncertain = states.get('uncertain') ?? 0;
  if (uncertain > 0) {
    reasons.push(`${uncertain} mails are uncertain: paperboy deliveries list --state uncertain`);
  }
  const subscribers = await store.subscribers.counts();
  const suppressed = await store.suppressions.list();
  const bounced = suppressed.filter(({ reason }) => reason === 'bounce').length;
  const counts = {
    readers: subscribers.confirmed,
    waiting: states.get('ready') ?? 0,
    underWay: (states.get('claimed') ?? 0) + (states.get('handed') ?? 0),
    uncertain,
    openIssues: open.map(({ day }) => day),
    subscribers: { ...subscribers, bounced },
  };
  return { counts, reasons };
}
