/** Bounds a feed of very many entries before it is read: the newest stay, the others are counted. */
import { groupDigits } from '../../lib/text.ts';
import type { Day, ListingProblem } from '../../model/listing.ts';
import { readDay } from '../day.ts';

/** No feed of papers has more in a day; those that do are archives or attacks. */
export const mostItems = 2_000;

export interface BoundedFeed {
  readonly text: string;
  /** How many entries were left out. */
  readonly dropped: number;
}

interface Piece {
  readonly start: number;
  readonly end: number;
  readonly day: Day | null;
}

/** The feed with its newest 2,000 entries in their order; of those without a date, the first. */
export function keepNewest(text: string): BoundedFeed {
  const tag = /<((?:[\w.-]{1,40}:)?(?:item|entry))[\s>]/i.exec(text)?.[1];
  if (tag === undefined || !hasMore(text, `<${tag}`)) return { text, dropped: 0 };
  const pieces = findPieces(text, tag);
  const last = pieces.at(-1);
  if (pieces.length <= mostItems || last === undefined) return { text, dropped: 0 };
  const newest = pickNewest(pieces, ({ day }) => day);
  // The table of contents of RSS 1.0 names every entry once more.
  const head = text.slice(0, pieces[0]?.start).replace(/<items>[\s\S]*<\/items>/i, '');
  const body = newest.map(({ start, end }) => text.slice(start, end)).join('');
  return { text: head + body + text.slice(last.end), dropped: pieces.length - mostItems };
}

/** The newest 2,000 of `items` in their order; of those without a day, the first. */
export function pickNewest<T>(items: readonly T[], dayOf: (item: T) => Day | null): readonly T[] {
  if (items.length <= mostItems) return items;
  return items
    .map((item, index) => ({ item, index, day: dayOf(item) }))
    .sort((a, b) => compareDays(b.day, a.day) || a.index - b.index)
    .slice(0, mostItems)
    .sort((a, b) => a.index - b.index)
    .map(({ item }) => item);
}

/** Says that `dropped` entries were left out. */
export function leftOut(dropped: number): ListingProblem {
  const [all, most, rest] = [dropped + mostItems, mostItems, dropped].map(groupDigits);
  return {
    line: null,
    message: `the feed has ${all} entries: the newest ${most} were read, the other ${rest} left out`,
  };
}

function hasMore(text: string, mark: string): boolean {
  let number = 0;
  for (let at = text.indexOf(mark); at !== -1; at = text.indexOf(mark, at + mark.length)) {
    number += 1;
    if (number > mostItems) return true;
  }
  return false;
}

/** Where each entry begins and ends; one without an end tag ends where the next begins. */
function findPieces(text: string, tag: string): Piece[] {
  const name = tag.replaceAll('.', '\\.');
  const marks = new RegExp(`<!\\[CDATA\\[|<!--|<(/?)${name}(?=[\\s>/])`, 'g');
  const pieces: Piece[] = [];
  let start = -1;
  const finish = (end: number) => {
    if (start !== -1)
      pieces.push({ start, end, day: dayOf(text.slice(start, Math.min(end, start + 20_000))) });
    start = -1;
  };
  for (let match = marks.exec(text); match; match = marks.exec(text)) {
    const [mark, slash] = match;
    if (mark.startsWith('<!')) {
      const end = text.indexOf(mark === '<!--' ? '-->' : ']]>', match.index);
      if (end === -1) break;
      marks.lastIndex = end;
    } else if (slash === '/') {
      const close = text.indexOf('>', match.index);
      finish(close === -1 ? text.length : close + 1);
    } else {
      finish(match.index);
      start = match.index;
    }
  }
  finish(text.length);
  return pieces;
}

const dated =
  /<(?:[\w.-]{1,40}:)?(?:pubDate|published|issued|date|updated|created|modified|publicationDate)(?:\s[^<>]{0,300})?>\s{0,99}(?:<!\[CDATA\[)?([^<\]]{4,80})/i;

function dayOf(item: string): Day | null {
  return readDay(dated.exec(item)?.[1]?.trim() ?? '');
}

function compareDays(a: Day | null, b: Day | null): number {
  return a === b ? 0 : a === null ? -1 : b === null ? 1 : a < b ? -1 : 1;
}
