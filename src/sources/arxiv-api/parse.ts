/** The answer of arXiv's query API: an Atom feed with totals, whose errors are entries. */
import { PaperboyError } from '../../lib/errors.ts';
import type { Listing } from '../../model/listing.ts';
import { countIn } from '../count.ts';
import { answeredWithError, composeFeed } from '../feed/compose-feed.ts';
import { type FeedDocument, type FieldName, firstField } from '../feed/feed-document.ts';
import { feedKind } from '../feed/feed-kind.ts';
import { readFeed } from '../feed/read-feed.ts';
import type { ListingParser, ParseContext, SourceDocument } from '../source.ts';

/** The id of an entry that is an error. */
const errorId = /arxiv\.org\/api\/errors/;

/** True for an answer that refuses the question, as for an id that cannot be one. */
export function isRefusal(text: string): boolean {
  const [entry] = /<entry[\s>][\s\S]{0,2000}/.exec(text) ?? [''];
  return errorId.test(/<id>([^<]*)/.exec(entry)?.[1] ?? '');
}

function recognises(text: string): boolean {
  const head = text.slice(0, 5_000);
  return (
    feedKind(head) === 'atom' && /arxiv\.org\/api\/|arxiv Query:|ArXiv Query Interface/i.test(head)
  );
}

async function parse(document: SourceDocument, context: ParseContext): Promise<Listing> {
  const read = await readFeed(document);
  const [first] = read.feed.items;
  if (first && errorId.test(firstField(first.fields, 'id')?.text ?? '')) {
    const said = firstField(first.fields, 'summary', 'title')?.text ?? 'no reason given';
    throw answeredWithError(document.name, said);
  }
  const declared = declaredEntries(read.feed);
  if (read.feed.items.length === 0 && declared !== null && declared > 0)
    throw emptyPage(document.name, declared);
  return { ...composeFeed(document.name, 'arxiv-api', read, context), declared };
}

/** How many entries this page of the answer holds by its own numbers; null where it gives none. */
function declaredEntries({ head }: FeedDocument): number | null {
  const number = (name: FieldName) => countIn(firstField(head, name)?.text ?? '');
  const total = number('opensearch:totalResults');
  const start = number('opensearch:startIndex') ?? 0;
  const most = number('opensearch:itemsPerPage');
  return total === null ? null : Math.max(0, Math.min(total - start, most ?? total));
}

function emptyPage(name: string, declared: number): PaperboyError {
  return new PaperboyError(
    'LISTING_INVALID',
    `${name}: the answer says that it holds ${declared} papers, but there is none in it`,
    { hint: 'The API sometimes answers so. Ask again in a minute.' },
  );
}

export const arxivApi = {
  format: 'arxiv-api',
  describes: "an answer of arXiv's query API (Atom)",
  recognises,
  parse,
} satisfies ListingParser;
