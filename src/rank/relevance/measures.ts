/** The parts of a score. Each is a query that gives every paper a number, and can say where that number came from. Pure. */
import { dotProduct } from '../../lib/linear/dot-product.ts';
import { termCount } from './archive.ts';
import { type Example, recallTerms, type Source, type TopicQuery } from './examples.ts';
import type { FoldedPapers, Learned } from './learn.ts';
import { learning } from './learning.ts';
import { multiplyRows, type Rows } from './rows.ts';
import type { Spread } from './spread.ts';

export interface Measure {
  readonly name: 'words' | 'likeness' | 'text' | 'meaning' | 'authors';
  readonly weight: number;
  /** A number for each paper. */
  readonly raw: (papers: FoldedPapers) => Float64Array;
  /** What of one paper's number came from each source; together they are the number. */
  readonly shares: (papers: FoldedPapers, row: number) => Map<Source, number>;
  /** Most deviations that count. */
  readonly cap: number;
  /** Set where the archive cannot tell what is usual. */
  readonly spread?: Spread;
}

/** BM25F: the words of the topics in the paper. */
export function measureWords(
  learned: Learned,
  topics: readonly TopicQuery[],
  weight: number,
): Measure {
  return {
    ...{ name: 'words', weight, cap: Number.POSITIVE_INFINITY },
    raw: (papers) => {
      const sums = new Float64Array(papers.rows.count);
      for (const { terms, weight: share } of topics) {
        const scores = recallTerms(learned, terms, papers);
        for (let row = 0; row < sums.length; row++) sums[row]! += share * scores[row]!;
      }
      return sums;
    },
    shares: (papers, row) => {
      const match = byTerm(learned, papers, row, 'match');
      return sumBySource(topics, ({ terms, weight: share }) =>
        terms.reduce((sum, { term, weight: own }) => sum + share * own * match[term]!, 0),
      );
    },
  };
}

/** BM25F with the examples as the query: their words in the paper. */
export function measureLikeness(
  learned: Learned,
  examples: readonly Example[],
  weight: number,
): Measure {
  const query = new Float32Array(termCount(learned.archive));
  for (const { papers, row, weight: share } of examples) {
    const { starts, terms, asLiked } = papers.rows;
    for (let at = starts[row]!; at < starts[row + 1]!; at++)
      query[terms[at]!]! += share * asLiked[at]!;
  }
  return {
    ...{ name: 'likeness', weight, cap: Number.POSITIVE_INFINITY },
    raw: ({ rows }) => multiplyRows(rows, rows.match, query),
    shares: (papers, row) => {
      const match = byTerm(learned, papers, row, 'match');
      return sumBySource(
        examples,
        (example) => example.weight * multiplyRow(example, 'asLiked', match),
      );
    },
  };
}

/** Text vectors: the words that the paper has in common with the examples, seen against what is usual in the archive. */
export function measureText(
  learned: Learned,
  examples: readonly Example[],
  weight: number,
): Measure {
  const total = examples.reduce((sum, example) => sum + example.weight, 0);
  const query = new Float32Array(termCount(learned.archive));
  for (const { papers, row, weight: share } of examples) {
    const { starts, terms, text } = papers.rows;
    for (let at = starts[row]!; at < starts[row + 1]!; at++)
      query[terms[at]!]! += (share / total) * text[at]!;
  }
  return {
    ...{ name: 'text', weight, cap: Number.POSITIVE_INFINITY },
    raw: ({ rows }) => {
      const common = usualText(learned, rows);
      return multiplyRows(rows, rows.text, query).map((value, row) => value - common[row]!);
    },
    shares: (papers, row) => {
      const own = byTerm(learned, papers, row, 'text');
      const common = usualText(learned, papers.rows)[row]!;
      return sumBySource(
        examples,
        (example) => (example.weight / total) * (multiplyRow(example, 'text', own) - common),
      );
    },
  };
}

const usualTexts = new WeakMap<Learned, WeakMap<Rows, Float64Array>>();

/** What each paper has in common with the mean text vector of the archive's sample. */
function usualText(learned: Learned, papers: Rows): Float64Array {
  const known = usualTexts.get(learned) ?? new WeakMap<Rows, Float64Array>();
  usualTexts.set(learned, known);
  const before = known.get(papers);
  if (before !== undefined) return before;
  const { rows } = learned.sample;
  const mean = new Float32Array(learned.archive.terms);
  rows.terms.forEach((term, at) => {
    mean[term]! += rows.text[at]! / rows.count;
  });
  const common = multiplyRows(papers, papers.text, mean);
  known.set(papers, common);
  return common;
}

