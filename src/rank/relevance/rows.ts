/** Papers in the terms of an archive: one row each, ready for dot products. Pure. */
import { type Archive, pairTermOf, rarityOf, termCount, termOf } from './archive.ts';
import { learning } from './learning.ts';
import type { TermBag } from './term-bag.ts';

/** How often each term stands in each paper. */
export interface CountedRows {
  readonly count: number;
  /** count + 1 numbers: where each paper's entries begin. */
  readonly starts: Int32Array;
  /** In the order in which they are met. */
  readonly terms: Int32Array;
  readonly inTitle: Uint16Array;
  readonly inAbstract: Uint16Array;
}

export interface Rows extends CountedRows {
  /** BM25F weight of the term in the paper, without its rarity, 0 … 2.2. */
  readonly match: Float32Array;
  /** Text vector, length 1 (0 for a paper without telling terms). */
  readonly text: Float32Array;
  /** What the term says when the paper is liked: more in the title, at most 3, pairs a quarter, each by its rarity. */
  readonly asLiked: Float32Array;
}

/** Papers of the archive, or others: words that are new to it become terms. */
export function rowsOf(archive: Archive, bags: readonly TermBag[]): Rows {
  return weighRows(archive, countRows(archive, bags));
}

function countRows(archive: Archive, bags: readonly TermBag[]): CountedRows {
  let capacity = 0;
  for (const { title, abstract } of bags)
    for (const field of [title, abstract])
      for (let i = 0; i < field.length; i++) {
        termOf(archive, field[i]!);
        capacity += i > 0 && pairTermOf(archive, field[i - 1]!, field[i]!) >= 0 ? 2 : 1;
      }
  const starts = new Int32Array(bags.length + 1);
  const size = termCount(archive);
  const [titleCounts, abstractCounts] = [new Uint16Array(size), new Uint16Array(size)];
  const terms = new Int32Array(capacity);
  const [inTitle, inAbstract] = [new Uint16Array(capacity), new Uint16Array(capacity)];
  let end = 0;
  const add = (term: number, counts: Uint16Array) => {
    if (titleCounts[term] === 0 && abstractCounts[term] === 0) terms[end++] = term;
    (counts[term] as number)++;
  };
  const count = (field: Int32Array, counts: Uint16Array) => {
    for (let i = 0; i < field.length; i++) {
      add(termOf(archive, field[i]!), counts);
      if (i === 0) continue;
      const pair = pairTermOf(archive, field[i - 1]!, field[i]!);
      if (pair >= 0) add(pair, counts);
    }
  };
  bags.forEach(({ title, abstract }, at) => {
    const begin = end;
    count(title, titleCounts);
    count(abstract, abstractCounts);
    for (let e = begin; e < end; e++) {
      const term = terms[e] as number;
      inTitle[e] = titleCounts[term] as number;
      inAbstract[e] = abstractCounts[term] as number;
      titleCounts[term] = 0;
      abstractCounts[term] = 0;
    }
    starts[at + 1] = end;
  });
  // Words that a paper repeats leave a little room at the end: a copy without it would cost more.
  return {
    ...{ count: bags.length, starts, terms: terms.subarray(0, end) },
    inTitle: inTitle.subarray(0, end),
    inAbstract: inAbstract.subarray(0, end),
  };
}

/** Counts with all that follows from them. */
export function weighRows(archive: Archive, counted: CountedRows): Rows {
  const { count, starts, terms, inTitle, inAbstract } = counted;
  const match = new Float32Array(terms.length);
  const text = new Float32Array(terms.length);
  const asLiked = new Float32Array(terms.length);
  const { titleLength, abstractLength, saturation: k } = learning;
  for (let paper = 0; paper < count; paper++) {
    const [begin, end] = [starts[paper]!, starts[paper + 1]!];
    let [titleWords, abstractWords] = [0, 0];
    for (let e = begin; e < end; e++) {
      if (archive.isPair[terms[e]!] === 1) continue;
      titleWords += inTitle[e]!;
      abstractWords += inAbstract[e]!;
    }
    const titleNorm = 1 - titleLength + (titleLength * titleWords) / archive.averageTitle;
    const abstractNorm =
      1 - abstractLength + (abstractLength * abstractWords) / archive.averageAbstract;
    let squares = 0;
    for (let e = begin; e < end; e++) {
      const [term, t, a] = [terms[e]!, inTitle[e]!, inAbstract[e]!];
      const x = (learning.title * t) / titleNorm + a / abstractNorm;
      match[e] = ((k + 1) * x) / (x + k);
      const telling = archive.telling[term] ?? 0;
      const value = telling === 0 ? 0 : (1 + Math.log(2 * t + a)) * telling;
      text[e] = value;
      squares += value * value;
      const said = Math.min(learning.title * t + a, 3);
      const worth = archive.isPair[term] === 1 ? learning.pair * said : said;
      asLiked[e] = worth * rarityOf(archive, term);
    }
    const norm = Math.max(Math.sqrt(squares), 1e-9);
    for (let e = begin; e < end; e++) text[e]! /= norm;
  }
  return { ...counted, match, text, asLiked };
}

/** Some of the rows, in the order of `chosen`. */
export function pickRows(rows: Rows, chosen: readonly number[]): Rows {
  const lengthOf = (row: number) => rows.starts[row + 1]! - rows.starts[row]!;
  const starts = new Int32Array(chosen.length + 1);
  chosen.forEach((row, at) => {
    starts[at + 1] = starts[at]! + lengthOf(row);
  });
  const pick = <Values extends Int32Array | Uint16Array | Float32Array>(
    from: Values,
    to: Values,
  ) => {
    chosen.forEach((row, at) => {
      to.set(from.subarray(rows.starts[row]!, rows.starts[row + 1]!), starts[at]!);
    });
    return to;
  };
  const total = starts[chosen.length]!;
  return {
    ...{ count: chosen.length, starts },
    terms: pick(rows.terms, new Int32Array(total)),
    inTitle: pick(rows.inTitle, new Uint16Array(total)),
    inAbstract: pick(rows.inAbstract, new Uint16Array(total)),
    match: pick(rows.match, new Float32Array(total)),
    text: pick(rows.text, new Float32Array(total)),
    asLiked: pick(rows.asLiked, new Float32Array(total)),
  };
}

/** The dot product of a query (a number for each term; none for terms met since) with each paper’s `values`. */
export function multiplyRows(
  { count, starts, terms }: Rows,
  values: Float32Array,
  query: Float32Array,
): Float64Array {
  const out = new Float64Array(count);
  const known = query.length;
  for (let paper = 0; paper < count; paper++) {
    let sum = 0;
    const end = starts[paper + 1]!;
    for (let at = starts[paper]!; at < end; at++) {
      const term = terms[at]!;
      if (term < known) sum += query[term]! * values[at]!;
    }
    out[paper] = sum;
  }
  return out;
}
