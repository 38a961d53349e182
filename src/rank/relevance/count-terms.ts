/** Counts the words and pairs of neighbours of all papers seen: the beginning of an archive. Pure. */
import { type Archive, makeArchive } from './archive.ts';
import { learning } from './learning.ts';
import type { TermBag } from './term-bag.ts';

/**
 * The terms of all papers, in the order they are met. Pairs of neighbours are terms from `learning.pairPapers` papers
 * on; bags of words without order have none.
 */
export function countTerms(bags: readonly TermBag[], isOrdered = true): Archive {
  const words = countWords(bags);
  const pairs = isOrdered ? countPairs(bags) : new Map<number, number>();
  const documents = Int32Array.from([...words.values(), ...pairs.values()]);
  const papers = bags.length;
  const mean = (words: (bag: TermBag) => number) =>
    Math.max(1, bags.reduce((sum, bag) => sum + words(bag), 0) / Math.max(1, papers));
  return makeArchive({
    ...{ papers, documents, stems: [...words.keys()] },
    pairs: Int32Array.from([...pairs.keys()].flatMap(pairOf)),
    averageTitle: mean(({ title }) => title.length),
    averageAbstract: mean(({ abstract }) => abstract.length),
  });
}

function countWords(bags: readonly TermBag[]): Map<number, number> {
  const words = new Map<number, number>();
  for (const { title, abstract } of bags) {
    const inPaper = new Set<number>(title);
    for (const stem of abstract) inPaper.add(stem);
    for (const stem of inPaper) words.set(stem, (words.get(stem) ?? 0) + 1);
  }
  return words;
}

/** Most pairs stand in one paper only: a coarse count, where several pairs may share a place, tells which to pass over. */
function countPairs(bags: readonly TermBag[]): Map<number, number> {
  const coarse = coarseCounts(bags);
  const pairs = new Map<number, number>();
  for (const bag of bags) {
    const inPaper = new Set<number>();
    eachPair(bag, (first, second) => {
      if (coarse.at(first, second) >= learning.pairPapers) inPaper.add(pairKey(first, second));
    });
    for (const pair of inPaper) pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  }
  for (const [pair, found] of pairs) if (found < learning.pairPapers) pairs.delete(pair);
  return pairs;
}

const pairBase = 2 ** 26;

/** One number for two stem numbers, in order. */
function pairKey(first: number, second: number): number {
  return first * pairBase + second;
}

/** The two stem numbers of a `pairKey`. */
function pairOf(key: number): [number, number] {
  return [Math.floor(key / pairBase), key % pairBase];
}

interface CoarseCounts {
  /** In at most so many papers the pair stands; 255 is 255 or more. */
  readonly at: (first: number, second: number) => number;
}

function coarseCounts(bags: readonly TermBag[]): CoarseCounts {
  const words = bags.reduce((sum, { title, abstract }) => sum + title.length + abstract.length, 0);
  const bits = Math.min(22, Math.max(10, Math.ceil(Math.log2(words + 1))));
  const counts = new Uint8Array(2 ** bits);
  const lastPaper = new Int32Array(2 ** bits).fill(-1);
  const placeOf = (first: number, second: number) =>
    (Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b)) >>> (32 - bits);
  bags.forEach((bag, paper) => {
    eachPair(bag, (first, second) => {
      const place = placeOf(first, second);
      if (lastPaper[place] === paper || counts[place] === 255) return;
      lastPaper[place] = paper;
      (counts[place] as number)++;
    });
  });
  return { at: (first, second) => counts[placeOf(first, second)] as number };
}

function eachPair({ title, abstract }: TermBag, visit: (first: number, second: number) => void) {
  for (const field of [title, abstract])
    for (let at = 1; at < field.length; at++) visit(field[at - 1] as number, field[at] as number);
}
