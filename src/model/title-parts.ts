/** A title taken apart for comparison: its words, the places where it could be cut, and what numbers it. */

export interface TitleParts {
  /** Folded words in order: no accents, no case, no plural or possessive s, no articles. */
  readonly words: readonly string[];
  /** How many words stand before each colon, dash or bracket, in order; a name or a subtitle is cut off there. */
  readonly breaks: readonly number[];
  /** How many words stand before each comma, full stop or question mark, in order. */
  readonly pauses: readonly number[];
  /** True where the words before the first break are the name of a thing: "YoloNet", "GR-3", "BERT". */
  readonly isNamed: boolean;
  /** True where the title breaks off in dots. */
  readonly isCut: boolean;
}

const token = /[\p{L}\p{N}]+(?:['’]\p{L}+)*\+*/gu;
const breaking = /[:(—–|[]|\s-+\s|-{2}|\s-|-\s/;
const pausing = /[.,;?!)\]]/;
const dots = /(?:\.{3,}|…)\s*$/;
const articles: ReadonlySet<string> = new Set(['a', 'an', 'the']);

/** Takes a readable title apart. */
export function titleParts(title: string): TitleParts {
  const plain = title.normalize('NFKD').replace(/\p{M}/gu, '');
  const words: string[] = [];
  const breaks: number[] = [];
  const pauses: number[] = [];
  let end = 0;
  let name = '';
  for (const match of plain.matchAll(token)) {
    const between = plain.slice(end, match.index);
    if (words.length > 0 && breaking.test(between)) {
      if (breaks.length === 0) name = plain.slice(0, end);
      if (breaks.at(-1) !== words.length) breaks.push(words.length);
    } else if (words.length > 0 && pausing.test(between) && !isGlued(between)) {
      if (pauses.at(-1) !== words.length) pauses.push(words.length);
    }
    end = match.index + match[0].length;
    const word = foldWord(match[0]);
    if (!articles.has(word)) words.push(word);
  }
  return {
    words,
    breaks: breaks.filter((at) => at < words.length),
    pauses: pauses.filter((at) => at < words.length),
    isNamed: isName(name.match(/\S+/g) ?? []),
    isCut: dots.test(title),
  };
}

/** Coined words give themselves away by capitals or digits inside; one word in capitals is a name as well. */
function isName(words: readonly string[]): boolean {
  if (words.length === 1) return /\p{Lu}\p{Lu}|\p{Ll}.*\p{Lu}|\p{L}.*\d/u.test(words[0] ?? '');
  return words.length <= 3 && words.some((word) => /\p{Ll}\p{Lu}|\p{L}-?\d/u.test(word));
}

/** A dot or a comma inside a number or an abbreviation parts nothing. */
function isGlued(between: string): boolean {
  return /^[.,!?)\]]$/.test(between);
}

/** In a word with digits the letter o is taken for a nought, as readers and machines take it: "o1", "01". */
function foldWord(written: string): string {
  const word = written.toLowerCase().replace(/['’]s?/g, '');
  if (/\d/.test(word)) return word.replace(/o/g, '0');
  return word.length > 3 && /[^su]s$/.test(word) ? word.slice(0, -1) : word;
}

const roman = /^(?=.)x{0,3}(?:ix|iv|v?i{0,3})$/;
const counted =
  'one two three four five six seven eight nine ten eleven twelve first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth';
const numberWords: ReadonlySet<string> = new Set(counted.split(' '));
const seriesWords: ReadonlySet<string> = new Set(
  'part volume vol chapter episode book paper phase stage version v ver pt no number'.split(' '),
);

/** True for what counts or numbers: anything with a digit, Roman numerals, "third", a "++" at the end. */
export function isMark(word: string): boolean {
  return /\d|\+$/.test(word) || roman.test(word) || numberWords.has(word);
}

/** What tells the parts and versions of a series apart, in order of the alphabet; equal for equal places in it. */
export function marksOf(words: readonly string[]): string {
  return words
    .filter((word, at) => isMark(word) || (word.length === 1 && isSeries(words[at - 1])))
    .sort()
    .join(' ');
}

/** True where `words`, added to a title, would make it another part or version: "II: Examples", "part B", "v2". */
export function beginsSeries(words: readonly string[]): boolean {
  const [first, last] = [words[0], words.at(-1)];
  if (first === undefined || last === undefined) return false;
  return (
    isCounting(first) ||
    isCounting(last) ||
    (words.length <= 2 && words.some((word) => numberWords.has(word))) ||
    namesPart(words)
  );
}

/** True where one part of a series is named: "volume 2", "part B". */
export function namesPart(words: readonly string[]): boolean {
  return words.some((word, at) => isSeries(words[at - 1]) && (isMark(word) || word.length === 1));
}

function isSeries(word: string | undefined): boolean {
  return word !== undefined && seriesWords.has(word);
}

function isCounting(word: string): boolean {
  return /^v?\d+$/.test(word) || roman.test(word);
}
