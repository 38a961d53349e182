/** A paper as numbers: the stems of its title and abstract, each stem one number for the whole process. */
import { stemWords } from '../../lib/words.ts';
import type { Paper } from '../../model/paper.ts';

/** Numbers of stems in order, without function words. */
export interface TermBag {
  readonly title: Int32Array;
  readonly abstract: Int32Array;
  /** Names in lower case. */
  readonly authors: readonly string[];
}

const numbers = new Map<string, number>();
const stems: string[] = [];

/** The number of a stem; met for the first time, it gets the next one. */
export function stemNumber(stem: string): number {
  const known = numbers.get(stem);
  if (known !== undefined) return known;
  numbers.set(stem, stems.length);
  stems.push(stem);
  return stems.length - 1;
}

/** The stem of a number that `stemNumber` gave. */
export function stemOf(number: number): string {
  return stems[number] as string;
}

/** Papers are looked at by many: each is read once. */
const bags = new WeakMap<object, TermBag>();

/** The words of a paper; one without abstract has none of its words. */
export function bagOf(paper: Pick<Paper, 'title' | 'abstract' | 'authors'>): TermBag {
  const known = bags.get(paper);
  if (known !== undefined) return known;
  const bag = {
    title: numbersOf(paper.title),
    abstract: numbersOf(paper.abstract ?? ''),
    authors: namesOf(paper),
  };
  bags.set(paper, bag);
  return bag;
}

/** As `bagOf`, for a paper whose stems are known already. */
export function rememberBag(
  paper: Pick<Paper, 'title' | 'abstract' | 'authors'>,
  title: readonly string[],
  abstract: readonly string[],
): TermBag {
  const bag = {
    title: Int32Array.from(title, stemNumber),
    abstract: Int32Array.from(abstract, stemNumber),
    authors: namesOf(paper),
  };
  bags.set(paper, bag);
  return bag;
}

/**
 * As `numbersOf`, −1 for a stem that no paper had so far: whatever people look for, the table of numbers does not grow
 * by it.
 */
export function knownNumbersOf(text: string): Int32Array {
  return Int32Array.from(stemWords(text), (stem) => numbers.get(stem) ?? -1);
}

function namesOf({ authors }: Pick<Paper, 'authors'>): string[] {
  return (authors ?? []).map((author) => author.toLowerCase());
}

/** The numbers of a text's stems in order, without function words. */
function numbersOf(text: string): Int32Array {
  return Int32Array.from(stemWords(text), stemNumber);
}
