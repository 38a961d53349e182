/** The contract every listing format fulfils: recognise a document by its content, then parse it. Pure: no clock, no network, no disk. */
import type { Day, Listing, ListingFormat } from '../model/listing.ts';

/** A document as read and decoded: the text of a file, an answer, or standard input. */
export interface SourceDocument {
  /** Shown in messages and kept as the sightings' source: a file's name, an address, or `stdin`. */
  readonly name: string;
  /** Decoded text without byte order mark; line ends are `\n`. */
  readonly text: string;
}

export interface ParseContext {
  /** The listing's day where the caller says it (`--date`): it settles year-less days. */
  readonly date: Day | null;
  /** Today in the site's time zone: no inferred day lies after it. */
  readonly today: Day;
}

export interface ListingParser {
  readonly format: ListingFormat;
  /** What the format is, in words, for messages: "a Daily Papers page, pasted as text". */
  readonly describes: string;
  /** True when the text is of this format; must be quick on any input, and may look at the whole text. */
  recognises(text: string): boolean;
  /**
   * Reads every entry it can. An entry it cannot read becomes a problem with its line.
   * @throws PaperboyError LISTING_INVALID when nothing at all can be read, saying what was expected and where it stopped.
   */
  parse(document: SourceDocument, context: ParseContext): Listing | Promise<Listing>;
}
