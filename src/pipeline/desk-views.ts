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
}

export interface VoteView {
  readonly title: string;
  readonly url: string | null;
  readonly value: 1 | -1 | 0;
}
