/** Plain text made safe to keep: one spelling of Unicode, no control characters, white space folded. */

/** Characters that XML forbids, C1 controls, and lone surrogates: no text of a paper needs them. */
const illegal =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Characters that change the direction or the look of the text around them without being seen. */
const invisible =
  /[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]/g;

/** Western letters and punctuation with single spaces between: most texts, and nothing to do for them. */
const alreadyClean =
  /^[\x21-\x7e\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027]+(?: [\x21-\x7e\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027]+)*$/;

/**
 * NFC text on one line: runs of white space become one space; control, XML-illegal, bidi-control and zero-width
 * characters go (joiners that emoji and scripts need stay). Line and page breaks count as white space.
 */
export function cleanText(text: string): string {
  if (alreadyClean.test(text)) return text;
  return text
    .replace(/[\t\n\v\f\r\u0085\u2028\u2029]/g, ' ')
    .replace(illegal, '')
    .replace(invisible, '')
    .replace(/\s+/g, ' ')
    .trim()
    .normalize('NFC');
}

/** `text` cut to at most `length` UTF-16 units at a word, with an ellipsis; never inside a surrogate pair. */
export function shorten(text: string, length: number): string {
  if (text.length <= length) return text;
  const hard = text.slice(0, Math.max(0, length - 1)).replace(/[\ud800-\udbff]$/, '');
  const atWord = hard.replace(/\s+\S*$/, '');
  return `${(atWord.length > length * 0.6 ? atWord : hard).replace(/(?<![\s,;:.–—-])[\s,;:.–—-]+$/, '')}…`;
}

/** "1 paper", "2 papers": the number with its noun. */
export function count(number: number, noun: string, plural = `${noun}s`): string {
  return `${groupDigits(number)} ${number === 1 ? noun : plural}`;
}

/** 12345 → "12,345". */
export function groupDigits(number: number): string {
  if (number < 1_000 && number >= 0) return String(number);
  return String(number).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** The first line of a message, without the stop at its end: for a table, or within a sentence. */
export function firstLine(text: string): string {
  return (text.split('\n', 1)[0] ?? '').trim().replace(/[.:]$/, '');
}
