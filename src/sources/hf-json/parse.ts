/** The answer of Hugging Face's daily-papers API, saved or fetched: a list of records, bare or wrapped. */
import { PaperboyError } from '../../lib/errors.ts';
import { cleanText, shorten } from '../../lib/text.ts';
import type { Listing } from '../../model/listing.ts';
import { composeHfListing } from '../hf-listing.ts';
import { isFields } from '../json-fields.ts';
import { readJsonRecords } from '../json-records.ts';
import type { ListingParser, ParseContext, SourceDocument } from '../source.ts';

/** Keys that only these records have, also in dumps whose records were written as Python text. */
const ownKeys = /["'](?:paper|dailyPapers)["']\s{0,20}:\s{0,20}[[{]|"submittedOnDailyAt"\s{0,20}:/;

function recognises(text: string): boolean {
  const first = text.slice(text.search(/\S/)).charAt(0);
  if (first !== '[' && first !== '{') return false;
  if (text.length < 100 && /^\s*\[\s*\]\s*$/.test(text)) return true;
  if (text.length < 10_000 && /^\s*\{\s*"error"\s*:/.test(text)) return true;
  return ownKeys.test(text) || (text.includes('"upvotes"') && text.includes('"title"'));
}

const keys = ['dailyPapers', 'data', 'papers'] as const;

function isSound(value: unknown): boolean {
  return isFields(value) && (isFields(value.paper) || 'title' in value);
}

function parse(document: SourceDocument, context: ParseContext): Listing {
  const { name, text } = document;
  const {
    records,
    problems,
    document: whole,
  } = readJsonRecords(text, keys, (value) => listIn(value, name), isSound);
  const listing = composeHfListing({
    ...{ name, format: 'hf-json', records, problems, day: context.date },
  });
  return whole === undefined ? { ...listing, isCut: true } : listing;
}

/** The list, bare or inside a wrapper, or a single record as a list of one. */
function listIn(value: unknown, name: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  if (isFields(value)) {
    if (typeof value.error === 'string') throw answeredWithError(name, value.error);
    for (const key of keys) {
      const list = value[key];
      if (Array.isArray(list)) return list;
    }
  }
  return [value];
}

function answeredWithError(name: string, message: string): PaperboyError {
  return new PaperboyError(
    'LISTING_INVALID',
    `${name}: expected papers, but it is an error of the site: ${shorten(cleanText(message), 200)}`,
    {
      hint: 'Check what was asked for (a day is YYYY-MM-DD and not in the future) and fetch it again.',
    },
  );
}

export const hfJson = {
  format: 'hf-json',
  describes: "the answer of Hugging Face's daily-papers API (JSON)",
  recognises,
  parse,
} satisfies ListingParser;
