/** The data that a Hugging Face papers page carries as JSON in an attribute. */
import type { CheerioAPI } from 'cheerio';
import { isDay } from '../../lib/days.ts';
import type { Day } from '../../model/listing.ts';
import { readDay } from '../day.ts';
import { isFields } from '../json-fields.ts';

export interface EmbeddedData {
  readonly items: readonly unknown[];
  /** The page's own day; null for pages of a week or a month. */
  readonly day: Day | null;
}

/** The page's records, or in words why they cannot be read. Attribute order and quotes do not matter. */
export function readEmbeddedData($: CheerioAPI): EmbeddedData | string {
  const element = $('[data-target="DailyPapers"]').first();
  const props = element.attr('data-props');
  if (props === undefined) return 'the embedded data was not found';
  let value: unknown;
  try {
    value = JSON.parse(props);
  } catch {
    return 'the embedded data is broken';
  }
  if (!isFields(value) || !Array.isArray(value.dailyPapers))
    return 'the embedded data holds no papers';
  return { items: value.dailyPapers, day: pageDay(value.dateString) ?? pageDay(value.date) };
}

/** A day or the instant it begins; a week (`2025-W12`) or a month (`2025-03`) is no day. */
function pageDay(value: unknown): Day | null {
  if (typeof value !== 'string') return null;
  return isDay(value) ? value : value.includes('T') ? readDay(value) : null;
}
