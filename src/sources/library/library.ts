/** What a reader brings along: a library of papers as another program wrote it, or a list they made. */
import type { ListedPaper } from '../../model/listing.ts';

export const libraryFormats = ['bibtex', 'ris', 'csv', 'ids', 'titles'] as const;

/** `ids` and `titles` have one entry a line; a list of both is read as well. */
export type LibraryFormat = (typeof libraryFormats)[number];

export interface LibraryEntry {
  /** Where it begins, counted from 1. */
  readonly line: number;
  /** What it is called in the file, for messages: its key, its title, or the line itself. */
  readonly name: string;
  /** The title is empty where only an id is given. */
  readonly listed: ListedPaper;
}

export interface LibraryProblem {
  readonly line: number;
  readonly name: string;
  readonly message: string;
}

/** All of a file: what could be read, and what could not. */
export interface Library {
  readonly format: LibraryFormat;
  readonly entries: readonly LibraryEntry[];
  readonly problems: readonly LibraryProblem[];
}

/** No library of one person has more; what is beyond is named as not read. */
export const mostEntries = 50_000;
