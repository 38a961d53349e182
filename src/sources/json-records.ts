/** The records in a JSON document: the list in it, bare or under a key, and what can be saved of a broken one. */
import { cleanText, shorten } from '../lib/text.ts';
import type { ListingProblem } from '../model/listing.ts';
import { scanElements } from './scan-elements.ts';

/** One record with the line it begins on, where that is known. */
export interface JsonRecord {
  readonly value: unknown;
  readonly line: number | null;
}

export interface JsonRecords {
  readonly records: readonly JsonRecord[];
  /** Problems found before the records were read. */
  readonly problems: readonly ListingProblem[];
  /** The whole document; undefined where it is broken. */
  readonly document: unknown;
}

/**
 * `keys`: under which the list stands. `listIn` finds it in a whole document. `isSound` tells records that look right:
 * only where some do not, lines are counted. Of broken JSON every whole element of the list is read by itself, the
 * others become problems.
 */
export function readJsonRecords(
  text: string,
  keys: readonly string[],
  listIn: (value: unknown) => readonly unknown[],
  isSound: (value: unknown) => boolean,
): JsonRecords {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    return salvage(text, keys, error);
  }
  const values = listIn(document);
  const elements = values.every(isSound) ? [] : scanElements(text, keys);
  const known = elements.length === values.length;
  const records = values.map((value, index) => ({
    value,
    line: known ? (elements[index]?.line ?? null) : null,
  }));
  return { records, problems: [], document };
}

function salvage(text: string, keys: readonly string[], cause: unknown): JsonRecords {
  const reason = cause instanceof Error ? shorten(cleanText(cause.message), 160) : 'unknown reason';
  const problems: ListingProblem[] = [{ line: null, message: `the JSON is broken: ${reason}` }];
  const records: JsonRecord[] = [];
  for (const [index, element] of scanElements(text, keys).entries()) {
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
  return { records, problems, document: undefined };
}
