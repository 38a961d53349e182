/** JSON Feed, versions 1 and 1.1. */
import { PaperboyError } from '../../lib/errors.ts';
import {
  type Day,
  type ListedPaper,
  type Listing,
  unknownListedPaper,
} from '../../model/listing.ts';
import { leftOut, pickNewest } from '../feed/newest-items.ts';
import { htmlToLine } from '../html-text.ts';
import { describeValue, firstDay, firstText, hasTitle, isFields, textsIn } from '../json-fields.ts';
import { readJsonRecords } from '../json-records.ts';
import { composeRecords } from '../record-listing.ts';
import type { ListingParser, ParseContext, SourceDocument } from '../source.ts';
import { arxivIdInAddress, doiIn, doiInAddress, httpAddress } from '../web-address.ts';

/** A document that names the format, or one with the fields that only it has. */
function recognises(text: string): boolean {
  if (!/^\s*\{/.test(text)) return false;
  return (
    /"https?:(?:\\?\/){2}(?:www\.)?jsonfeed\.org(?:\\?\/)version/.test(text) ||
    (/"(?:feed_url|home_page_url)"\s{0,20}:/.test(text) && /"items"\s{0,20}:\s{0,20}\[/.test(text))
  );
}

async function parse(document: SourceDocument, context: ParseContext): Promise<Listing> {
  const { load } = await import('cheerio');
  const { name, text } = document;
  const asText = (html: string) => htmlToLine(html, load);
  const {
    records,
    problems,
    document: whole,
  } = readJsonRecords(text, ['items'], (value) => itemsIn(value, name), hasTitle);
  const newest = pickNewest(records, ({ value }) => dayOf(value));
  const dropped = records.length - newest.length;
  return composeRecords(
    {
      ...{ name, format: 'json-feed', records: newest },
      problems: dropped === 0 ? problems : [...problems, leftOut(dropped)],
      read: (value) => readItem(value, asText),
      isCut: whole === undefined,
      expected: 'a JSON Feed',
      hint: 'Fetch the feed again, unchanged.',
    },
    context,
  );
}

/** The format asks for the list, also for an empty one; without it the feed's own title would pass for a paper's. */
function itemsIn(value: unknown, name: string): readonly unknown[] {
  if (isFields(value) && Array.isArray(value.items)) return value.items;
  throw new PaperboyError(
    'LISTING_INVALID',
    `${name}: expected a JSON Feed with a list of items, but it has none: its layout may have changed`,
    { hint: 'Look at the feed in a browser; the site may have another one, as RSS or Atom.' },
  );
}

function readItem(
  value: unknown,
  asText: (html: string) => string,
): Omit<ListedPaper, 'position'> | string {
  if (!isFields(value)) return `is ${describeValue(value)}, not an object`;
  const title = firstText(value.title);
  if (title === null) return 'has no title';
  const html = typeof value.content_html === 'string' ? asText(value.content_html) : null;
  const authors = textsIn(value.authors, 'name') ?? textsIn([value.author], 'name');
  const own = httpAddress(value.url) ?? httpAddress(value.id);
  const url = httpAddress(value.external_url) ?? own;
  const addresses = [url, own].filter((address) => address !== null);
  const arxiv = firstOf(addresses, arxivIdInAddress);
  const doi =
    doiIn(String(value.id ?? '')) ?? (arxiv === null ? firstOf(addresses, doiInAddress) : null);
  return {
    ...unknownListedPaper,
    title,
    abstract: firstText(value.summary, value.content_text, html),
    authors,
    authorCount: authors?.length ?? null,
    published: dayOf(value),
    ids: { ...(arxiv === null ? {} : { arxiv }), ...(doi === null ? {} : { doi }) },
    url,
    categories: textsIn(value.tags)?.slice(0, 30) ?? [],
  };
}

function dayOf(item: unknown): Day | null {
  return isFields(item) ? firstDay(item.date_published, item.date_modified) : null;
}

function firstOf(
  addresses: readonly string[],
  read: (address: string) => string | null,
): string | null {
  return addresses.map(read).find((found) => found !== null) ?? null;
}

export const jsonFeed = {
  format: 'json-feed',
  describes: 'a JSON Feed',
  recognises,
  parse,
} satisfies ListingParser;
