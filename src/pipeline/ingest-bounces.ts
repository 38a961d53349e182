/** Acts on mails that came back: each one proven, judged and written in one transaction, or left alone. */
import type { BounceReport, DsnRecipient } from '../deliver/bounce-report.ts';
import { classifyFailure, type FailureClass } from '../deliver/classify-failure.ts';
import { longestReport, readBounce } from '../deliver/read-bounce.ts';
import { readMailboxes } from '../deliver/read-mailboxes.ts';
import type { MailboxMessage } from '../deliver/split-mailbox.ts';
import { deliveryOfBounce } from '../deliver/verp.ts';
import { PaperboyError } from '../lib/errors.ts';
import type { TokenKey } from '../lib/tokens.ts';
import { addressKey, type SuppressionReason } from '../model/subscriber.ts';
import type { ReportedDelivery } from '../store/bounces.ts';
import type { Store } from '../store/store.ts';
import type { App } from './app.ts';
import { classEarlier, type FailureVerdict, judgeFailures } from './judge-failures.ts';
import { suppressAddress } from './suppress-address.ts';

export interface BounceOutcome {
  /** Which message, for people. */
  readonly where: string;
  /** `forged`: it would have had a consequence, and nothing proves that it is about a mail of ours. */
  readonly what: 'bounced' | 'complaint' | 'ignored' | 'forged' | 'unreadable';
  readonly why: string;
  readonly delivery: number | null;
  readonly address: string | null;
  /** Of a bounce. `our-fault` is for the operator to mend. */
  readonly failure: FailureClass | null;
  readonly status: string | null;
  /** Set where the address gets no more mail: the reason in force; `until` is UTC ISO text, null is for ever. */
  readonly suppressed: { readonly reason: SuppressionReason; readonly until: string | null } | null;
}

/**
 * Reads every message in `places` (files, folders, `-`) and acts on it; yields what became of each. The same report
 * twice changes nothing. Needs no job lock.
 * @throws PaperboyError INPUT_NOT_FOUND, INPUT_UNREADABLE for a place that cannot be opened, STORE_BUSY …
 */
export async function* ingestBounces(
  app: App,
  store: Store,
  places: readonly string[],
): AsyncGenerator<BounceOutcome> {
  for await (const message of readMailboxes(places, longestReport)) {
    yield await ingestMessage(app, store, message);
  }
}

/** One message: reads it, and acts on what it says. */
export async function ingestMessage(
  app: App,
  store: Store,
  { where, raw }: MailboxMessage,
): Promise<BounceOutcome> {
  let report: BounceReport;
  try {
    report = await readBounce(raw);
  } catch (error) {
    if (!(error instanceof PaperboyError)) throw error;
    return { ...nothing(where, error.message), what: 'unreadable' };
  }
  const idle = whyIdle(report);
  if (idle !== null) return nothing(where, idle);
  const keys = await store.secrets.all();
  return await store.transaction(async (inside) => {
    const { bounceDomain } = app.config.values;
    const delivery = await findDelivery(inside, keys, bounceDomain, report);
    if (typeof delivery === 'string') return { ...nothing(where, delivery), what: 'forged' };
    if (report.kind === 'arf') return await recordComplaint(app, inside, where, delivery);
    return await recordBounce(app, inside, where, delivery, failedOf(report));
  });
}

/** Complaints of readers. Others are about how the mail was made or signed, or take a complaint back. */
const complaints = ['abuse', 'fraud', 'opt-out', 'opt-out-list'];

/** Why nothing is to be done whoever sent it, or null. */
function whyIdle(report: BounceReport): string | null {
  if (report.kind === 'other') {
    return report.isAutomatic ? 'an automatic reply' : 'no delivery report and no complaint';
  }
  if (report.kind === 'arf') {
    const { feedbackType } = report;
    if (complaints.includes(feedbackType)) return null;
    return `feedback of type ${JSON.stringify(feedbackType)}, which is no complaint`;
  }
  if (failedOf(report).length > 0) return null;
  const actions = [...new Set(report.recipients.map(({ action }) => action ?? 'unclear'))];
  return actions.length === 0 ? 'a report that names no recipient' : actions.join(', ');
}

