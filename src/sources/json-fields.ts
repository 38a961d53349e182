/** Fields of JSON records read with suspicion: what has the wrong type is unknown. */
import { cleanText } from '../lib/text.ts';
import type { Day } from '../model/listing.ts';
import { readDay } from './day.ts';

export type Fields = Readonly<Record<string, unknown>>;

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** True for a record that has a title, whatever it is: those without are looked up by their line. */
export function hasTitle(value: unknown): boolean {
  return isFields(value) && 'title' in value;
}

/** The first of `values` that is a text with something in it, on one line. */
export function firstText(...values: readonly unknown[]): string | null {
  for (const value of values) {
    const text = typeof value === 'string' ? cleanText(value) : '';
    if (text !== '') return text;
  }
  return null;
}

/** The day that the first of `values` begins with, where it is the text of one. */
export function firstDay(...values: readonly unknown[]): Day | null {
  for (const value of values) {
    const day = typeof value === 'string' ? readDay(value) : null;
    if (day !== null) return day;
  }
  return null;
}

/** The texts in a list, or the text under the first of `keys` of each object in it; null where there is none. */
export function textsIn(value: unknown, ...keys: readonly string[]): readonly string[] | null {
  if (!Array.isArray(value)) return null;
  const texts = value.flatMap((each: unknown) => {
    return firstText(...(isFields(each) ? keys.map((key) => each[key]) : [each])) ?? [];
  });
  return texts.length > 0 ? texts : null;
}

/** What a value is, for messages: "null", "a list", "a number". */
export function describeValue(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  return `a ${Array.isArray(value) ? 'list' : typeof value}`;
}
