/** One mail to one person: a row in the ledger, its states, and what can become of it. */
import type { Day } from './listing.ts';

export type DeliveryKind = 'digest' | 'confirm' | 'welcome' | 'link' | 'notice';

/**
 * `ready` → `claimed` → `handed` → `accepted`. The other four are ends too, `uncertain` until an operator resolves it:
 * the body was handed over, and no answer came back.
 */
export const deliveryStates = [
  'ready',
  'claimed',
  'handed',
  'accepted',
  'rejected',
  'uncertain',
  'expired',
  'skipped',
] as const;

export type DeliveryState = (typeof deliveryStates)[number];

/** All times are UTC ISO text. */
export interface Delivery {
  readonly id: number;
  readonly kind: DeliveryKind;
  /** One row for ever: a digest's is its issue and its subscriber. */
  readonly dedupeKey: string;
  /** Null for mail to somebody who is no subscriber: a test, a notice. */
  readonly subscriberId: number | null;
  readonly issueDay: Day | null;
  /** One plain address, its domain in ASCII. */
  readonly address: string;
  /** With angle brackets; fixed when the row is made, the same on every resend. */
  readonly messageId: string;
  readonly dueAt: string;
  /** The reader's day of `dueAt`; null where it is no digest of an issue. */
  readonly dueOn: Day | null;
  readonly expiresAt: string;
  readonly state: DeliveryState;
  /** How many times a server has put it off. */
  readonly attempt: number;
  /** How many times it was handed over without an answer. */
  readonly uncertainCount: number;
  /** Not tried again before. */
  readonly notBefore: string;
  /** The run that has it; null unless claimed or handed. */
  readonly owner: string | null;
  /** Set where the reader joined after the issue was out. */
  readonly joinedAt: string | null;
  readonly composedAt: string | null;
  readonly handedAt: string | null;
  readonly doneAt: string | null;
  /** Of the last answer: the three digits, `x.y.z`, and its text. */
  readonly replyCode: number | null;
  readonly enhanced: string | null;
  readonly reply: string | null;
  /** Why it ended or waits, in words. */
  readonly reason: string | null;
  /** A bounce or a complaint that came after it was accepted. */
  readonly bouncedAt: string | null;
  readonly complainedAt: string | null;
  /** What a mail that is no digest of an issue says; see `pipeline/compose-delivery.ts`. */
  readonly content: string | null;
}

/** A message ready to travel. */
export interface Composed {
  /** The whole message as bytes, signed where there is a key. */
  readonly message: Buffer;
  /** Keys of the papers it shows. */
  readonly items: readonly string[];
  /** UTC ISO text: what its Date says. */
  readonly composedAt: string;
}

/** What the other side said last; empty where it said nothing. */
export interface Told {
  /** Where in the conversation: `rcpt`, `dot` … */
  readonly stage?: string;
  readonly code?: number;
  readonly enhanced?: string | null;
  readonly text?: string;
}

/** What a delivery becomes after it was tried; written by `Deliveries.settle`. */
export type Settlement =
  | { readonly to: 'accepted' | 'rejected' | 'skipped'; readonly reason: string | null }
  | {
      readonly to: 'ready';
      readonly reason: string;
      /** UTC ISO text. */
      readonly notBefore: string;
      /** Counts as a try that the recipient's server put off. */
      readonly putOff: boolean;
      /** Was handed over, and no answer came. */
      readonly unanswered: boolean;
    }
  | { readonly to: 'uncertain'; readonly reason: string };

/** Why a run ended before its time where somebody asked it to. */
export const askedToStop = 'asked to stop';
