/** Everything learned from the papers seen up to now, and candidates folded into it. Pure. */
import { type Archive, ownArchive } from './archive.ts';
import { countTerms } from './count-terms.ts';
import { foldIn, type Latent, learnLatent } from './latent.ts';
import { learning } from './learning.ts';
import { pickRows, type Rows, rowsOf } from './rows.ts';
import type { TermBag } from './term-bag.ts';

/** Papers as an archive sees them: authors, rows of terms, and vectors. */
export interface FoldedPapers {
  /** Names of each paper's authors, in lower case. */
  readonly authors: readonly (readonly string[])[];
  readonly rows: Rows;
  readonly vectors: Float32Array;
}

export interface Learned {
  readonly archive: Archive;
  readonly latent: Latent;
  readonly papers: FoldedPapers;
  /** Some of the papers, evenly chosen: means and deviations are over these. */
  readonly sample: FoldedPapers;
}

/** @param axes at most so many numbers in a latent vector: fewer are learned sooner */
export function learn(
  bags: readonly TermBag[],
  isOrdered = true,
  axes: number = learning.latentAxes,
): Learned {
  const archive = countTerms(bags, isOrdered);
  const rows = rowsOf(archive, bags);
  const { latent, vectors } = learnLatent(archive, rows, axes);
  const authors = bags.map((bag) => bag.authors);
  return withSample(archive, latent, { authors, rows, vectors });
}

/** What was learned, whose papers these are. */
export function withSample(archive: Archive, latent: Latent, papers: FoldedPapers): Learned {
  const chosen = evenly([...papers.authors.keys()], learning.sample);
  const { authors, rows, vectors } = papers;
  if (chosen.length === authors.length) return { archive, latent, papers, sample: papers };
  const sample: FoldedPapers = {
    authors: chosen.map((row) => authors[row]!),
    rows: pickRows(rows, chosen),
    vectors: new Float32Array(chosen.length * latent.size),
  };
  chosen.forEach((row, at) => {
    const from = row * latent.size;
    sample.vectors.set(vectors.subarray(from, from + latent.size), at * latent.size);
  });
  return { archive, latent, papers, sample };
}

/** At most `most` of the items, at even distances; the first is always among them. */
export function evenly<Item>(items: readonly Item[], most: number): readonly Item[] {
  const step = Math.max(1, items.length / most);
  return items.filter((_, at) => Math.floor(at / step) !== Math.floor((at - 1) / step));
}

/** The same knowledge for one use: words that it meets then are forgotten with it. */
export function forOneUse(learned: Learned): Learned {
  return { ...learned, archive: ownArchive(learned.archive) };
}

export function fold(
  { archive, latent }: Pick<Learned, 'archive' | 'latent'>,
  bags: readonly TermBag[],
): FoldedPapers {
  const rows = rowsOf(archive, bags);
  return { authors: bags.map(({ authors }) => authors), rows, vectors: foldIn(latent, rows) };
}
