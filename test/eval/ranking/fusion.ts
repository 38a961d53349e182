/** Reciprocal rank fusion: two rankings made one by their places alone. */
import { placesByScore } from './order.ts';

/** 1 / (60 + place) in one ranking plus the same in the other, for every paper. */
export function fuseRanks(one: Float64Array, two: Float64Array): Float64Array {
  const out = new Float64Array(one.length);
  for (const scores of [one, two]) {
    placesByScore(scores).forEach((paper, place) => {
      out[paper]! += 1 / (60 + place);
    });
  }
  return out;
}
