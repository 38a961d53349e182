/** Papers in the terms of an archive: one row each, ready for dot products. Pure. */
import { type Archive, pairKey, termCount, termOf } from './archive.ts';
import { learning } from './learning.ts';
import type { TermBag } from './term-bag.ts';

export interface Rows {
  readonly count: number;
  /** count + 1 numbers: where each paper's entries begin. */
  readonly starts: Int32Array;
  readonly terms: Int32Array;
  /** BM25F weight of the term in the paper, without its rarity, 0 … 2.2. */
  readonly match: Float32Array;
  /** Text vector, length 1 (0 for a paper without telling terms). */
  readonly text: Float32Array;
  /** What the term says when the paper is liked: more in the title, at most 3; pairs a quarter. */
  readonly asLiked: Float32Array;
}

/** Papers of the archive, or others: words that are new to it become terms. */
export function rowsOf(archive: Archive, bags: readonly TermBag[]): Rows {
  for (const { title, abstract } of bags)
    for (const field of [title, abstract]) for (const stem of field) termOf(archive, stem);
  const starts = new Int32Array(bags.length + 1);
  const size = termCount(archive);
  const inTitle = new Uint16Array(size);
  const inAbstract = new Uint16Array(size);
  const capacity = bags.reduce((sum, bag) => sum + 2 * (bag.title.length + bag.abstract.length), 0);
  const terms = new Int32Array(capacity);
  const match = new Float32Array(capacity);
  const text = new Float32Array(capacity);
  const asLiked = new Float32Array(capacity);
  const { titleLength, abstractLength, saturation: k } = learning;
  let end = 0;
  bags.forEach((bag, at) => {
    const begin = end;
    const count = (field: Int32Array, counts: Uint16Array) => {
      for (let i = 0; i < field.length; i++) {
        const stem = field[i] as number;
        add(termOf(archive, stem), counts);
        if (i === 0) continue;
        const pair = archive.ofPair.get(pairKey(field[i - 1] as number, stem));
        if (pair !== undefined) add(pair, counts);
      }
    };
    const add = (term: number, counts: Uint16Array) => {
      if (inTitle[term] === 0 && inAbstract[term] === 0) terms[end++] = term;
      (counts[term] as number)++;
    };
    count(bag.title, inTitle);
    count(bag.abstract, inAbstract);
    const titleNorm = 1 - titleLength + (titleLength * bag.title.length) / archive.averageTitle;
    const abstractNorm =
      1 - abstractLength + (abstractLength * bag.abstract.length) / archive.averageAbstract;
    let squares = 0;
    for (let e = begin; e < end; e++) {
      const term = terms[e] as number;
      const t = inTitle[term] as number;
      const a = inAbstract[term] as number;
      const x = (learning.title * t) / titleNorm + a / abstractNorm;
      match[e] = ((k + 1) * x) / (x + k);
      const telling = archive.telling[term] ?? 0;
      const value = telling === 0 ? 0 : (1 + Math.log(2 * t + a)) * telling;
      text[e] = value;
      squares += value * value;
      const said = Math.min(learning.title * t + a, 3);
      asLiked[e] = archive.isPair[term] === 1 ? learning.pair * said : said;
      inTitle[term] = 0;
      inAbstract[term] = 0;
    }
    const norm = Math.max(Math.sqrt(squares), 1e-9);
    for (let e = begin; e < end; e++) (text[e] as number) /= norm;
    starts[at + 1] = end;
  });
  return {
    count: bags.length,
    starts,
    terms: terms.slice(0, end),
    match: match.slice(0, end),
    text: text.slice(0, end),
    asLiked: asLiked.slice(0, end),
  };
}

/** The dot product of a query (a number for each term; none for terms met since) with each paper’s `values`. */
export function multiplyRows(
  { count, starts, terms }: Rows,
  values: Float32Array,
  query: Float64Array,
): Float64Array {
  const out = new Float64Array(count);
  for (let paper = 0; paper < count; paper++) {
    let sum = 0;
    for (let at = starts[paper]!; at < starts[paper + 1]!; at++)
      sum += (query[terms[at]!] ?? 0) * values[at]!;
    out[paper] = sum;
  }
  return out;
}
