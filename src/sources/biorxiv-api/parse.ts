/** The answer of bioRxiv's and medRxiv's details API. */
import { PaperboyError } from '../../lib/errors.ts';
import { shorten } from '../../lib/text.ts';
import { type ListedPaper, type Listing, unknownListedPaper } from '../../model/listing.ts';
import { countIn } from '../count.ts';
import { describeValue, firstDay, firstText, hasTitle, isFields } from '../json-fields.ts';
import { readJsonRecords } from '../json-records.ts';
import { composeRecords } from '../record-listing.ts';
import type { ListingParser, ParseContext, SourceDocument } from '../source.ts';

function recognises(text: string): boolean {
  if (!/^\s*\{/.test(text)) return false;
  return /"collection"\s{0,20}:\s{0,20}\[/.test(text) && /"messages"\s{0,20}:\s{0,20}\[/.test(text);
}

function parse(document: SourceDocument, context: ParseContext): Listing {
  const { name, text } = document;
  const {
    records,
    problems,
    document: answer,
  } = readJsonRecords(text, ['collection'], collectionIn, hasTitle);
  const message = isFields(answer) && Array.isArray(answer.messages) ? answer.messages[0] : null;
  const status = isFields(message) ? firstText(message.status) : null;
  if (
    records.length === 0 &&
    status !== null &&
    !/^(?:ok|no (?:posts|papers|results))/i.test(status)
  )
    throw answeredWithError(name, status);
  const listing = composeRecords(
    {
      ...{ name, format: 'biorxiv-api', records, problems },
      read: readPreprint,
      isCut: answer === undefined,
      expected: "preprints of bioRxiv's API",
      hint: 'Ask for days: https://api.biorxiv.org/details/biorxiv/2d',
    },
    context,
  );
  return { ...listing, declared: isFields(message) ? countIn(message.count) : null };
}

function collectionIn(value: unknown): readonly unknown[] {
  return isFields(value) && Array.isArray(value.collection) ? value.collection : [value];
}

function readPreprint(value: unknown): Omit<ListedPaper, 'position'> | string {
  if (!isFields(value)) return `is ${describeValue(value)}, not an object`;
  const title = firstText(value.title);
  if (title === null) return 'has no title';
  const authors = (firstText(value.authors) ?? '').split(';').flatMap((name) => name.trim() || []);
  const doi = firstText(value.doi);
  const site = /^medrxiv$/i.test(firstText(value.server) ?? '') ? 'medrxiv' : 'biorxiv';
  const version = /^\d{1,3}$/.test(String(value.version)) ? `v${String(value.version)}` : '';
  const category = firstText(value.category);
  // "NA" as long as no journal has it.
  const article = firstText(value.published);
  const published = article?.startsWith('10.') === true ? article : null;
  return {
    ...unknownListedPaper,
    title,
    abstract: firstText(value.abstract),
    authors: authors.length > 0 ? authors : null,
    authorCount: authors.length > 0 ? authors.length : null,
    published: firstDay(value.date),
    ids: {
      ...(doi === null ? {} : { doi }),
      ...(published === null ? {} : { published }),
    },
    url:
      doi === null || !/^10\.\d+\/[\w.-]+$/.test(doi)
        ? null
        : `https://www.${site}.org/content/${doi}${version}`,
    categories: category === null ? [] : [category],
  };
}

function answeredWithError(name: string, status: string): PaperboyError {
  return new PaperboyError(
    'LISTING_INVALID',
    `${name}: expected preprints, but it is an error of the site: ${shorten(status, 200)}`,
    {
      hint: 'Check the days that were asked for: https://api.biorxiv.org/details/biorxiv/2026-10-13/2026-10-14',
    },
  );
}

export const biorxivApi = {
  format: 'biorxiv-api',
  describes: "an answer of bioRxiv's or medRxiv's API (JSON)",
  recognises,
  parse,
} satisfies ListingParser;
