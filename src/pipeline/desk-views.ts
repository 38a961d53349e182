/** What goes between the pages and the desk: a form in, what there is to show out. */

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
