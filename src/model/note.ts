/** A small mail that is no digest, as words: rendering gives it its two parts. */

export type NoteBlock =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'facts'; readonly facts: readonly NoteFact[] }
  /** One thing to do, as a link of its own. */
  | { readonly kind: 'link'; readonly label: string; readonly url: string };

export interface NoteFact {
  readonly name: string;
  readonly value: string;
}

export interface Note {
  readonly subject: string;
  /** The site's name, over everything. */
  readonly title: string;
  /** What it is about, in a few words. */
  readonly heading: string;
  readonly blocks: readonly NoteBlock[];
  /** Why the reader gets it: one sentence. */
  readonly why: string;
  /** Where to leave (https: or mailto:); null where there is nothing to leave. */
  readonly unsubscribe: string | null;
  /** The page with all that the reader can set; left out where the mail goes to no reader. */
  readonly preferences?: string | null;
  /** Who sends it, with postal address where one is set. */
  readonly sender: string;
}