/** Latent vectors: how near the paper is to the mean of the examples, seen against what is usual in the archive. */
export function measureMeaning(
  { latent: { size, mean, whitening } }: Learned,
  examples: readonly Example[],
  weight: number,
): Measure {
  const total = examples.reduce((sum, example) => sum + example.weight, 0);
  const centred = new Float64Array(size);
  for (const { papers, row, weight: share } of examples)
    for (let j = 0; j < size; j++)
      centred[j]! += (share / total) * (papers.vectors[row * size + j]! - mean[j]!);
  const query = Float32Array.from(multiplySquare(whitening, centred));
  const usual = query.reduce((sum, value, j) => sum + value * mean[j]!, 0);
  return {
    ...{ name: 'meaning', weight, cap: Number.POSITIVE_INFINITY },
    raw: ({ rows, vectors }) => {
      const out = new Float64Array(rows.count);
      for (let row = 0; row < rows.count; row++) {
        out[row] = dotProduct(vectors, row * size, query, 0, size) - usual;
      }
      return out;
    },
    shares: ({ vectors }, row) => {
      const own = Float64Array.from(mean, (middle, j) => vectors[row * size + j]! - middle);
      const seen = multiplySquare(whitening, own);
      return sumBySource(examples, ({ papers, row: other, weight: share }) => {
        let sum = 0;
        for (let j = 0; j < size; j++)
          sum += seen[j]! * (papers.vectors[other * size + j]! - mean[j]!);
        return (share / total) * sum;
      });
    },
  };
}

const byAuthors: Source = { kind: 'author', at: 0 };

/**
 * How many liked papers the paper's authors wrote. Hardly any paper of an archive is by them: one such author counts as
 * much as can be.
 */
export function measureAuthors(examples: readonly Example[], weight: number): Measure {
  const liked = new Map<string, number>();
  for (const { papers, row } of examples)
    for (const author of papers.authors[row]!) liked.set(author, (liked.get(author) ?? 0) + 1);
  const amountOf = (times: number) => Math.log(1 + times);
  return {
    ...{ name: 'authors', weight, cap: learning.mostDeviationsByAuthors },
    spread: { mean: 0, deviation: Math.LN2 / learning.mostDeviationsByAuthors },
    raw: (papers) => {
      const times = new Float64Array(papers.rows.count);
      const written = papersByAuthor(papers);
      for (const [author, by] of liked)
        for (const row of written.get(author) ?? []) times[row]! += by;
      return times.map(amountOf);
    },
    shares: ({ authors }, row) => {
      const times = authors[row]!.reduce((sum, author) => sum + (liked.get(author) ?? 0), 0);
      return new Map([[byAuthors, amountOf(times)]]);
    },
  };
}

const byAuthor = new WeakMap<FoldedPapers, ReadonlyMap<string, readonly number[]>>();

/** The rows of each author's papers, once for every time they are named there. */
function papersByAuthor(papers: FoldedPapers): ReadonlyMap<string, readonly number[]> {
  const known = byAuthor.get(papers);
  if (known !== undefined) return known;
  const rows = new Map<string, number[]>();
  papers.authors.forEach((authors, row) => {
    for (const author of authors) {
      const others = rows.get(author);
      if (others === undefined) rows.set(author, [row]);
      else others.push(row);
    }
  });
  byAuthor.set(papers, rows);
  return rows;
}

function multiplySquare(matrix: Float64Array, vector: Float64Array): Float64Array {
  const size = vector.length;
  return Float64Array.from(vector, (_, i) => {
    let sum = 0;
    for (let j = 0; j < size; j++) sum += matrix[i * size + j]! * vector[j]!;
    return sum;
  });
}

/** One paper's values, a number for each term. */
function byTerm(
  { archive }: Learned,
  { rows }: FoldedPapers,
  row: number,
  field: 'match' | 'text',
): Float32Array {
  const values = new Float32Array(termCount(archive));
  for (let at = rows.starts[row]!; at < rows.starts[row + 1]!; at++)
    values[rows.terms[at]!] = rows[field][at]!;
  return values;
}

function multiplyRow(
  { papers: { rows }, row }: Example,
  field: 'asLiked' | 'text',
  values: Float32Array,
): number {
  const { terms, [field]: own } = rows;
  let sum = 0;
  for (let at = rows.starts[row]!; at < rows.starts[row + 1]!; at++)
    sum += own[at]! * values[terms[at]!]!;
  return sum;
}

function sumBySource<Item extends { readonly source: Source }>(
  items: readonly Item[],
  amountOf: (item: Item) => number,
): Map<Source, number> {
  const sums = new Map<Source, number>();
  for (const item of items) sums.set(item.source, (sums.get(item.source) ?? 0) + amountOf(item));
  return sums;
}
