/** Pairs the lines of a bare listing: a title, its abstract, and so on; finds the way back where a line is missing. */
import type { ListingProblem } from '../../model/listing.ts';
import { endsAsSentence, looksLikeAbstract, looksLikeTitle } from '../text-shape.ts';

export interface BareLine {
  /** 1-based line of the document. */
  readonly line: number;
  readonly text: string;
}

export interface BareEntry {
  readonly title: string;
  abstract: string | null;
}

export interface Pairs {
  readonly entries: readonly BareEntry[];
  readonly problems: readonly ListingProblem[];
}

/** A line this long is no title, whatever its shape. */
const longestTitle = 250;

/**
 * Lines in turn are titles and abstracts. A long line in a title's place is left out (or joined to an abstract that
 * broke off), a title with another title behind it keeps no abstract; each such spot is a problem.
 */
export function pairLines(lines: readonly BareLine[]): Pairs {
  const entries: BareEntry[] = [];
  const problems: ListingProblem[] = [];
  for (let index = 0; index < lines.length; ) {
    const first = lines[index];
    if (first === undefined) break;
    const { line, text } = first;
    const second = lines[index + 1];
    const previous = entries.at(-1);
    if (isStray(text, second, lines[index + 2])) {
      const rest = previous?.abstract != null && !endsAsSentence(previous.abstract);
      if (rest) previous.abstract = `${previous.abstract} ${text}`;
      problems.push({ line, message: rest ? joined : leftOut });
      index += 1;
    } else if (second === undefined || startsNext(second, lines[index + 2])) {
      entries.push({ title: text, abstract: null });
      problems.push({
        line,
        message: 'no abstract follows this title; the text may be cut off there',
      });
      index += 1;
    } else {
      entries.push({ title: text, abstract: second.text });
      index += 2;
    }
  }
  return { entries, problems };
}

const joined = 'a second long line follows the abstract; it was read as the rest of it';
const leftOut = 'a long line stands where a title was expected; it was left out';

/** True for an abstract's line in a title's place: it is too long, or the pair that follows is a better one. */
function isStray(text: string, second: BareLine | undefined, third: BareLine | undefined): boolean {
  if (!looksLikeAbstract(text)) return false;
  if (text.length > longestTitle || second === undefined) return true;
  return looksLikeTitle(second.text) && third !== undefined && looksLikeAbstract(third.text);
}

/** True when `line`, in an abstract's place, is the next title: it looks like one and an abstract follows it. */
function startsNext(line: BareLine, next: BareLine | undefined): boolean {
  return looksLikeTitle(line.text) && next !== undefined && looksLikeAbstract(next.text);
}
