/** A reader who gets the digest by mail: who, what they want, when, and how they came to agree to it. */
import type { Interests } from './interests.ts';
import type { Day } from './listing.ts';

/** 1 is Monday, 7 is Sunday. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

export const everyDay: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];

export interface Preferences {
  /** Null: the site's own. */
  readonly interests: Interests | null;
  /** How much what trends counts beside what fits, 0 … 1; null: as much as the site's. */
  readonly trend: number | null;
  /** How many papers a digest shows at most; null: as many as the site's. */
  readonly limit: number | null;
  /** Sorted, never empty. */
  readonly weekdays: readonly Weekday[];
  /** `HH:MM` by the reader's clock; null: as soon as the issue is out. */
  readonly hour: string | null;
  /** An IANA time zone; null: the site's. */
  readonly zone: string | null;
  readonly format: 'html' | 'text';
  /** What comes on a day without new papers: nothing, a short note, or the best left over of the week. */
  readonly emptyDays: 'skip' | 'note' | 'best';
}

export const usualPreferences: Preferences = {
  interests: null,
  trend: null,
  limit: null,
  weekdays: everyDay,
  hour: null,
  zone: null,
  format: 'html',
  emptyDays: 'skip',
};

/** What a reader wants: their own interests or else the site's, blended with what trends as they chose. */
export function interestsOf({ interests, trend }: Preferences, site: Interests): Interests {
  const chosen = trend ?? site.trend;
  return { ...(interests ?? site), ...(chosen === undefined ? {} : { trend: chosen }) };
}

export type SubscriberState = 'unconfirmed' | 'confirmed' | 'unsubscribed';

/** How, when and to which words the reader agreed. */
export interface Consent {
  readonly source: 'operator' | 'import' | 'form';
  readonly wording: string;
  /** UTC ISO text. */
  readonly at: string;
}

export interface Subscriber {
  /** Never given to anybody else, also after this one is gone: links in mails name it. */
  readonly id: number;
  /** One plain address, as it was given, its domain in ASCII. */
  readonly address: string;
  readonly state: SubscriberState;
  readonly preferences: Preferences;
  /** The first day on which mail comes again, by the reader's clock; null where it is not paused. */
  readonly pausedUntil: Day | null;
  readonly consent: Consent | null;
  /** UTC ISO texts. */
  readonly createdAt: string;
  readonly confirmedAt: string | null;
  readonly unsubscribedAt: string | null;
  /** Confirmed by themselves then, and waiting for the operator's word; null where they are not. */
  readonly waitsSince: string | null;
}

/** By which an address is the same address: mail systems do not tell capitals apart. */
export function addressKey(address: string): string {
  return address.toLowerCase();
}

/** Why an address gets no mail: `full` ends, the others stay until the operator takes them back. */
export type SuppressionReason = 'bounce' | 'complaint' | 'full' | 'never' | 'operator';

export interface Suppression {
  readonly addressKey: string;
  readonly reason: SuppressionReason;
  /** In words, e.g. the reply of the server that refused it. */
  readonly detail: string;
  /** UTC ISO text. */
  readonly at: string;
  /** UTC ISO text; null is for ever. */
  readonly until: string | null;
}
