/** What a try to send means for the delivery and for the way it went: the table of transitions, pure. */
import type { Delivery, Settlement, Told } from '../model/delivery.ts';
import { classifyReply, type ReplyClass } from './classify-reply.ts';
import type { Reply, SendOutcome, Stage } from './outcome.ts';
import { retryAt } from './retry-time.ts';

export interface SettleContext {
  readonly now: Date;
  readonly policy: 'resend' | 'hold';
  /** Milliseconds after which an unanswered mail goes out again. */
  readonly resendAfter: number;
  /** From 0 to 1. */
  readonly random: () => number;
}

export interface Decision {
  readonly settlement: Settlement;
  readonly told: Told;
  /** Set where the recipient's server refused this mail for good: suppression goes by it. */
  readonly refusal: ReplyClass | null;
  /** What it says of the way: it works, it failed and is left alone for a while, or nothing can be sent this way. */
  readonly route: 'works' | 'failed' | 'shut' | null;
}

/** Up to here a no is meant for us, whoever the recipient is. */
const beforeRecipient: readonly Stage[] = ['connect', 'greeting', 'ehlo', 'tls', 'auth', 'mail'];

/** `withdrawn` and `failed` are no answers and are dealt with by the queue. */
export type Answer = Exclude<SendOutcome, { what: 'withdrawn' | 'failed' }>;

export function settleOutcome(
  delivery: Delivery,
  outcome: Answer,
  context: SettleContext,
): Decision {
  if (outcome.what === 'accepted') {
    return {
      settlement: { to: 'accepted', reason: null },
      told: toldBy(outcome.reply, 'dot'),
      ...{ refusal: null, route: 'works' },
    };
  }
  return outcome.what === 'lost'
    ? settleLost(delivery, outcome, context)
    : settleRefused(delivery, outcome, context);
}

function settleLost(
  delivery: Delivery,
  { stage, handed, reason }: Extract<SendOutcome, { what: 'lost' }>,
  { now, policy, resendAfter }: SettleContext,
): Decision {
  const told = { stage, text: reason };
  if (!handed) {
    // Surely no copy, and no fault of the recipient's: the way is left alone, the row may go as soon as the way may.
    const settlement = waiting(reason, now, { putOff: false, unanswered: false });
    return { settlement, told, refusal: null, route: 'failed' };
  }
  const lost = `no answer after the body was handed over (${reason})`;
  const again = policy === 'resend' && delivery.uncertainCount === 0;
  return {
    settlement: again
      ? waiting(lost, new Date(now.getTime() + resendAfter), { putOff: false, unanswered: true })
      : { to: 'uncertain', reason: lost },
    ...{ told, refusal: null, route: 'failed' },
  };
}

function settleRefused(
  delivery: Delivery,
  outcome: Extract<SendOutcome, { what: 'refused' }>,
  { now, random }: SettleContext,
): Decision {
  const { stage, reply } = outcome;
  const told = toldBy(reply, stage);
  const kind = classifyReply(outcome);
  const isOurs = stage !== 'mail' || (kind === 'our-fault' && !isTooLarge(reply));
  if (beforeRecipient.includes(stage) && isOurs) {
    const settlement = waiting(reply.text, now, { putOff: false, unanswered: false });
    const route = kind === 'temporary' ? 'failed' : 'shut';
    return { settlement, told, refusal: null, route };
  }
  if (kind === 'temporary') {
    const age = now.getTime() - Date.parse(delivery.dueAt);
    const next = retryAt({ now, age, reply, random, expiresAt: new Date(delivery.expiresAt) });
    return {
      settlement: waiting(reply.text, next, { putOff: true, unanswered: false }),
      ...{ told, refusal: null, route: reply.code === 421 ? 'failed' : 'works' },
    };
  }
  return {
    settlement: { to: 'rejected', reason: `${kind}: ${reply.text}` },
    ...{ told, refusal: kind, route: 'works' },
  };
}

/** Of MAIL FROM with a size: it is this one mail that the server does not take, and others may go. */
function isTooLarge({ code, enhanced }: Reply): boolean {
  return enhanced === '5.3.4' || code === 552;
}

function waiting(
  reason: string,
  notBefore: Date,
  how: { readonly putOff: boolean; readonly unanswered: boolean },
): Settlement {
  return { to: 'ready', reason, notBefore: notBefore.toISOString(), ...how };
}

function toldBy({ code, enhanced, text }: Reply, stage: Stage): Told {
  return { stage, code, enhanced, text };
}
