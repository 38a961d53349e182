/** Sparse matrices of papers and terms on typed arrays: counting, TF-IDF weights, turning round, products. */

/** Compressed rows: row r holds column[i] and value[i] for i from start[r] up to start[r + 1]. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly start: Int32Array;
  readonly column: Int32Array;
  readonly value: Float64Array;
}

/** Which terms are columns: those in at least `minDocuments`, in at most the share `maxShare`, the most frequent. */
export interface TermChoice {
  readonly minDocuments: number;
  readonly maxShare: number;
  readonly atMost: number;
}

const everyTerm: TermChoice = { minDocuments: 1, maxShare: 1, atMost: Number.POSITIVE_INFINITY };

export interface Counted {
  readonly vocabulary: ReadonlyMap<string, number>;
  readonly counts: Matrix;
}

/** How often each chosen term occurs in each document; ties at the limit go to the term met first. */
export function countTerms(documents: readonly (readonly string[])[], choice = everyTerm): Counted {
  const places = new Map<string, number>();
  const spread: number[] = [];
  const total: number[] = [];
  const last: number[] = [];
  documents.forEach((document, row) => {
    for (const term of document) {
      let place = places.get(term);
      if (place === undefined) {
        place = places.size;
        places.set(term, place);
        spread.push(0);
        total.push(0);
        last.push(-1);
      }
      total[place]! += 1;
      if (last[place] !== row) spread[place]! += 1;
      last[place] = row;
    }
  });
  let chosen = [...places].filter(
    ([, place]) =>
      spread[place]! >= choice.minDocuments && spread[place]! <= choice.maxShare * documents.length,
  );
  if (chosen.length > choice.atMost) {
    chosen = chosen.sort(([, one], [, two]) => total[two]! - total[one]!).slice(0, choice.atMost);
  }
  const vocabulary = new Map(chosen.map(([term], column) => [term, column]));
  return { vocabulary, counts: countRows(documents, vocabulary) };
}

/** One row a document with the counts of the vocabulary's terms. */
export function countRows(
  documents: readonly (readonly string[])[],
  vocabulary: ReadonlyMap<string, number>,
): Matrix {
  const start = new Int32Array(documents.length + 1);
  const column: number[] = [];
  const value: number[] = [];
  documents.forEach((document, row) => {
    const counts = new Map<number, number>();
    for (const term of document) {
      const at = vocabulary.get(term);
      if (at !== undefined) counts.set(at, (counts.get(at) ?? 0) + 1);
    }
    for (const [at, times] of counts) {
      column.push(at);
      value.push(times);
    }
    start[row + 1] = column.length;
  });
  return {
    rows: documents.length,
    columns: vocabulary.size,
    start,
    column: Int32Array.from(column),
    value: Float64Array.from(value),
  };
}

/** The matrix turned round: one row a term, holding the papers it is in. */
export function postingsOf(matrix: Matrix): Matrix {
  const start = new Int32Array(matrix.columns + 1);
  for (const column of matrix.column) start[column + 1]! += 1;
  for (let at = 0; at < matrix.columns; at += 1) start[at + 1]! += start[at]!;
  const next = start.slice();
  const column = new Int32Array(matrix.column.length);
  const value = new Float64Array(matrix.column.length);
  for (let row = 0; row < matrix.rows; row += 1) {
    for (let i = matrix.start[row]!; i < matrix.start[row + 1]!; i += 1) {
      const to = next[matrix.column[i]!]!;
      next[matrix.column[i]!] = to + 1;
      column[to] = row;
      value[to] = matrix.value[i]!;
    }
  }
  return { rows: matrix.columns, columns: matrix.rows, start, column, value };
}

/** ln((1 + papers) / (1 + papers with the term)) + 1 for each column. */
export function inverseFrequencies(counts: Matrix): Float64Array {
  const idf = new Float64Array(counts.columns);
  for (const column of counts.column) idf[column]! += 1;
  for (let at = 0; at < idf.length; at += 1) {
    idf[at] = Math.log((1 + counts.rows) / (1 + idf[at]!)) + 1;
  }
  return idf;
}

/** Rows of (1 + ln count) · idf with length 1; a row without terms stays empty. */
export function tfidfRows(counts: Matrix, idf: Float64Array): Matrix {
  const value = new Float64Array(counts.value.length);
  for (let row = 0; row < counts.rows; row += 1) {
    let squares = 0;
    for (let i = counts.start[row]!; i < counts.start[row + 1]!; i += 1) {
      value[i] = (1 + Math.log(counts.value[i]!)) * idf[counts.column[i]!]!;
      squares += value[i]! ** 2;
    }
    const length = squares === 0 ? 1 : Math.sqrt(squares);
    for (let i = counts.start[row]!; i < counts.start[row + 1]!; i += 1) value[i]! /= length;
  }
  return { ...counts, value };
}

/** The TF-IDF vector (length 1) of a document's terms over an archive's postings. */
export function weighTfidf(
  vocabulary: ReadonlyMap<string, number>,
  postings: Matrix,
  document: readonly string[],
): Map<number, number> {
  const counts = new Map<number, number>();
  for (const term of document) {
    const at = vocabulary.get(term);
    if (at !== undefined) counts.set(at, (counts.get(at) ?? 0) + 1);
  }
  let squares = 0;
  for (const [at, times] of counts) {
    const papers = postings.start[at + 1]! - postings.start[at]!;
    const idf = Math.log((1 + postings.columns) / (1 + papers)) + 1;
    const weight = (1 + Math.log(times)) * idf;
    squares += weight ** 2;
    counts.set(at, weight);
  }
  const length = squares === 0 ? 1 : Math.sqrt(squares);
  for (const [at, weight] of counts) counts.set(at, weight / length);
  return counts;
}

/** The sum of `rows` of a matrix as column → value. */
export function sumRows(matrix: Matrix, rows: readonly number[]): Map<number, number> {
  const sum = new Map<number, number>();
  for (const row of rows) {
    for (let i = matrix.start[row]!; i < matrix.start[row + 1]!; i += 1) {
      const column = matrix.column[i]!;
      sum.set(column, (sum.get(column) ?? 0) + matrix.value[i]!);
    }
  }
  return sum;
}

/** The product of every paper with a sparse vector of terms, by way of the postings. */
export function productOf(
  postings: Matrix,
  vector: Iterable<readonly [number, number]>,
): Float64Array {
  const out = new Float64Array(postings.columns);
  for (const [term, weight] of vector) {
    for (let i = postings.start[term]!; i < postings.start[term + 1]!; i += 1) {
      out[postings.column[i]!]! += weight * postings.value[i]!;
    }
  }
  return out;
}
