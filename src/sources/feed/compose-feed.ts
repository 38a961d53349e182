/** A feed that was read, as a listing: its entries as papers, its days, and what could not be read. */

import { addDays } from '../../lib/days.ts';
import { PaperboyError } from '../../lib/errors.ts';
import { cleanText, shorten } from '../../lib/text.ts';
import type {
  Day,
  ListedPaper,
  Listing,
  ListingFormat,
  ListingProblem,
} from '../../model/listing.ts';
import { mostCommonDay } from '../common-day.ts';
import { readDay } from '../day.ts';
import type { ParseContext } from '../source.ts';
import { type FeedDocument, fieldsNamed, firstField } from './feed-document.ts';
import { type PaperContext, readFeedPaper } from './feed-paper.ts';
import type { FeedRead } from './read-feed.ts';
import { feedBase } from './root-base.ts';

/** More doubts than these are told by their number. */
const mostDoubts = 20;

/** @throws PaperboyError LISTING_INVALID for an error that came as a feed, or when no entry can be read. */
export function composeFeed(
  name: string,
  format: ListingFormat,
  read: FeedRead,
  context: ParseContext,
): Listing {
  const { feed, load } = read;
  refuseErrorFeed(name, feed);
  const builtOn = buildDay(feed);
  const paperContext: PaperContext = {
    kind: feed.kind,
    base: feedBase(feed, name),
    load,
    // A zone may be a day ahead of ours.
    latest: addDays(context.today, 1),
    date: context.date,
    announcedOn: builtOn,
  };
  const entries: ListedPaper[] = [];
  const problems: ListingProblem[] = [...read.problems];
  const doubts: string[] = [];
  for (const [index, item] of feed.items.entries()) {
    const paper = readFeedPaper(item, entries.length + 1, paperContext);
    if (paper === null) doubts.push(`entry ${index + 1} has no title`);
    else {
      if (paper.doubt !== null) doubts.push(`entry ${index + 1} ${paper.doubt}`);
      entries.push(paper.paper);
    }
  }
  problems.push(...doubts.slice(0, mostDoubts).map((message) => ({ line: null, message })));
  if (doubts.length > mostDoubts)
    problems.push({
      line: null,
      message: `and ${doubts.length - mostDoubts} more entries like these`,
    });
  const broken = feed.items.length > 0 || (!read.complete && problems.length > 0);
  if (entries.length === 0 && broken)
    throw nothingReadable(name, doubts[0] ?? problems[0]?.message ?? 'it is broken');
  if (read.unknown !== null) throw changedLayout(name, read.unknown);
  return {
    format,
    listedOn: context.date ?? mostCommonDay(entries),
    dayInferred: false,
    entries,
    problems,
    builtOn,
    skipDays: skipDays(feed),
    ...(read.complete ? {} : { isCut: true }),
  };
}

function buildDay({ head }: FeedDocument): Day | null {
  for (const name of ['lastBuildDate', 'pubDate', 'updated', 'dc:date', 'modified'] as const) {
    const day = readDay(cleanText(firstField(head, name)?.text ?? ''));
    if (day !== null) return day;
  }
  return null;
}

function skipDays({ head }: FeedDocument): readonly string[] {
  const written = fieldsNamed(head, 'skipDays')
    .map(({ text }) => text.slice(0, 500))
    .join(' ');
  return written.match(/\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b/g) ?? [];
}

/** arXiv answers mistakes with a feed whose title says so. */
function refuseErrorFeed(name: string, { head }: FeedDocument): void {
  const title = firstField(head, 'title')?.text ?? '';
  if (/^\s*Feed error for query/i.test(title)) throw answeredWithError(name, title);
}

export function answeredWithError(name: string, message: string): PaperboyError {
  return new PaperboyError(
    'LISTING_INVALID',
    `${name}: expected papers, but it is an error of the site: ${shorten(cleanText(message), 200)}`,
    { hint: 'Check the address: its categories, ids and other parameters.' },
  );
}

function changedLayout(name: string, element: string): PaperboyError {
  return new PaperboyError(
    'LISTING_INVALID',
    `${name}: expected a feed with entries, but it has none, and <${element}> in their place: its layout may have changed`,
    { hint: 'Look at the feed in a browser; the site may have another one.' },
  );
}

function nothingReadable(name: string, reason: string): PaperboyError {
  return new PaperboyError(
    'LISTING_INVALID',
    `${name}: expected a feed with titled entries, but none can be read: ${reason}`,
    { hint: 'Fetch the feed again, unchanged.' },
  );
}
