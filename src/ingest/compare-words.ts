/** Whether two lists of title words, or two abstracts, say the same. */
import { stopWords } from '../lib/stop-words.ts';
import { stem, stemWords } from '../lib/words.ts';
import { isMark, marksOf } from '../model/title-parts.ts';

type Words = readonly string[];

/** True where the words are the same in order, but for spacing, abbreviations and, among many words, one slip. */
export function isReworded(one: Words, two: Words): boolean {
  if (one.join('') === two.join('')) return marksOf(one) === marksOf(two);
  const first = spellOut(one, two);
  const second = spellOut(two, one);
  if (first.length !== second.length || first.length < 3) return false;
  const differing = first.filter((word, at) => word !== second[at]);
  if (differing.length === 0) return true;
  if (differing.length > 1 || first.length < fewestAroundSlip) return false;
  return first.every((word, at) => word === second[at] || isSlip(word, second[at] as string));
}

/** A title this long is known without one of its words. */
const fewestAroundSlip = 6;

/** Fewer words in common could be common by chance. */
const fewestShared = 3;

/** True where one says all that the other says and little more, in any order. */
export function isSaidAgain(one: Words, two: Words): boolean {
  const { first, second, shared } = overlap(one, two);
  return shared === Math.min(first, second) && isShare(0.8, first, second, shared);
}

/** True where at least `part` of what both say is the same. */
export function isNearlySaid(one: Words, two: Words, part: number): boolean {
  const { first, second, shared } = overlap(one, two);
  return isShare(part, first, second, shared);
}

function isShare(part: number, first: number, second: number, shared: number): boolean {
  return shared >= fewestShared && shared * 2 >= part * (first + second);
}

/** How many different words mean something. */
export function countMeanings(words: Words): number {
  return meanings(words).size;
}

function overlap(one: Words, two: Words): { first: number; second: number; shared: number } {
  const first = meanings(spellOut(one, two));
  const second = meanings(spellOut(two, one));
  const shared = [...first].filter((word) => second.has(word)).length;
  return { first: first.size, second: second.size, shared };
}

function meanings(words: Words): Set<string> {
  return new Set(words.filter((word) => !stopWords.has(word)).map((word) => stem(word)));
}

/** `words` with abbreviations in the place of which the other title has the words: "rl" → "reinforcement learning". */
function spellOut(words: Words, other: Words): Words {
  return words.flatMap((word) => {
    if (word.length < 2 || word.length > 6 || other.includes(word)) return [word];
    for (let at = 0; at + word.length <= other.length; at++) {
      const run = other.slice(at, at + word.length);
      if (run.map((each) => each[0]).join('') === word) return run;
    }
    return [word];
  });
}

/** One letter more, less or other in a long word that begins alike: "modeling", "modelling". Numbers have no slips. */
function isSlip(one: string, two: string): boolean {
  if (isMark(one) || isMark(two) || Math.min(one.length, two.length) < 6) return false;
  let begin = 0;
  while (begin < one.length && one[begin] === two[begin]) begin++;
  let end = 0;
  const most = Math.min(one.length, two.length) - begin;
  while (end < most && one.at(-1 - end) === two.at(-1 - end)) end++;
  return begin >= 3 && Math.max(one.length, two.length) - begin - end <= 1;
}

/** Shorter abstracts are summaries that may choose any words. Different words that mean something. */
const fewestInAbstract = 30;

/** True where both abstracts are known and less than half of what the shorter one says is in the longer one. */
export function haveOtherAbstracts(one: string | null, two: string | null): boolean {
  if (one === null || two === null || one === two) return false;
  const [first, second] = [new Set(stemWords(one)), new Set(stemWords(two))];
  const [few, many] = first.size <= second.size ? [first, second] : [second, first];
  if (few.size < fewestInAbstract) return false;
  return [...few].filter((word) => many.has(word)).length * 2 < few.size;
}
