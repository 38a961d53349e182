/** The delivery, told once: what was left is put right, issues are planned, what is due goes out, issues are closed. */
import { randomBytes } from 'node:crypto';
import { type QueueReport, runQueue } from '../deliver/queue.ts';
import type { Decision } from '../deliver/settle-outcome.ts';
import type { Delivery, DeliveryState } from '../model/delivery.ts';
import type { Day } from '../model/listing.ts';
import type { Store } from '../store/store.ts';
import type { App } from './app.ts';
import { checkClock } from './check-clock.ts';
import { createComposer } from './compose-delivery.ts';
import { createMailLedger } from './mail-ledger.ts';
import { type MailSetup, setUpMail } from './mail-setup.ts';
import { prepareDeliveries } from './prepare-deliveries.ts';

export interface DeliverRequest {
  /** Only mail to this address. */
  readonly only?: string | null;
  /** Only these deliveries. */
  readonly ids?: readonly number[];
  /** A person asked for it: a server left alone after failures is tried at once. */
  readonly byHand?: boolean;
  /** Waits where a rate limit lets nothing through, instead of leaving the rest to the next run. */
  readonly patient?: boolean;
  /** Aborted: what is under way is finished, nothing more is begun. */
  readonly signal?: AbortSignal;
  readonly onSettled?: (delivery: Delivery, decision: Decision) => void;
  /** Milliseconds after which an unanswered mail goes out again; a quarter of an hour unless given. */
  readonly resendAfter?: number;
  /** See `QueueOptions`. */
  readonly settlePatience?: number;
}

export interface DeliveryReport extends QueueReport {
  /** How it went out: `smtp://mail.example.org:587`, `outbox`. */
  readonly route: string;
  /** Digests planned just now. */
  readonly planned: number;
  /** What an earlier run left handed over without an answer. */
  readonly unanswered: number;
  /** Issues that came to their end, and those whose rows do not add up. */
  readonly closed: readonly Day[];
  readonly unbalanced: readonly Day[];
  /** Why the clock is not believed (then nothing was done), or what is to be known of it. */
  readonly clockSuspect: string | null;
  readonly clockNote: string | null;
  /** A rate limit lets the next one through then, UTC ISO text; null where none was met. */
  readonly limitedUntil: string | null;
  /** All that is still ready, due or not. */
  readonly ready: number;
}

const quarterHour = 15 * 60_000;

/**
 * To be called under the job lock. Nothing is sent twice, however often this runs and wherever it is killed, but for
 * the mails handed over at that moment (see `mail.policy`).
 * @throws PaperboyError MAIL_CONFIG before anything is claimed; STORE_FAILED where the ledger cannot be written.
 */
export async function deliverDue(
  app: App,
  store: Store,
  request: DeliverRequest = {},
): Promise<DeliveryReport> {
  const setup = await setUpMail(app);
  const clock = await checkClock(app, store);
  if (clock.suspect !== null) {
    return { ...nothingDone(setup), clockSuspect: clock.suspect, ready: await countReady(store) };
  }
  const { mailPolicy } = app.config.values;
  const resendAfter = request.resendAfter ?? quarterHour;
  if (request.byHand === true) await tryAgain(store, setup.channel.route);
  const { unanswered } = await store.deliveries.recover({ policy: mailPolicy, resendAfter });
  let planned = 0;
  for (const { day, preparedAt } of await store.issuesProgress.open()) {
    if (preparedAt !== null) continue;
    planned += await prepareDeliveries(app, store, day, setup);
  }
  await store.deliveries.expire();
  await forgetOldRequests(app, store);
  const sent = await sendReady(app, store, setup, { ...request, resendAfter });
  const { closed, unbalanced } = await store.issuesProgress.closeDone();
  return {
    ...sent,
    ...{ route: setup.channel.route, planned, unanswered, closed, unbalanced },
    ...{ clockSuspect: null, clockNote: clock.note, ready: await countReady(store) },
  };
}

/** How long what never came to anything is kept, in milliseconds: the longest window of the limits on sign-ups. */
const kept = 31 * 86_400_000;

