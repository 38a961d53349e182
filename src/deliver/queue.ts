/** The loop that empties the ledger: claim, compose, hand over, settle, on a few connections at once. */
import { PaperboyError } from '../lib/errors.ts';
import { askedToStop, type Composed, type Delivery } from '../model/delivery.ts';
import type { Channel, Envelope, Link } from './outcome.ts';
import { type Answer, type Decision, type SettleContext, settleOutcome } from './settle-outcome.ts';

/** What the ledger has next: a delivery, nothing that may go out now, or a reason why nothing may be claimed at all. */
export type NextDelivery =
  | { readonly what: 'claimed'; readonly delivery: Delivery }
  | { readonly what: 'none' }
  | { readonly what: 'stopped'; readonly why: string };

/** The ledger as the queue sees it. Every method commits before it returns; any may throw, and then nothing goes on. */
export interface QueueLedger {
  claim(): Promise<NextDelivery>;
  /** True once the hand-off is committed; false where the claim or the reader's wish is gone. */
  handOff(delivery: Delivery, composed: Composed): Promise<boolean>;
  /** Writes what became of it and, where it is to go on, claims the next one with the same commit. */
  settle(delivery: Delivery, decision: Decision, goOn: boolean): Promise<NextDelivery>;
  /** No byte was sent: back to where it was. */
  release(delivery: Delivery): Promise<void>;
}

export interface QueueOptions {
  readonly ledger: QueueLedger;
  readonly channel: Channel;
  /**
   * The message of a delivery, or in words why there is none to send; it throws where it cannot be made, which fails
   * this delivery alone.
   */
  readonly compose: (delivery: Delivery) => Promise<Composed | { readonly nothing: string }>;
  readonly envelope: (delivery: Delivery) => Envelope;
  readonly connections: number;
  readonly settling: Omit<SettleContext, 'now'>;
  readonly now: () => Date;
  /** Aborted: nothing more is claimed, and what is under way is finished. */
  readonly signal?: AbortSignal;
  readonly onSettled?: (delivery: Delivery, decision: Decision) => void;
  /** Milliseconds during which a result that cannot be written is tried again. */
  readonly settlePatience?: number;
}

export interface QueueReport {
  readonly accepted: number;
  readonly rejected: number;
  /** Put off, by a server or because the way failed. */
  readonly waiting: number;
  readonly uncertain: number;
  readonly skipped: number;
  /** Why nothing more was claimed though there was more; null where the ledger had no more to give. */
  readonly stopped: string | null;
  /** What was said the last time a mail was put off; null where none was. */
  readonly putOffBecause: string | null;
}

/** Sends all that is due. Where the ledger cannot be written, nothing more is claimed, and the error is thrown at the end. */
export async function runQueue(options: QueueOptions): Promise<QueueReport> {
  const state = {
    ...{ accepted: 0, rejected: 0, waiting: 0, uncertain: 0, skipped: 0 },
    stopped: null as string | null,
    putOffBecause: null as string | null,
    error: null as { readonly cause: unknown } | null,
  };
  const mayGoOn = () => {
    if (options.signal?.aborted === true) state.stopped ??= askedToStop;
    return state.error === null && state.stopped === null;
  };
  const work = async () => {
    const link = options.channel.openLink();
    try {
      let next = mayGoOn() ? await options.ledger.claim() : nothingNext;
      while (next.what === 'claimed') {
        const { delivery } = next;
        const end = await deliver(delivery, link, options, mayGoOn);
        state[end.counts] += 1;
        state.putOffBecause = end.because ?? state.putOffBecause;
        next = end.next ?? (mayGoOn() ? await options.ledger.claim() : nothingNext);
      }
      if (next.what === 'stopped') state.stopped ??= next.why;
    } catch (cause) {
      state.error ??= { cause };
    } finally {
      await link.close();
    }
  };
  await Promise.all(Array.from({ length: options.connections }, work));
  if (state.error !== null) throw state.error.cause;
  const { error: _, ...report } = state;
  return report;
}

const nothingNext: NextDelivery = { what: 'none' };

interface End {
  readonly counts: Exclude<keyof QueueReport, 'stopped' | 'putOffBecause'>;
  /** Set where it was put off. */
  readonly because: string | null;
  /** Claimed with the commit that settled this one; null where nothing was asked for. */
  readonly next: NextDelivery | null;
}

/** One delivery from its claim to its end, or back. @throws what the ledger threw. */
async function deliver(
  delivery: Delivery,
  link: Link,
  options: QueueOptions,
  mayGoOn: () => boolean,
): Promise<End> {
  const { ledger } = options;
  const composed = await composeOrTell(delivery, options).catch(async (error: unknown) => {
    await ledger.release(delivery).catch(() => {});
    throw error;
  });
  if ('nothing' in composed) {
    const to = composed.failed ? 'rejected' : 'skipped';
    return await finish(delivery, ended(to, composed.nothing), options, mayGoOn);
  }
  const outcome = await link.send(options.envelope(delivery), composed.message, () =>
    ledger.handOff(delivery, composed),
  );
  if (outcome.what === 'failed') {
    await ledger.release(delivery).catch(() => {});
    throw outcome.error;
  }
  if (outcome.what === 'withdrawn') {
    await ledger.release(delivery);
    return { counts: 'skipped', because: null, next: null };
  }
  const decision = settleOutcome(delivery, outcome satisfies Answer, {
    ...options.settling,
    now: options.now(),
  });
  return await finish(delivery, decision, options, mayGoOn);
}

async function finish(
  delivery: Delivery,
  decision: Decision,
  options: QueueOptions,
  mayGoOn: () => boolean,
): Promise<End> {
  const next = await settleAtLast(delivery, decision, options, mayGoOn);
  options.onSettled?.(delivery, decision);
  const { to, reason } = decision.settlement;
  return to === 'ready'
    ? { counts: 'waiting', because: reason, next }
    : { counts: to, because: null, next };
}

const forAll = /^(?:STORE_|TEMPLATE_|MAIL_|CONFIG_)/;

async function composeOrTell(
  delivery: Delivery,
  { compose }: QueueOptions,
): Promise<Composed | { readonly nothing: string; readonly failed: boolean }> {
  try {
    const composed = await compose(delivery);
    return 'nothing' in composed ? { ...composed, failed: false } : composed;
  } catch (error) {
    // Trouble with the ledger, a template or a setting is nobody's mail's: who comes next would fail as well.
    if (error instanceof PaperboyError && forAll.test(error.code)) throw error;
    const what = error instanceof Error ? error.message : String(error);
    return { nothing: `could not be composed: ${what}`, failed: true };
  }
}

function ended(to: 'rejected' | 'skipped', reason: string): Decision {
  return { settlement: { to, reason }, told: {}, refusal: null, route: null };
}

/** What the server answered is worth some patience: unwritten, the mail would count as unanswered. */
async function settleAtLast(
  delivery: Delivery,
  decision: Decision,
  { ledger, settlePatience = 30_000 }: QueueOptions,
  mayGoOn: () => boolean,
): Promise<NextDelivery | null> {
  const started = performance.now();
  if (mayGoOn()) {
    try {
      return await ledger.settle(delivery, decision, true);
    } catch {
      // It may be the next claim that cannot be written: this result must not be lost with it.
    }
  }
  for (let pause = 100; ; pause *= 2) {
    try {
      await ledger.settle(delivery, decision, false);
      return null;
    } catch (error) {
      if (performance.now() - started + pause > settlePatience) throw error;
      await new Promise((done) => setTimeout(done, pause));
    }
  }
}
