/** Everything learned from the papers seen up to now, and candidates folded into it. Pure. */
import type { Archive } from './archive.ts';
import { countTerms } from './count-terms.ts';
import { foldIn, type Latent, learnLatent } from './latent.ts';
import { learning } from './learning.ts';
import { type Rows, rowsOf } from './rows.ts';
import type { TermBag } from './term-bag.ts';

/** Papers as an archive sees them: rows of terms, and vectors. */
export interface FoldedPapers {
  readonly bags: readonly TermBag[];
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

export function learn(bags: readonly TermBag[], isOrdered = true): Learned {
  const archive = countTerms(bags, isOrdered);
  const rows = rowsOf(archive, bags);
  const latent = learnLatent(archive, rows);
  const papers = { bags, rows, vectors: foldIn(latent, rows) };
  const step = Math.max(1, bags.length / learning.sample);
  const chosen = bags.filter((_, at) => Math.floor(at / step) !== Math.floor((at - 1) / step));
  return {
    archive,
    latent,
    papers,
    sample: step === 1 ? papers : fold({ archive, latent }, chosen),
  };
}

export function fold(
  { archive, latent }: Pick<Learned, 'archive' | 'latent'>,
  bags: readonly TermBag[],
): FoldedPapers {
  const rows = rowsOf(archive, bags);
  return { bags, rows, vectors: foldIn(latent, rows) };
}
