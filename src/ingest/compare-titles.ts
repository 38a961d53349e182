/** Whether two titles that are spelled differently are rather one title: shortened, given a name, or slightly reworded. */
import { splitTitle } from '../model/near-keys.ts';
import {
  beginsSeries,
  marksOf,
  namesPart,
  type TitleParts,
  titleParts,
} from '../model/title-parts.ts';
import { countMeanings, isNearlySaid, isReworded, isSaidAgain } from './compare-words.ts';

/** How the second title stands to the first: `shorter` and `longer` where the end of one is cut off. */
export type TitleRelation = 'shorter' | 'longer' | 'reworded';

/**
 * How `two` stands to `one`, both readable titles, or null where they are rather the titles of two papers. What numbers
 * a title (digits, Roman numerals, "part B", "second") has to agree, and no word that carries meaning may be another,
 * unless a coined name or a long subtitle is the same. A common author lets a little more pass.
 */
export function compareTitles(
  one: string,
  two: string,
  haveCommonAuthor = false,
): TitleRelation | null {
  const [first, second] = [titleParts(one), titleParts(two)];
  if (first.words.length === 0 || second.words.length === 0) return null;
  if (isResponse(first) !== isResponse(second)) return null;
  const fewest = haveCommonAuthor ? 1 : fewestInShortTitle;
  if (isShortened(first, second, fewest)) return 'longer';
  if (isShortened(second, first, fewest)) return 'shorter';
  const isSame =
    isReworded(first.words, second.words) ||
    hasLostName(first, second) ||
    hasLostName(second, first) ||
    hasOtherName(first, second) ||
    hasOtherSubtitle(first, second, haveCommonAuthor ? 0.6 : 0.75);
  return isSame ? 'reworded' : null;
}

/** True where `short` is what remains of `long` when its end is cut off, anywhere with dots, else at a break. */
function isShortened(short: TitleParts, long: TitleParts, fewest: number): boolean {
  if (short.isCut) return isBeginning(short, long);
  const says = short.words.join('');
  const ends = [...long.breaks, ...long.pauses.filter((at) => at >= fewestBeforePause)];
  if (short.words.length < fewest - (/\d/.test(says) ? 1 : 0)) return false;
  return ends.some(
    (at) =>
      long.words.slice(0, at).join('') === says &&
      !beginsSeries(long.words.slice(at)) &&
      !isResponseWord(long.words[at]),
  );
}

/** Words of a whole title that may be the beginning of another: two name a field rather than a paper. */
const fewestInShortTitle = 3;

/** A comma ends a thought only after some words: "Maps, charts and plans" is one. */
const fewestBeforePause = 5;

/** Letters of a title that breaks off: fewer could be the beginning of too many. */
const fewestLetters = 15;

/** The last word may be cut in two, but a number may not: "Part I..." can be the second part as well as the first. */
function isBeginning(short: TitleParts, long: TitleParts): boolean {
  const says = short.words.join('');
  if (short.words.length < 3 || says.length < fewestLetters) return false;
  if (!long.words.join('').startsWith(says)) return false;
  const whole = short.words.slice(0, -1);
  const last = short.words.at(-1) as string;
  const rest = long.words.slice(whole.length);
  if (marksOf(whole) !== marksOf(long.words.slice(0, whole.length))) return false;
  if (marksOf([last]) !== '' && rest[0] !== last) return false;
  return !beginsSeries(rest.slice(1));
}

/** True where `short` is the subtitle of `long`, whose name it lacks: "A study of the wind", "KiteNet: A study of …". */
function hasLostName(short: TitleParts, long: TitleParts): boolean {
  return splits(long).some(
    ([name, subtitle]) =>
      name.length <= longestName &&
      isTelling(subtitle) &&
      isReworded(subtitle, short.words) &&
      !namesPart(name),
  );
}

/** True where a long subtitle is the same and the coined names are no versions or sizes of one thing. */
function hasOtherName(first: TitleParts, second: TitleParts): boolean {
  const [name, subtitle] = splitTitle(first);
  const [otherName, otherSubtitle] = splitTitle(second);
  return (
    first.isNamed &&
    second.isNamed &&
    name[0] !== otherName[0] &&
    marksOf(name) === marksOf(otherName) &&
    countMeanings(subtitle) >= fewestInSharedSubtitle &&
    isReworded(subtitle, otherSubtitle)
  );
}

/** True where the name is the same and the subtitle nearly, or shortened. */
function hasOtherSubtitle(first: TitleParts, second: TitleParts, part: number): boolean {
  const [name, subtitle] = splitTitle(first);
  const [otherName, otherSubtitle] = splitTitle(second);
  if (name.length === 0 || name.join('') !== otherName.join('')) return false;
  if (subtitle.length === 0 || otherSubtitle.length === 0) return false;
  if (continues(subtitle, otherSubtitle) || continues(otherSubtitle, subtitle)) return true;
  if (marksOf(first.words) !== marksOf(second.words)) return false;
  return first.isNamed && second.isNamed
    ? isNearlySaid(subtitle, otherSubtitle, part)
    : isSaidAgain(subtitle, otherSubtitle);
}

/** Names are short. Words. */
const longestName = 5;

/** Subtitles of fewer words that mean something are shared by unrelated papers. */
const fewestInSharedSubtitle = 5;

/** Enough words to know a title by. */
function isTelling(words: readonly string[]): boolean {
  return words.length >= 4 && words.join('').length >= fewestLetters;
}

function continues(short: readonly string[], long: readonly string[]): boolean {
  return (
    short.length >= 3 &&
    short.length < long.length &&
    short.every((word, at) => word === long[at]) &&
    !beginsSeries(long.slice(short.length))
  );
}

/** The ways to take a title for a name and a subtitle. */
function splits(parts: TitleParts): (readonly [readonly string[], readonly string[]])[] {
  return parts.breaks.map((at) => [parts.words.slice(0, at), parts.words.slice(at)] as const);
}

const responses: ReadonlySet<string> = new Set(
  'addendum comment commentary correction corrigendum discussion erratum errata rebuttal rejoinder reply response retraction review supplement supplementary withdrawn'.split(
    ' ',
  ),
);

function isResponseWord(word: string | undefined): boolean {
  return word !== undefined && responses.has(word);
}

/** True for a paper about a paper: "Comments on …", "Erratum: …". */
function isResponse({ words }: TitleParts): boolean {
  return isResponseWord(words[0]);
}
