/** The answer of Hugging Face's daily-papers API, saved or fetched: a list of records, bare or wrapped. */
import { PaperboyError } from '../../lib/errors.ts';
import { cleanText, shorten } from '../../lib/text.ts';
import type { Listing, ListingProblem } from '../../model/listing.ts';
import { isFields } from '../hf-item.ts';
import { composeHfListing, type HfRecord } from '../hf-listing.ts';
import type { ListingParser, ParseContext, SourceDocument } from '../source.ts';
import { scanElements } from './scan-elements.ts';

/** Keys that only these records have, also in dumps whose records were written as Python text. */
const ownKeys = /["'](?:paper|dailyPapers)["']\s{0,20}:\s{0,20}[[{]|"submittedOnDailyAt"\s{0,20}:/;

function recognises(text: string): boolean {
  const first = text.slice(text.search(/\S/)).charAt(0);
  if (first !== '[' && first !== '{') return false;
  if (text.length < 100 && /^\s*\[\s*\]\s*$/.test(text)) return true;
  if (text.length < 10_000 && /^\s*\{\s*"error"\s*:/.test(text)) return true;
  return ownKeys.test(text) || (text.includes('"upvotes"') && text.includes('"title"'));
}

function parse(document: SourceDocument, context: ParseContext): Listing {
  const { records, problems } = readRecords(document);
  const { name } = document;
  return composeHfListing({ name, format: 'hf-json', records, problems, day: context.date });
}

interface Records {
  readonly records: readonly HfRecord[];
  readonly problems: readonly ListingProblem[];
}

function readRecords(document: SourceDocument): Records {
  let value: unknown;
  try {
    value = JSON.parse(document.text);
  } catch (error) {
    return salvage(document, error);
  }
  const values = Array.isArray(value) ? value : listIn(value, document.name);
  const doubtful = values.some(
    (each) => !isFields(each) || !(isFields(each.paper) || 'title' in each),
  );
  const elements = doubtful ? scanElements(document.text) : [];
  const known = elements.length === values.length;
  const records = values.map((each, index) => ({
    value: each,
    line: known ? (elements[index]?.line ?? null) : null,
  }));
  return { records, problems: [] };
}

/** The list inside a wrapper, or a single record as a list of one. */
function listIn(value: unknown, name: string): readonly unknown[] {
  if (isFields(value)) {
    if (typeof value.error === 'string') throw answeredWithError(name, value.error);
    for (const key of ['dailyPapers', 'data', 'papers']) {
      const list = value[key];
      if (Array.isArray(list)) return list;
    }
  }
  return [value];
}

function answeredWithError(name: string, message: string): PaperboyError {
  return new PaperboyError(
    'LISTING_INVALID',
    `${name}: expected daily papers, but it is an error of the site: ${shorten(cleanText(message), 200)}`,
    {
      hint: 'Check the day that was asked for (YYYY-MM-DD, not in the future) and fetch it again.',
    },
  );
}

/** Broken JSON: every whole element of the list is read by itself, the others become problems. */
function salvage(document: SourceDocument, cause: unknown): Records {
  const reason = cause instanceof Error ? shorten(cleanText(cause.message), 160) : 'unknown reason';
  const problems: ListingProblem[] = [{ line: null, message: `the JSON is broken: ${reason}` }];
  const records: HfRecord[] = [];
  for (const [index, element] of scanElements(document.text).entries()) {
    const { line } = element;
    if (!element.whole) {
      problems.push({ line, message: `the document ends inside entry ${index + 1}` });
      continue;
    }
    try {
      records.push({ value: JSON.parse(element.text), line });
    } catch {
      problems.push({ line, message: `entry ${index + 1} is not valid JSON` });
    }
  }
  return { records, problems };
}

export const hfJson = {
  format: 'hf-json',
  describes: "the answer of Hugging Face's daily-papers API (JSON)",
  recognises,
  parse,
} satisfies ListingParser;
