/** Hugging Face's Daily Papers page, copied as text or saved as Markdown, with the facts of each paper. */
import type { Listing } from '../../model/listing.ts';
import { readPastedListing } from '../pasted-listing.ts';
import { findMarks } from '../pasted-marks.ts';
import type { ListingParser, ParseContext, SourceDocument } from '../source.ts';

/** The page's heading with another line of its head, or the blocks of facts that its papers have. */
function recognises(text: string): boolean {
  const marks = findMarks(text);
  if (marks.daily && (marks.banner || marks.byline)) return true;
  return (
    marks.blocks >= 2 || (marks.blocks === 1 && (marks.authors > 0 || marks.daily || marks.banner))
  );
}

function parse(document: SourceDocument, context: ParseContext): Listing {
  return { format: 'pasted-page', ...readPastedListing(document, context, true) };
}

export const pastedPage = {
  format: 'pasted-page',
  describes: "the text of Hugging Face's Daily Papers page, copied or saved as Markdown",
  recognises,
  parse,
} satisfies ListingParser;
