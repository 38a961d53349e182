/** Hugging Face's Trending Papers page, copied as text or saved as Markdown: votes, stars, and every paper twice. */
import type { Listing } from '../../model/listing.ts';
import { readPastedListing } from '../pasted-listing.ts';
import { findMarks } from '../pasted-marks.ts';
import type { ListingParser, ParseContext, SourceDocument } from '../source.ts';
import { foldCopies } from './fold-copies.ts';

/** The page's heading and a fact that only this page gives, or several papers' worth of those facts. */
function recognises(text: string): boolean {
  const { trending, published, votes } = findMarks(text);
  return (trending && published + votes > 0) || (published >= 2 && votes >= 2);
}

function parse(document: SourceDocument, context: ParseContext): Listing {
  const listing = readPastedListing(document, context, false);
  return { format: 'pasted-trending', ...listing, entries: foldCopies(listing.entries) };
}

export const pastedTrending = {
  format: 'pasted-trending',
  describes: "the text of Hugging Face's Trending Papers page, copied or saved as Markdown",
  recognises,
  parse,
} satisfies ListingParser;
