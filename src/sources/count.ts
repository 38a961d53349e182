/** Counts as pages and answers write them: `9`, `1,204`, `11.3k`. What is no sensible count is unknown, never zero. */

/** No paper has more votes, comments or stars than this: a larger number is a mistake of the source. */
const largest = 1_000_000_000;

const shape = /^(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?\s?([km])?$/i;
const factors: Readonly<Record<string, number>> = { k: 1_000, m: 1_000_000 };

/** The whole number that `text` stands for ("11.3k" is 11300), or null. */
export function readCount(text: string): number | null {
  const trimmed = text.trim();
  const match = trimmed.length <= 20 ? shape.exec(trimmed) : null;
  if (!match) return null;
  const [, whole = '', fraction = '', suffix = ''] = match;
  if (fraction !== '' && suffix === '') return null;
  const factor = factors[suffix.toLowerCase()] ?? 1;
  return sensible(Math.round(Number(`${whole.replaceAll(',', '')}${fraction}`) * factor));
}

/** The count in a JSON value: a whole number or the text of one; null for anything else, and for negative or absurd ones. */
export function countIn(value: unknown): number | null {
  if (typeof value === 'string') return readCount(value);
  return typeof value === 'number' && Number.isInteger(value) ? sensible(value) : null;
}

function sensible(number: number): number | null {
  return number >= 0 && number <= largest ? number : null;
}
