/** Feeds of papers in RSS 0.9x, 1.0 and 2.0 and in Atom: arXiv, bioRxiv, journals, and arXiv's API answers. */
import { PaperboyError } from '../../lib/errors.ts';
import { cleanText, shorten } from '../../lib/text.ts';
import type { ListedPaper, Listing, ListingProblem } from '../../model/listing.ts';
import { mostCommonDay } from '../common-day.ts';
import { checkDepth } from '../markup-depth.ts';
import type { ListingParser, ParseContext, SourceDocument } from '../source.ts';
import { httpAddress } from '../web-address.ts';
import { type FeedDocument, type FeedFields, firstField } from './feed-document.ts';
import { readFeedPaper } from './feed-paper.ts';
import { readStrict } from './read-strict.ts';
import { readTolerant } from './read-tolerant.ts';
import { feedKind } from './root-element.ts';

async function parse(document: SourceDocument, context: ParseContext): Promise<Listing> {
  checkDepth(document.name, document.text, 'xml');
  const { load } = await import('cheerio');
  const { feed, problems } = await readFeed(document.text);
  refuseErrorFeed(document.name, feed);
  const kind = feedKind(document.text) ?? 'rss';
  const base = httpAddress(feed.link?.trim());
  const entries: ListedPaper[] = [];
  for (const [index, fields] of feed.items.entries()) {
    const paper = readFeedPaper(fields, { kind, base, load });
    if (paper === null) problems.push({ line: null, message: `entry ${index + 1} has no title` });
    else
      entries.push({
        ...paper,
        listedOn: context.date ?? paper.listedOn,
        position: entries.length + 1,
      });
  }
  const broken = feed.items.length > 0 || problems.some((problem) => problem.line !== null);
  if (entries.length === 0 && broken) throw nothingReadable(document.name, problems);
  const listedOn = context.date ?? mostCommonDay(entries);
  return { format: 'feed', listedOn, dayInferred: false, entries, problems };
}

/** The feed by the strict reader; by the tolerant one where that fails or would lose the order of a text. */
async function readFeed(text: string): Promise<{ feed: FeedDocument; problems: ListingProblem[] }> {
  const problems: ListingProblem[] = [];
  try {
    const feed = await readStrict(text);
    if (feed !== null) return { feed, problems };
  } catch (error) {
    problems.push(describe(error));
  }
  const { load } = await import('cheerio');
  return { feed: readTolerant(load(text, { xml: true })), problems };
}

/** What the strict reader says, with the line where it says one. */
function describe(error: unknown): ListingProblem {
  const message = error instanceof Error ? error.message : 'no reason given';
  const line = /\nLine: (\d{1,9})/.exec(message)?.[1];
  const reason = shorten(cleanText(message.split('\n')[0] ?? ''), 120);
  const what = line === undefined ? 'has an unusual form' : 'is not well-formed';
  return {
    line: line === undefined ? null : Number(line) + 1,
    message: `the feed ${what} (${reason}); it was read tolerantly`,
  };
}

/** arXiv answers mistakes with a feed: its title says so, or its only entry is the error. */
function refuseErrorFeed(name: string, feed: FeedDocument): void {
  const [first] = feed.items;
  const said = /^\s*Feed error for query/i.test(feed.title) ? feed.title : errorIn(first);
  if (said === null) return;
  throw new PaperboyError(
    'LISTING_INVALID',
    `${name}: expected papers, but it is an error of the site: ${shorten(cleanText(said), 200)}`,
    { hint: 'Check the address of the feed: its categories, ids and other parameters.' },
  );
}

function errorIn(item: FeedFields | undefined): string | null {
  if (item === undefined || !/arxiv\.org\/api\/errors/.test(firstField(item, 'id')?.text ?? ''))
    return null;
  return firstField(item, 'summary', 'title')?.text ?? 'no reason given';
}

function nothingReadable(name: string, problems: readonly ListingProblem[]): PaperboyError {
  return new PaperboyError(
    'LISTING_INVALID',
    `${name}: expected a feed with titled entries, but none can be read: ${problems[0]?.message}`,
    { hint: 'Fetch the feed again, unchanged.' },
  );
}

export const feed = {
  format: 'feed',
  describes: 'a feed: RSS, Atom, or an answer of the arXiv API',
  recognises: (text) => feedKind(text) !== null,
  parse,
} satisfies ListingParser;