function failedOf(report: BounceReport): readonly DsnRecipient[] {
  if (report.kind !== 'dsn') return [];
  return report.recipients.filter(({ action }) => action === 'failed');
}

/**
 * The delivery that the report is proven to be about, else why it is not: by a return address that was made here
 * where there is a bounce domain, else by a Message-ID, which nobody can guess, together with the address.
 */
async function findDelivery(
  store: Store,
  keys: readonly TokenKey[],
  bounceDomain: string | null,
  report: BounceReport,
): Promise<ReportedDelivery | string> {
  if (bounceDomain !== null) {
    for (const address of report.returnAddresses) {
      const id = deliveryOfBounce(keys, address, bounceDomain);
      const found = id === null ? null : await store.bounces.find(id);
      if (found !== null) return found;
    }
    return `it came to no return address of a mail of ours at ${bounceDomain}`;
  }
  const { originalMessageId } = report;
  const found =
    originalMessageId === null ? null : await store.bounces.findByMessageId(originalMessageId);
  if (found === null) return 'it names no Message-ID of a mail of ours';
  if (report.kind === 'arf' && report.recipients.length === 0) return found;
  const named =
    report.kind === 'arf' ? report.recipients : failedOf(report).flatMap((row) => row.addresses);
  return named.includes(addressKey(found.address))
    ? found
    : 'it names a Message-ID of ours, and another address than that mail went to';
}

async function recordComplaint(
  app: App,
  store: Store,
  where: string,
  delivery: ReportedDelivery,
): Promise<BounceOutcome> {
  const { id, address, subscriberId } = delivery;
  const about = { ...nothing(where, ''), delivery: id, address };
  const detail = 'reported as unwanted by its reader';
  if (!(await store.bounces.flag(id, 'complained', { status: null, diagnostic: null }))) {
    return { ...about, why: 'this complaint was known' };
  }
  const suppressed = await suppress(
    app,
    store,
    address,
    { reason: 'complaint', rest: null },
    detail,
  );
  const reader = subscriberId === null ? null : await store.subscribers.get(subscriberId);
  // Who changed their address since agreed anew: whoever has the old one now does not speak for them.
  if (reader !== null && addressKey(reader.address) === addressKey(address)) {
    await store.subscribers.unsubscribe(reader.id);
  }
  return { ...about, what: 'complaint', why: detail, suppressed };
}

async function recordBounce(
  app: App,
  store: Store,
  where: string,
  delivery: ReportedDelivery,
  failed: readonly DsnRecipient[],
): Promise<BounceOutcome> {
  const { id, address, day } = delivery;
  const own = failed.find(({ addresses }) => addresses.includes(addressKey(address)));
  const { status, diagnostic } = own ?? failed[0] ?? { status: null, diagnostic: null };
  const said = classifyFailure(status, diagnostic);
  // The reader's address is passed on to others, of which one is gone: perhaps not the only one.
  const isPassedOn = own?.addresses.every((one) => one === addressKey(address)) !== true;
  const failure = isPassedOn && said === 'bad-address' ? 'refused-recipient' : said;
  const why = [status, diagnostic].filter((part) => part !== null).join(' ') || 'no reason given';
  const about = { ...nothing(where, why), delivery: id, address, failure, status };
  if (!(await store.bounces.flag(id, 'bounced', { status, diagnostic }))) {
    return { ...about, why: 'this bounce was known' };
  }
  const earlier = await store.bounces.failures(delivery);
  const verdict = judgeFailures(
    { day, what: failure },
    earlier.filter(({ deliveryId }) => deliveryId !== id).map(classEarlier),
  );
  const suppressed = verdict === null ? null : await suppress(app, store, address, verdict, why);
  return { ...about, what: 'bounced', suppressed };
}

async function suppress(
  app: App,
  store: Store,
  address: string,
  verdict: FailureVerdict,
  detail: string,
): Promise<BounceOutcome['suppressed']> {
  const { reason, until } = await suppressAddress(store, address, verdict, detail, app.now());
  return { reason, until };
}

function nothing(where: string, why: string): BounceOutcome {
  const about = { delivery: null, address: null, failure: null, status: null, suppressed: null };
  return { where, what: 'ignored', why, ...about };
}
