/** ListRecords of arXiv's OAI-PMH service, in its own formats (arXiv, arXivRaw) or Dublin Core. */
import type { CheerioAPI } from 'cheerio';
import { PaperboyError } from '../../lib/errors.ts';
import { cleanText, shorten } from '../../lib/text.ts';
import { type ListedPaper, type Listing, unknownListedPaper } from '../../model/listing.ts';
import { namesIn } from '../author-names.ts';
import { readDay } from '../day.ts';
import { checkDepth } from '../markup-depth.ts';
import { composeRecords } from '../record-listing.ts';
import { rootElement } from '../root-element.ts';
import type { ListingParser, ParseContext, SourceDocument } from '../source.ts';
import { doiIn } from '../web-address.ts';

async function parse(document: SourceDocument, context: ParseContext): Promise<Listing> {
  checkDepth(document.name, document.text, 'xml');
  const { load } = await import('cheerio');
  const $ = load(document.text, { xml: true });
  refuseError(document.name, $);
  const records = $('record').toArray();
  if (records.length === 0 && $('error').length === 0) throw noRecords(document.name);
  return composeRecords(
    {
      ...{ name: document.name, format: 'arxiv-oai', problems: [] },
      records: records.map((value) => ({ value: $(value), line: null })),
      read: (record) => readRecord($, record),
      expected: "records of arXiv's OAI-PMH service",
      hint: 'Ask for them with verb=ListRecords and metadataPrefix=arXiv',
    },
    context,
  );
}

type Element = ReturnType<ReturnType<CheerioAPI>['children']>;

function readRecord($: CheerioAPI, record: Element): Omit<ListedPaper, 'position'> | string {
  const header = record.children('header');
  if (header.attr('status') === 'deleted') return 'was deleted at the source';
  const metadata = record.children('metadata').children();
  const texts = (...names: readonly string[]) =>
    metadata
      .children()
      .toArray()
      .filter((child) => names.includes(child.tagName))
      .map((child) => cleanText($(child).text()))
      .filter((text) => text !== '');
  const [title] = texts('title', 'dc:title');
  if (title === undefined) return 'has no title';
  const authors = readAuthors($, metadata, texts);
  const oai = cleanText(header.children('identifier').text());
  const arxiv = texts('id')[0] ?? /^oai:arXiv\.org:(.+)$/i.exec(oai)?.[1];
  const doi = doiIn(
    texts('doi')[0] ?? texts('dc:identifier').find((text) => /^doi:/i.test(text)) ?? '',
  );
  return {
    ...unknownListedPaper,
    title,
    abstract: texts('abstract', 'dc:description').find((text) => !/^Comment: /.test(text)) ?? null,
    authors: authors.length > 0 ? authors : null,
    authorCount: authors.length > 0 ? authors.length : null,
    published: readDay(
      texts('created', 'dc:date')[0] ??
        cleanText(metadata.children('version').children('date').first().text()),
    ),
    ids: { ...(arxiv === undefined ? {} : { arxiv }), ...(doi === null ? {} : { doi }) },
    url:
      arxiv !== undefined && /^[\w./-]{1,40}$/.test(arxiv)
        ? `https://arxiv.org/abs/${arxiv}`
        : null,
    categories: [...(texts('categories')[0]?.split(' ') ?? []), ...texts('dc:subject')].slice(
      0,
      30,
    ),
    listedOn: readDay(cleanText(header.children('datestamp').text())),
  };
}

function readAuthors(
  $: CheerioAPI,
  metadata: Element,
  texts: (...names: readonly string[]) => string[],
): string[] {
  const people = metadata.children('authors').children('author').toArray();
  if (people.length > 0) {
    return people.flatMap((person) => {
      const parts = ['forenames', 'keyname', 'suffix'].map((part) =>
        cleanText($(person).children(part).text()),
      );
      return parts.filter((part) => part !== '').join(' ') || [];
    });
  }
  const creators = texts('dc:creator').map(
    (name) => /^([^,]+), ([^,]+)$/.exec(name)?.slice(1).reverse().join(' ') ?? name,
  );
  return creators.length > 0
    ? creators
    : texts('authors').flatMap((text) => namesIn(text, { arxiv: true }));
}

/** "No records" on a quiet day is an empty listing; every other error of the service is told. */
function refuseError(name: string, $: CheerioAPI): void {
  const error = $('error').first();
  const code = error.attr('code') ?? '';
  if (error.length === 0 || code === 'noRecordsMatch') return;
  throw new PaperboyError(
    'LISTING_INVALID',
    `${name}: expected records, but it is an error of the site: ${shorten(cleanText(`${code} ${error.text()}`), 200)}`,
    { hint: 'Check verb, metadataPrefix, set, from and until.' },
  );
}

function noRecords(name: string): PaperboyError {
  return new PaperboyError(
    'LISTING_INVALID',
    `${name}: expected records of arXiv's OAI-PMH service, but there are none in it`,
    { hint: 'Ask for them with verb=ListRecords and metadataPrefix=arXiv' },
  );
}

export const arxivOai = {
  format: 'arxiv-oai',
  describes: "records of arXiv's OAI-PMH service (XML)",
  recognises: (text) => /^(?:[\w-]+:)?OAI-PMH$/.test(rootElement(text) ?? ''),
  parse,
} satisfies ListingParser;
