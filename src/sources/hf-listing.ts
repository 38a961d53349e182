/** The records of a daily-papers answer or page as one listing, with the days that they agree on. */
import { PaperboyError } from '../lib/errors.ts';
import type { Day, ListedPaper, Listing, ListingFormat, ListingProblem } from '../model/listing.ts';
import { mostCommonDay } from './common-day.ts';
import { readHfItem } from './hf-item.ts';
import type { JsonRecord } from './json-records.ts';

export interface HfListingInput {
  readonly name: string;
  readonly format: ListingFormat;
  readonly records: readonly JsonRecord[];
  /** Problems found before the records were read. */
  readonly problems: readonly ListingProblem[];
  /** The day that every entry was listed on, where the caller or the page says so. */
  readonly day: Day | null;
}

/**
 * Reads every record; each one that cannot be read becomes a problem with its number and line.
 * @throws PaperboyError LISTING_INVALID when there are records and none of them can be read.
 */
export function composeHfListing(input: HfListingInput): Listing {
  const entries: ListedPaper[] = [];
  const problems: ListingProblem[] = [...input.problems];
  let inferred = false;
  for (const [index, record] of input.records.entries()) {
    const item = readHfItem(record.value);
    if (typeof item === 'string') {
      problems.push({ line: record.line, message: `entry ${index + 1} ${item}` });
      continue;
    }
    inferred ||= item.dayInferred;
    const listedOn = input.day ?? item.paper.listedOn;
    entries.push({ ...item.paper, listedOn, position: entries.length + 1 });
  }
  if (entries.length === 0 && problems.length > 0) throw nothingReadable(input.name, problems);
  return {
    format: input.format,
    listedOn: input.day ?? mostCommonDay(entries),
    dayInferred: input.day === null && inferred,
    entries,
    problems,
  };
}

function nothingReadable(name: string, problems: readonly ListingProblem[]): PaperboyError {
  const [first] = problems;
  const where = first?.line == null ? '' : ` (line ${first.line})`;
  return new PaperboyError(
    'LISTING_INVALID',
    `${name}: expected daily papers with a title each, but no entry can be read: ${first?.message}${where}`,
    { hint: 'Fetch the listing again, unchanged: https://huggingface.co/api/daily_papers' },
  );
}
