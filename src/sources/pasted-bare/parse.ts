/** A listing copied as nothing but lines: a title, its abstract, the next title; no days, authors or numbers. */
import { PaperboyError } from '../../lib/errors.ts';
import { cleanText } from '../../lib/text.ts';
import { type Listing, type ListingProblem, unknownListedPaper } from '../../model/listing.ts';
import { reportCutOff } from '../cut-off.ts';
import { isSiteLine } from '../pasted-pieces.ts';
import type { ListingParser, ParseContext, SourceDocument } from '../source.ts';
import { longestLine, looksLikeAbstract } from '../text-shape.ts';
import { type BareLine, pairLines } from './pair-lines.ts';

const banner = 'get trending papers in your email inbox';
/** The button's word, glued to the first title by copying; words that merely begin like it are left whole. */
const gluedButton = /^Subscribe(?!\s|$|(?:d|rs?)\b)/;
/** The same without a banner before it, where only a capital or a digit makes it sure. */
const gluedAlone = /^Subscribe(?=[\p{Lu}\p{N}])/u;

function recognises(text: string): boolean {
  const start = readBareLines(text.slice(0, 20_000)).slice(0, 20);
  if (start.some((line) => line.text.toLowerCase().startsWith(banner))) return true;
  const [first, second] = start;
  if (first && second && gluedAlone.test(first.text) && looksLikeAbstract(second.text)) return true;
  return alternates(text);
}

function parse(document: SourceDocument, context: ParseContext): Listing {
  const lines = withoutBanner(readBareLines(document.text));
  const { entries, problems } = pairLines(lines.filter((line) => !isOverlong(line)));
  if (entries.length === 0) throw noTitles(document.name);
  return {
    format: 'pasted-bare',
    listedOn: context.date,
    dayInferred: false,
    entries: entries.map((entry, index) => {
      return { ...unknownListedPaper, ...entry, listedOn: context.date, position: index + 1 };
    }),
    problems: [
      ...[...lines.filter(isOverlong).map(reportOverlong), ...problems].sort(byLine),
      ...reportCutOff(entries.at(-1)?.title, entries.at(-1)?.abstract),
    ],
  };
}

function isOverlong(line: BareLine): boolean {
  return line.text.length > longestLine;
}

function reportOverlong({ line }: BareLine): ListingProblem {
  return { line, message: 'this line is longer than any abstract; it was left out' };
}

function byLine(a: ListingProblem, b: ListingProblem): number {
  return (a.line ?? 0) - (b.line ?? 0);
}

function noTitles(name: string): PaperboyError {
  return new PaperboyError(
    'LISTING_INVALID',
    `${name}: expected lines that are in turn a title and its abstract, but no title was found after the heading`,
    { hint: 'Copy the whole listing, from its heading to its end, and paste it again.' },
  );
}

function readBareLines(text: string): BareLine[] {
  return text.split('\n').flatMap((raw, index) => {
    const clean = raw.length > longestLine ? raw.slice(0, longestLine + 1) : cleanText(raw);
    return clean === '' ? [] : [{ line: index + 1, text: clean }];
  });
}

/** The lines without those of the site's head and foot; the button's word goes from the first title. */
function withoutBanner(lines: readonly BareLine[]): readonly BareLine[] {
  const bannerAt = lines
    .slice(0, 20)
    .findLastIndex((line) => line.text.toLowerCase().startsWith(banner));
  const kept = lines.slice(bannerAt + 1).filter((line) => !isSiteLine(line.text));
  const [first, ...others] = kept;
  if (first === undefined) return kept;
  const glued = bannerAt === -1 ? gluedAlone : gluedButton;
  return [{ ...first, text: first.text.replace(glued, '') }, ...others];
}

/**
 * True for text without a banner that is a listing all the same: at least three pairs of a short line without a full
 * stop and a long one of prose, and hardly a line that does not fit. Markup, code and indented text are none.
 */
function alternates(text: string): boolean {
  if (/^\s*(?:[<{[#]|---)/.test(text.slice(0, 1_000))) return false;
  let [pairs, misfits, stops, short] = [0, 0, 0, ''];
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    const line = text.slice(start, Math.min(end, start + 5_000)).trim();
    start = end + 1;
    if (line === '') continue;
    if (isProse(line) && short !== '') {
      pairs += 1;
      if (/[.:;,]$/.test(short)) stops += 1;
      short = '';
    } else if (line.length <= 250 && short === '' && isTitleLike(line)) short = line;
    else misfits += 1;
    if (misfits > 20 + pairs / 8) return false;
  }
  return pairs >= 3 && misfits <= pairs / 8 && stops <= pairs / 4;
}

/** At least 200 characters that are words with spaces between them. */
function isProse(line: string): boolean {
  return line.length >= 200 && line.split(' ', 40).length > 20;
}

function isTitleLike(line: string): boolean {
  return (
    line.length >= 8 && /\p{L}{2}/u.test(line) && !/^(?:[#>|*+-]|\/\/|\d+[.)] )|[{};=]$/.test(line)
  );
}

export const pastedBare = {
  format: 'pasted-bare',
  describes: 'lines that are in turn a title and its abstract, copied from a papers page',
  recognises,
  parse,
} satisfies ListingParser;
