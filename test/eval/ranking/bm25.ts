/** Plain BM25 over one text field, with Lucene's idf: the baseline of every set. */
import { countTerms, type Matrix, postingsOf, productOf } from './sparse.ts';

export interface Bm25 {
  readonly vocabulary: ReadonlyMap<string, number>;
  readonly idf: Float64Array;
  readonly postings: Matrix;
}

/** The weights of every term in every document. */
export function openBm25(documents: readonly (readonly string[])[], k1: number, b: number): Bm25 {
  const { vocabulary, counts } = countTerms(documents);
  const idf = new Float64Array(counts.columns);
  for (const column of counts.column) idf[column]! += 1;
  for (let at = 0; at < idf.length; at += 1) {
    idf[at] = Math.log(1 + (counts.rows - idf[at]! + 0.5) / (idf[at]! + 0.5));
  }
  const average = counts.value.reduce((sum, count) => sum + count, 0) / counts.rows;
  const value = new Float64Array(counts.value.length);
  for (let row = 0; row < counts.rows; row += 1) {
    let length = 0;
    for (let i = counts.start[row]!; i < counts.start[row + 1]!; i += 1) length += counts.value[i]!;
    const norm = k1 * (1 - b + (b * length) / average);
    for (let i = counts.start[row]!; i < counts.start[row + 1]!; i += 1) {
      const count = counts.value[i]!;
      value[i] = (idf[counts.column[i]!]! * count * (k1 + 1)) / (count + norm);
    }
  }
  return { vocabulary, idf, postings: postingsOf({ ...counts, value }) };
}

/** The score of every document for a query; a word that stands twice counts twice. */
export function scoreBm25(bm25: Bm25, query: readonly string[]): Float64Array {
  const weights = new Map<number, number>();
  for (const word of query) {
    const at = bm25.vocabulary.get(word);
    if (at !== undefined) weights.set(at, (weights.get(at) ?? 0) + 1);
  }
  return productOf(bm25.postings, weights);
}
