/** When mails that failed are reason enough to send an address no more of them. */
import { classifyFailure, type FailureClass } from '../deliver/classify-failure.ts';
import type { SuppressionReason } from '../model/subscriber.ts';
import type { FailedDelivery } from '../store/bounces.ts';

/** A mail that failed, and what that means. */
export interface ClassedFailure {
  /** The day of its issue. */
  readonly day: string;
  readonly what: FailureClass;
}

interface Rule {
  /** What is counted with it. */
  readonly counts: readonly FailureClass[];
  /** How many different issues must have failed within `days`. */
  readonly issues: number;
  readonly days: number;
  readonly reason: SuppressionReason;
  /** For how many days; null is for ever. */
  readonly rest: number | null;
}

const refused: readonly FailureClass[] = ['refused-recipient', 'bad-address'];

/** What is our own fault stands nowhere: nobody loses the digest for it. */
const rules: { readonly [K in FailureClass]?: Rule } = {
  'bad-address': { counts: refused, issues: 1, days: 1, reason: 'bounce', rest: null },
  'refused-recipient': { counts: refused, issues: 2, days: 30, reason: 'bounce', rest: null },
  temporary: {
    counts: [...refused, 'temporary'],
    ...{ issues: 3, days: 30, reason: 'bounce', rest: null },
  },
  'mailbox-full': { counts: ['mailbox-full'], issues: 5, days: 14, reason: 'full', rest: 30 },
};

export interface FailureVerdict {
  readonly reason: SuppressionReason;
  /** For how many days; null is for ever. */
  readonly rest: number | null;
}

/**
 * Whether the address is to be suppressed for the failure `last`, given all failures of the address, `last` among
 * them. Reports may come in any order: what counts is the days of the issues, not when they were reported.
 */
export function judgeFailures(
  last: ClassedFailure,
  all: readonly ClassedFailure[],
): FailureVerdict | null {
  const rule = rules[last.what];
  if (rule === undefined) return null;
  const days = new Set(all.filter(({ what }) => rule.counts.includes(what)).map(numberOfDay));
  days.add(numberOfDay(last));
  const counted = [...days];
  const isReached = counted.some((first) => {
    const within = counted.filter((day) => day >= first && day < first + rule.days);
    return within.includes(numberOfDay(last)) && within.length >= rule.issues;
  });
  return isReached ? { reason: rule.reason, rest: rule.rest } : null;
}

const classes = [
  'bad-address',
  'mailbox-full',
  'refused-recipient',
  'temporary',
  'our-fault',
] as const satisfies readonly FailureClass[];

/** An earlier failure: as it was judged when the server refused it, else by what was reported. */
export function classEarlier({ day, status, diagnostic, refusal }: FailedDelivery): ClassedFailure {
  const known = classes.find((name) => name === refusal);
  return { day, what: known ?? classifyFailure(status, diagnostic) };
}

function numberOfDay({ day }: ClassedFailure): number {
  return Date.parse(day) / 86_400_000;
}
