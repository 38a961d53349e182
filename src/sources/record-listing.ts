/** Records of a source as one listing: each one that cannot be read becomes a problem with its number and line. */
import { PaperboyError } from '../lib/errors.ts';
import type { ListedPaper, Listing, ListingFormat, ListingProblem } from '../model/listing.ts';
import { mostCommonDay } from './common-day.ts';
import type { ParseContext } from './source.ts';

export interface RecordListing<T> {
  readonly name: string;
  readonly format: ListingFormat;
  /** Each with the line it begins on, where that is known. */
  readonly records: readonly { readonly value: T; readonly line: number | null }[];
  /** Problems found before the records were read. */
  readonly problems: readonly ListingProblem[];
  /** The document breaks off or is broken: there may have been more records. */
  readonly isCut?: boolean;
  /** The listed paper in a record, or in words what is wrong with it. */
  readonly read: (value: T) => Omit<ListedPaper, 'position'> | string;
  /** What was expected, and where to get it, for the error when nothing can be read. */
  readonly expected: string;
  readonly hint: string;
}

/** No more problems than these are told one by one. */
const mostProblems = 50;

/** @throws PaperboyError LISTING_INVALID when there are records and none of them can be read. */
export function composeRecords<T>(input: RecordListing<T>, context: ParseContext): Listing {
  const entries: ListedPaper[] = [];
  const problems: ListingProblem[] = [...input.problems];
  let unread = 0;
  for (const [index, { value, line }] of input.records.entries()) {
    const paper = input.read(value);
    if (typeof paper === 'string') {
      unread += 1;
      if (unread <= mostProblems) problems.push({ line, message: `entry ${index + 1} ${paper}` });
    } else {
      const listedOn = context.date ?? paper.listedOn;
      entries.push({ ...paper, listedOn, position: entries.length + 1 });
    }
  }
  if (unread > mostProblems)
    problems.push({ line: null, message: `and ${unread - mostProblems} more entries like these` });
  if (entries.length === 0 && problems.length > 0) throw nothingReadable(input, problems);
  return {
    format: input.format,
    listedOn: context.date ?? mostCommonDay(entries),
    dayInferred: false,
    entries,
    problems,
    ...(input.isCut === true ? { isCut: true } : {}),
  };
}

function nothingReadable(
  { name, expected, hint }: Pick<RecordListing<never>, 'name' | 'expected' | 'hint'>,
  problems: readonly ListingProblem[],
): PaperboyError {
  const [first] = problems;
  const where = first?.line == null ? '' : ` (line ${first.line})`;
  return new PaperboyError(
    'LISTING_INVALID',
    `${name}: expected ${expected} with a title each, but no entry can be read: ${first?.message}${where}`,
    { hint },
  );
}
