/** Latent vectors: which terms go together in the archive, so that papers are near without sharing words. Pure. */
import { choleskyInverse } from '../../lib/linear/cholesky.ts';
import type { SparseRows } from '../../lib/linear/sparse-rows.ts';
import { truncatedSvd } from '../../lib/linear/truncated-svd.ts';
import type { Archive } from './archive.ts';
import { learning } from './learning.ts';
import type { Rows } from './rows.ts';

/** The directions that vectors are made of. */
export interface LatentAxes {
  /** Numbers in a vector. */
  readonly size: number;
  /** Term → its row in `axes`, or −1. */
  readonly rowOf: Int32Array;
  /** `size` numbers a row. */
  readonly axes: Float32Array;
}

export interface Latent extends LatentAxes {
  /** Mean of the archive's vectors. */
  readonly mean: Float64Array;
  /** The inverse of their covariance, widened so that no direction counts for too much: size × size. */
  readonly whitening: Float64Array;
}

/** What `rows`, the archive's own papers, teach, and their vectors. */
export function learnLatent(
  archive: Archive,
  rows: Rows,
  axesWanted: number,
): { readonly latent: Latent; readonly vectors: Float32Array } {
  const rowOf = chooseTerms(archive);
  const columns = rowOf.reduce((sum, row) => sum + (row >= 0 ? 1 : 0), 0);
  const most = Math.min(axesWanted, Math.floor(archive.papers / 3), columns);
  const { v: axes, rank: size } = truncatedSvd(sparseRows(rows, rowOf, columns), most);
  const vectors = foldIn({ size, rowOf, axes }, rows);
  return { latent: { size, rowOf, axes, ...measureSpread(vectors, size) }, vectors };
}

/** The most frequent of the telling terms: `LatentAxes.rowOf`. */
export function chooseTerms({ terms, telling, documents }: Archive): Int32Array {
  const rowOf = new Int32Array(terms).fill(-1);
  [...telling.keys()]
    .filter((term) => telling[term] !== 0)
    .sort((a, b) => (documents[b] as number) - (documents[a] as number) || a - b)
    .slice(0, learning.latentTerms)
    .sort((a, b) => a - b)
    .forEach((term, row) => {
      rowOf[term] = row;
    });
  return rowOf;
}

/** The papers' text vectors cut to the chosen terms, and of length 1 again. */
function sparseRows(
  { count, starts, terms, text }: Rows,
  rowOf: Int32Array,
  columns: number,
): SparseRows {
  const isTold = (at: number) => (rowOf[terms[at]!] ?? -1) >= 0 && text[at] !== 0;
  let entries = 0;
  for (let at = 0; at < terms.length; at++) if (isTold(at)) entries++;
  const columnsOf = new Int32Array(entries);
  const values = new Float32Array(entries);
  const begins = new Int32Array(count + 1);
  let end = 0;
  for (let paper = 0; paper < count; paper++) {
    let squares = 0;
    for (let at = starts[paper]!; at < starts[paper + 1]!; at++) {
      if (!isTold(at)) continue;
      const value = text[at]!;
      columnsOf[end] = rowOf[terms[at]!]!;
      values[end++] = value;
      squares += value * value;
    }
    const length = Math.max(Math.sqrt(squares), tiny);
    for (let at = begins[paper]!; at < end; at++) values[at]! /= length;
    begins[paper + 1] = end;
  }
  return { rows: count, columns, starts: begins, columnsOf, values };
}

/** What lengths are divided by at least: the vector of an empty abstract is zero. */
const tiny = 1e-9;

/** A vector of length 1 for each paper, row by row; zeros for one without known terms. */
export function foldIn(
  { size, rowOf, axes }: LatentAxes,
  { count, starts, terms, text }: Rows,
): Float32Array {
  const vectors = new Float32Array(count * size);
  const sum = new Float64Array(size);
  let longest = 0;
  for (let paper = 0; paper < count; paper++)
    longest = Math.max(longest, starts[paper + 1]! - starts[paper]!);
  const [froms, values] = [new Int32Array(longest + 3), new Float64Array(longest + 3)];
  for (let paper = 0; paper < count; paper++) {
    sum.fill(0);
    let known = 0;
    for (let at = starts[paper]!; at < starts[paper + 1]!; at++) {
      const row = rowOf[terms[at]!] ?? -1;
      const value = text[at]!;
      if (row < 0 || value === 0) continue;
      froms[known] = row * size;
      values[known++] = value;
    }
    // Nothing more of the first row fills up the last four.
    froms.fill(0, known, known + 3);
    values.fill(0, known, known + 3);
    for (let at = 0; at < known; at += 4) addRows(sum, axes, froms, values, at);
    let squares = 0;
    for (let j = 0; j < size; j++) squares += sum[j]! * sum[j]!;
    const length = Math.max(Math.sqrt(squares), tiny);
    for (let j = 0; j < size; j++) vectors[paper * size + j] = sum[j]! / length;
  }
  return vectors;
}

/** Adds four rows of `axes` at a time, each times its value: a sum that is written less often is done sooner. */
function addRows(
  sum: Float64Array,
  axes: Float32Array,
  froms: Int32Array,
  values: Float64Array,
  at: number,
): void {
  const [f, g, h, i] = [froms[at]!, froms[at + 1]!, froms[at + 2]!, froms[at + 3]!];
  const [a, b, c, d] = [values[at]!, values[at + 1]!, values[at + 2]!, values[at + 3]!];
  for (let j = 0; j < sum.length; j++)
    sum[j]! += a * axes[f + j]! + b * axes[g + j]! + (c * axes[h + j]! + d * axes[i + j]!);
}

function measureSpread(vectors: Float32Array, size: number): Pick<Latent, 'mean' | 'whitening'> {
  const papers = Math.max(1, size === 0 ? 0 : vectors.length / size);
  const mean = new Float64Array(size);
  for (let at = 0; at < vectors.length; at++) mean[at % size]! += vectors[at]! / papers;
  const covariance = covarianceOf(vectors, mean, papers);
  let trace = 0;
  for (let i = 0; i < size; i++) trace += covariance[i * size + i]!;
  const widening =
    (learning.ridge * Math.max(1, learning.fullArchive / papers) * trace) / Math.max(1, size);
  for (let i = 0; i < size; i++) covariance[i * size + i]! += Math.max(widening, tiny);
  return { mean, whitening: choleskyInverse(covariance, size) };
}

function covarianceOf(vectors: Float32Array, mean: Float64Array, papers: number): Float64Array {
  const size = mean.length;
  const covariance = new Float64Array(size * size);
  const centred = new Float64Array(size);
  for (let from = 0; from < vectors.length; from += size) {
    for (let j = 0; j < size; j++) centred[j] = vectors[from + j]! - mean[j]!;
    for (let i = 0; i < size; i++) {
      const value = centred[i]! / papers;
      for (let j = i; j < size; j++) covariance[i * size + j]! += value * centred[j]!;
    }
  }
  for (let i = 0; i < size; i++)
    for (let j = 0; j < i; j++) covariance[i * size + j] = covariance[j * size + i]!;
  return covariance;
}
