/** The forms of a corpus the baselines work on, each made when it is first asked for. */

import { stem } from '../../../src/lib/words.ts';
import { type Bm25, openBm25 } from './bm25.ts';
import type { EvalSet } from './read-set.ts';
import {
  countTerms,
  inverseFrequencies,
  type Matrix,
  postingsOf,
  productOf,
  sumRows,
  tfidfRows,
  weighTfidf,
} from './sparse.ts';
import { withPairs, words } from './words.ts';

interface Tfidf {
  readonly vocabulary: ReadonlyMap<string, number>;
  readonly rows: Matrix;
  readonly counts: Matrix;
  readonly postings: Matrix;
}

export class Features {
  readonly #set: EvalSet;
  readonly #hasBags: boolean;
  readonly #bm25 = new Map<string, Bm25>();
  #stems: readonly (readonly string[])[] | undefined;
  #full: readonly (readonly string[])[] | undefined;
  #tfidf: Tfidf | undefined;
  #svm: Matrix | undefined;

  constructor(set: EvalSet) {
    this.#set = set;
    this.#hasBags = set.papers.some(({ bow }) => bow !== undefined);
  }

  /** Stems of title and abstract without the most frequent function words: what BM25 reads. */
  stems(): readonly (readonly string[])[] {
    this.#stems ??= this.#set.papers.map((paper) =>
      paper.bow === undefined
        ? words(`${paper.title} . ${paper.abstract}`, 'stems', 'short')
        : spread(paper.bow).map((word) => stem(word.toLowerCase())),
    );
    return this.#stems;
  }

  /** Whole words without function words: what the TF-IDF forms are made of. */
  full(): readonly (readonly string[])[] {
    this.#full ??= this.#set.papers.map((paper) =>
      paper.bow === undefined
        ? words(`${paper.title} . ${paper.abstract}`, 'full', 'long')
        : spread(paper.bow),
    );
    return this.#full;
  }

  bm25(k1: number, b: number): Bm25 {
    const key = `${k1} ${b}`;
    const made = this.#bm25.get(key) ?? openBm25(this.stems(), k1, b);
    this.#bm25.set(key, made);
    return made;
  }

  /** TF-IDF rows of stems, length 1. */
  tfidf(): Tfidf {
    if (this.#tfidf === undefined) {
      const { vocabulary, counts } = countTerms(this.full().map((document) => document.map(stem)));
      const rows = tfidfRows(counts, inverseFrequencies(counts));
      this.#tfidf = { vocabulary, rows, counts, postings: postingsOf(rows) };
    }
    return this.#tfidf;
  }

  /** The SVM's rows: whole words and pairs, neither rare nor common, the 20,000 most frequent, TF-IDF. */
  svm(): Matrix {
    if (this.#svm === undefined) {
      const documents = this.#hasBags ? this.full() : this.full().map(withPairs);
      const large = documents.length > 2000;
      const { counts } = countTerms(documents, {
        minDocuments: large ? 5 : 2,
        maxShare: large ? 0.1 : 0.3,
        atMost: 20_000,
      });
      this.#svm = tfidfRows(counts, inverseFrequencies(counts));
    }
    return this.#svm;
  }

  /** The cosine of every paper with a text. */
  tfidfOfText(text: string): Float64Array {
    const { vocabulary, postings } = this.tfidf();
    const query = words(text, 'full', 'long').map(stem);
    return productOf(postings, weighTfidf(vocabulary, postings, query));
  }

  /** The product of every paper with the sum of the papers at `places`. */
  centroid(places: readonly number[]): Float64Array {
    const { rows, postings } = this.tfidf();
    return productOf(postings, sumRows(rows, places));
  }

  /** For every paper the mean of its three best cosines with the papers at `places`. */
  topThree(places: readonly number[]): Float64Array {
    const { rows, postings } = this.tfidf();
    const similar = places.map((place) => productOf(postings, sumRows(rows, [place])));
    return Float64Array.from({ length: rows.rows }, (_, paper) => {
      const best = similar.map((scores) => scores[paper]!).sort((one, two) => two - one);
      const three = best.slice(0, 3);
      return three.reduce((sum, score) => sum + score, 0) / three.length;
    });
  }
}

function spread(bow: readonly (readonly [string, number])[]): string[] {
  return bow.flatMap(([word, times]) => Array<string>(times).fill(word));
}
