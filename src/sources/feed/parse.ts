/** Feeds of papers in RSS 0.9x, 1.0 and 2.0 and in Atom 0.3 and 1.0: arXiv, bioRxiv, journals, PubMed, blogs. */
import type { Listing } from '../../model/listing.ts';
import type { ListingParser, ParseContext, SourceDocument } from '../source.ts';
import { composeFeed } from './compose-feed.ts';
import { feedKind } from './feed-kind.ts';
import { readFeed } from './read-feed.ts';

async function parse(document: SourceDocument, context: ParseContext): Promise<Listing> {
  return composeFeed(document.name, 'feed', await readFeed(document), context);
}

export const feed = {
  format: 'feed',
  describes: 'a feed, RSS or Atom',
  recognises: (text) => feedKind(text) !== null,
  parse,
} satisfies ListingParser;
