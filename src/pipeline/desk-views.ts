/** What goes between the pages and the desk: a form in, what there is to show out. */
import type { Day } from '../model/listing.ts';

export interface SubscribeForm {
  readonly address: string;
  readonly words: PreferenceForm;
  /** Client address for limits. */
  readonly client: string;
  /** Honeypot: must be empty. */
  readonly trap: string;
  /** Milliseconds between showing and sending the form; null unknown. */
  readonly took: number | null;
}

/** Field names as `PreferenceWords` in src/subscribe/preference-words.ts, all texts as typed. */
export type PreferenceForm = Readonly<Record<string, string>>;

export interface Problem {
  readonly field: string;
  readonly message: string;
}

/** Addresses are masked. */
export type ConfirmView =
  | {
      readonly what: 'ask' | 'done' | 'already' | 'waiting';
      readonly address: string;
    }
  | { readonly what: 'unknown' | 'old' };

export interface PreferencesView {
  /** Masked. */
  readonly address: string;
  readonly words: PreferenceForm;
  readonly pausedUntil: string | null;
  readonly state: 'confirmed' | 'unsubscribed' | 'unconfirmed';
  /** The path below the site's home of the page that ends it: `/unsubscribe/<token>`. */
  readonly unsubscribe?: string;
}

/** What a reader said of papers, and what was learned from it. */
export interface VotesView {
  /** Of how many papers they said more like this, and less. */
  readonly liked: number;
  readonly disliked: number;
  /** The interests that stood out, in words; empty where nothing can be said. */
  readonly likes: readonly { readonly words: readonly string[]; readonly papers: number }[];
  /** The last ones, newest first. */
  readonly latest: readonly {
    readonly key: string;
    readonly title: string;
    /** The page with the abstract. */
    readonly url: string | null;
    readonly value: 1 | -1;
    /** As the reader's clock had it. */
    readonly day: Day;
    readonly isImported: boolean;
  }[];
}

export interface DataView {
  readonly address: string;
  /** Whether mail goes there, so that it could go elsewhere. */
  readonly canMove: boolean;
}

/** `address` is the new one, `from` the one it takes the place of; both masked. */
export type AddressView =
  | { readonly what: 'ask'; readonly address: string; readonly from: string }
  | { readonly what: 'done' | 'already' | 'taken'; readonly address: string }
  /** `canRefuse`: whoever it was mailed to may say that they want no mail. */
  | { readonly what: 'old'; readonly canRefuse: boolean }
  | { readonly what: 'never' | 'unknown' };

export interface VoteView {
  readonly title: string;
  readonly url: string | null;
  readonly value: 1 | -1 | 0;
}
