/** Finds the elements of a JSON array by their text alone, so that whole ones survive when the document is broken. */

export interface JsonElement {
  /** The element's text, from its first to its last character. */
  readonly text: string;
  /** 1-based line on which it begins. */
  readonly line: number;
  /** False for the last one when the document ends inside it. */
  readonly whole: boolean;
}

/** The index of the array of records: the document itself, or the list inside the answer's wrapper; -1 for none. */
function findArray(text: string, keys: readonly string[]): number {
  const first = text.search(/\S/);
  if (text[first] === '[') return first;
  const wrapper = new RegExp(`"(?:${keys.join('|')})"\\s{0,100}:\\s{0,100}\\[`);
  const match = wrapper.exec(text);
  return match ? match.index + match[0].length - 1 : -1;
}

/**
 * The elements of the array of records. Knows strings and nesting, and no other rule of JSON: one pass, no recursion.
 * A wrapped list is found by the first of `keys`, which are plain words, that has one.
 */
export function scanElements(text: string, keys: readonly string[]): JsonElement[] {
  const opening = findArray(text, keys);
  const elements: JsonElement[] = [];
  if (opening === -1) return elements;
  const lines = new LineCounter(text);
  let start = -1;
  let depth = 0;
  const finish = (end: number, whole: boolean) => {
    if (start !== -1)
      elements.push({ text: text.slice(start, end), line: lines.lineOf(start), whole });
    start = -1;
  };
  const marks = /["[\]{},]|[^\s"[\]{},]/g;
  marks.lastIndex = opening + 1;
  for (let match = marks.exec(text); match; match = marks.exec(text)) {
    const at = match.index;
    const mark = match[0];
    if (depth === 0 && mark === ',') finish(at, true);
    else if (depth === 0 && mark === ']') {
      finish(at, true);
      return elements;
    } else {
      if (start === -1) start = at;
      if (mark === '[' || mark === '{') depth += 1;
      else if (mark === ']' || mark === '}') depth -= 1;
      else if (mark === '"') {
        const end = endOfString(text, at);
        if (end === -1) break;
        marks.lastIndex = end + 1;
      }
      if (depth < 0) break;
    }
  }
  finish(text.length, false);
  return elements;
}

/** The index of the quote that ends the string beginning at `at`, or -1. */
function endOfString(text: string, at: number): number {
  for (let end = text.indexOf('"', at + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let backslashes = 0;
    while (text[end - 1 - backslashes] === '\\') backslashes += 1;
    if (backslashes % 2 === 0) return end;
  }
  return -1;
}

/** Lines of growing positions, counted as it goes: every line break is looked for once. */
class LineCounter {
  readonly #text: string;
  #next: number;
  #line = 1;

  constructor(text: string) {
    this.#text = text;
    this.#next = text.indexOf('\n');
  }

  lineOf(position: number): number {
    while (this.#next !== -1 && this.#next < position) {
      this.#line += 1;
      this.#next = this.#text.indexOf('\n', this.#next + 1);
    }
    return this.#line;
  }
}
