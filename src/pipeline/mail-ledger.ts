/** The ledger as the queue wants it: what is written with each step, and when nothing more may be claimed (the breaker). */

import type { ReplyClass } from '../deliver/classify-reply.ts';
import type { NextDelivery, QueueLedger } from '../deliver/queue.ts';
import type { Decision } from '../deliver/settle-outcome.ts';
import { addDays } from '../lib/days.ts';
import type { Delivery } from '../model/delivery.ts';
import type { SendingLimits } from '../store/claims.ts';
import type { Store } from '../store/store.ts';
import { classEarlier, judgeFailures } from './judge-failures.ts';
import { suppressAddress } from './suppress-address.ts';

export interface MailLedgerOptions {
  /** The run, different from every other. */
  readonly owner: string;
  /** `Channel.route`. */
  readonly route: string;
  readonly limits: SendingLimits;
  readonly only: readonly number[] | null;
  readonly now: () => Date;
  /** Told the moment at which a limit lets the next one through, UTC ISO text. */
  readonly onLimit: (until: string) => void;
}

/** Failures in a row after which health is red. */
export const tooManyFailures = 5;

const minute = 60_000;

/** 1, 2, 4 … 30 minutes. */
export function restAfter(failures: number): number {
  return Math.min(30, 2 ** (failures - 1)) * minute;
}

export function createMailLedger(store: Store, options: MailLedgerOptions): QueueLedger {
  const { owner, limits, only } = options;
  const claimIn = async (tx: Store): Promise<NextDelivery> => {
    const why = await whyStopped(tx, options);
    if (why !== null) return { what: 'stopped', why };
    const claim = await tx.deliveries.claim({ owner, limits, only });
    if (claim.what === 'limited') options.onLimit(claim.until);
    return claim.what === 'claimed' ? claim : { what: 'none' };
  };
  return {
    claim: () => store.together(claimIn),
    handOff: (delivery, composed) => store.deliveries.handOff(delivery, composed),
    settle: (delivery, decision, goOn) =>
      store.together(async (tx) => {
        const isOurs = await tx.deliveries.settle(delivery, decision.settlement, decision.told);
        if (isOurs) {
          await noteRoute(tx, decision, options);
          if (decision.refusal !== null) await noteRefusal(tx, delivery, decision.refusal, options);
        }
        return goOn ? await claimIn(tx) : { what: 'none' };
      }),
    release: (delivery) => store.deliveries.release(delivery),
  };
}

async function whyStopped(store: Store, { route, now }: MailLedgerOptions): Promise<string | null> {
  const { blockedUntil, pausedReason } = await store.routes.get(route);
  if (pausedReason !== null) return `paused: ${pausedReason}`;
  return blockedUntil !== null && blockedUntil > now().toISOString()
    ? `the mail server is left alone until ${blockedUntil.slice(0, 16)}Z`
    : null;
}

async function noteRoute(
  store: Store,
  { route: news, told }: Decision,
  { route, now }: MailLedgerOptions,
): Promise<void> {
  if (news === 'works') await store.routes.works(route);
  if (news === 'failed') {
    await store.routes.fail(route, (failures) =>
      new Date(now().getTime() + restAfter(failures)).toISOString(),
    );
  }
  if (news === 'shut') await store.routes.pause(route, told.text ?? 'the mail server refuses us');
}

/** Refusals that are our fault, of different recipients, before nothing more is sent. */
const mostFaults = 3;
/** How the reason of such a pause ends: until somebody resumes it, trying again would only make it worse. */
export const refusedByMany = "recipients' servers refused us as a sender";
/** A share of refusals above this pauses an issue, once so many have gone out. */
const mostRefused = 0.1;
const enoughSent = 50;

async function noteRefusal(
  store: Store,
  delivery: Delivery,
  kind: ReplyClass,
  options: MailLedgerOptions,
): Promise<void> {
  const { route, now } = options;
  const at = now().toISOString();
  if (kind === 'our-fault') {
    const faults = await store.deliveries.countRefused(
      'our-fault',
      await lastResumed(store, addDays(at.slice(0, 10), -1)),
    );
    if (faults >= mostFaults) {
      await store.routes.pause(route, `${faults} ${refusedByMany}`);
      if (delivery.issueDay !== null)
        await store.issuesProgress.setState(delivery.issueDay, 'paused');
    }
  } else {
    await suppressWhereItLasts(store, delivery, kind, options);
  }
  await pauseWhereMostRefuse(store, delivery, kind);
}

async function suppressWhereItLasts(
  store: Store,
  delivery: Delivery,
  kind: ReplyClass,
  { now }: MailLedgerOptions,
): Promise<void> {
  const earlier = await store.bounces.failures(delivery);
  const day = delivery.issueDay ?? delivery.dueAt.slice(0, 10);
  const verdict = judgeFailures(
    { day, what: kind },
    earlier.filter(({ deliveryId }) => deliveryId !== delivery.id).map(classEarlier),
  );
  if (verdict === null) return;
  await suppressAddress(store, delivery.address, verdict, `refused: ${kind}`, now());
}

async function pauseWhereMostRefuse(
  store: Store,
  { issueDay }: Delivery,
  kind: ReplyClass,
): Promise<void> {
  if (issueDay === null || kind === 'mailbox-full') return;
  const { sent, refused } = await store.deliveries.shareRefused(
    issueDay,
    await lastResumed(store, '0000-01-01'),
  );
  if (sent + refused >= enoughSent && refused > mostRefused * (sent + refused)) {
    await store.issuesProgress.setState(issueDay, 'paused');
  }
}

/** What was refused before the operator said to go on does not count. */
async function lastResumed(store: Store, since: string): Promise<string> {
  const resumedAt = (await store.meta.get('mail-resumed-at')) ?? since;
  return resumedAt > since ? resumedAt : since;
}