/** Sign-ups that no limit counts any more, links long over, and who never confirmed. */
async function forgetOldRequests(app: App, store: Store): Promise<void> {
  const before = new Date(app.now().getTime() - kept).toISOString();
  await store.signUps.prune(before);
  await store.requests.prune(before);
  await store.erasure.prune(before);
}

async function sendReady(
  app: App,
  store: Store,
  setup: MailSetup,
  request: DeliverRequest & { readonly resendAfter: number },
): Promise<QueueReport & { readonly limitedUntil: string | null }> {
  const { mailConnections, mailPolicy, mailPerHour, mailPerDomain } = app.config.values;
  const composer = await createComposer(app, store, setup);
  const only =
    request.ids !== undefined || request.only == null
      ? (request.ids ?? null)
      : (
          await store.deliveries.list({ states: ['ready'], address: request.only, limit: 1_000 })
        ).map(({ id }) => id);
  let total = { ...noMail };
  for (;;) {
    let limitedUntil: string | null = null;
    const ledger = createMailLedger(store, {
      owner: `${process.pid}-${randomBytes(6).toString('hex')}`,
      route: setup.channel.route,
      limits: { perHour: mailPerHour, perDomain: mailPerDomain },
      only,
      now: app.now,
      onLimit: (until) => {
        limitedUntil = until;
      },
    });
    const report = await runQueue({
      ...{ ledger, channel: setup.channel },
      compose: composer.compose,
      envelope: composer.envelope,
      connections: mailConnections,
      settling: { policy: mailPolicy, resendAfter: request.resendAfter, random: Math.random },
      now: app.now,
      ...(request.signal === undefined ? {} : { signal: request.signal }),
      ...(request.onSettled === undefined ? {} : { onSettled: request.onSettled }),
      ...(request.settlePatience === undefined ? {} : { settlePatience: request.settlePatience }),
    });
    total = sum(total, report);
    const until: string | null = limitedUntil;
    const waits = until !== null && request.patient === true && report.stopped === null;
    if (!waits || request.signal?.aborted === true) return { ...total, limitedUntil: until };
    await pauseUntil(until, app.now, request.signal);
  }
}

async function pauseUntil(
  until: string,
  now: () => Date,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { setTimeout: sleep } = await import('node:timers/promises');
  const pause = Math.max(100, Date.parse(until) - now().getTime());
  await sleep(pause, undefined, signal === undefined ? {} : { signal }).catch(() => {});
}

/** What stood in the way may be mended: passwords, addresses, a server that is back. */
async function tryAgain(store: Store, route: string): Promise<void> {
  const { pausedReason } = await store.routes.get(route);
  const byRecipients = (await store.issuesProgress.open()).some(({ state }) => state === 'paused');
  if (pausedReason === null || !byRecipients) await store.routes.clear(route);
}

async function countReady(store: Store): Promise<number> {
  const states: ReadonlyMap<DeliveryState, number> = await store.deliveries.countWaiting();
  return states.get('ready') ?? 0;
}

const noMail: QueueReport = {
  ...{ accepted: 0, rejected: 0, waiting: 0, uncertain: 0, skipped: 0 },
  ...{ stopped: null, putOffBecause: null },
};

function sum(a: QueueReport, b: QueueReport): QueueReport {
  return {
    accepted: a.accepted + b.accepted,
    rejected: a.rejected + b.rejected,
    waiting: a.waiting + b.waiting,
    uncertain: a.uncertain + b.uncertain,
    skipped: a.skipped + b.skipped,
    stopped: b.stopped,
    putOffBecause: b.putOffBecause ?? a.putOffBecause,
  };
}

function nothingDone(setup: MailSetup): Omit<DeliveryReport, 'clockSuspect' | 'ready'> {
  return {
    ...noMail,
    ...{ route: setup.channel.route, planned: 0, unanswered: 0, closed: [], unbalanced: [] },
    ...{ clockNote: null, limitedUntil: null },
  };
}
