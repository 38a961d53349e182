/** Every listing format, in the order in which they are asked whether a document is theirs: the strictest first. */
import { arxivApi } from './arxiv-api/parse.ts';
import { arxivList } from './arxiv-list/parse.ts';
import { arxivMail } from './arxiv-mail/parse.ts';
import { arxivOai } from './arxiv-oai/parse.ts';
import { biorxivApi } from './biorxiv-api/parse.ts';
import { feed } from './feed/parse.ts';
import { hfHtml } from './hf-html/parse.ts';
import { hfJson } from './hf-json/parse.ts';
import { jsonFeed } from './json-feed/parse.ts';
import { openreview } from './openreview/parse.ts';
import { pastedBare } from './pasted-bare/parse.ts';
import { pastedPage } from './pasted-page/parse.ts';
import { pastedTrending } from './pasted-trending/parse.ts';
import { pubmed } from './pubmed/parse.ts';
import { semanticScholar } from './semantic-scholar/parse.ts';
import type { ListingParser } from './source.ts';

export const listingParsers: readonly ListingParser[] = [
  ...[jsonFeed, openreview, semanticScholar, biorxivApi, hfJson],
  ...[arxivList, hfHtml],
  ...[arxivApi, arxivOai, pubmed, feed],
  ...[arxivMail, pastedTrending, pastedPage, pastedBare],
];
