/** What a reader did not like pulls near papers down: those nearer to it than to anything they liked. Pure. */
import { dotProduct } from '../../lib/linear/dot-product.ts';
import type { FoldedPapers, Learned } from './learn.ts';
import { learning } from './learning.ts';

export interface Pull {
  /** 0 or below, in deviations. */
  readonly value: number;
  /** Place of the nearest paper among the disliked; −1 where none is near. */
  readonly from: number;
}

/** Each paper's pull; near means by the cosine of latent vectors. */
export function pullAway(
  { latent: { size } }: Learned,
  papers: FoldedPapers,
  liked: FoldedPapers,
  disliked: FoldedPapers,
): Pull[] {
  const nearest = (row: number, others: FoldedPapers) => {
    let best = { cosine: 0, at: -1 };
    for (let at = 0; at < others.rows.count; at++) {
      const cosine = dotProduct(papers.vectors, row * size, others.vectors, at * size, size);
      if (cosine > best.cosine) best = { cosine, at };
    }
    return best;
  };
  return Array.from({ length: papers.rows.count }, (_, row) => {
    const far = nearest(row, disliked);
    if (far.cosine <= learning.dislikeFrom) return { value: 0, from: -1 };
    const nearer = far.cosine - Math.max(learning.dislikeFrom, nearest(row, liked).cosine);
    return nearer <= 0
      ? { value: 0, from: -1 }
      : { value: -learning.dislike * nearer, from: far.at };
  });
}
