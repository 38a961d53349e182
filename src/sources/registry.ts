/** Every listing format, in the order in which they are asked whether a document is theirs: the strictest first. */
import { feed } from './feed/parse.ts';
import { hfHtml } from './hf-html/parse.ts';
import { hfJson } from './hf-json/parse.ts';
import { pastedBare } from './pasted-bare/parse.ts';
import { pastedPage } from './pasted-page/parse.ts';
import { pastedTrending } from './pasted-trending/parse.ts';
import type { ListingParser } from './source.ts';

export const listingParsers: readonly ListingParser[] = [
  hfJson,
  hfHtml,
  feed,
  pastedTrending,
  pastedPage,
  pastedBare,
];
