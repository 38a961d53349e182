/** What an embedder's vectors add, where there are any: how near papers are to what the reader likes. Pure. */
import type { Interests } from '../model/interests.ts';
import type { Taste } from '../model/taste.ts';
import { spreadOf } from './relevance/spread.ts';
import { weights } from './weights.ts';

/** Vectors of length 1, all of one embedder; whatever has none is done without. */
export interface EmbeddedTexts {
  /** By key. */
  readonly papers: ReadonlyMap<string, Float32Array>;
  /** By name. */
  readonly topics: ReadonlyMap<string, Float32Array>;
}

export const nothingEmbedded: EmbeddedTexts = { papers: new Map(), topics: new Map() };

/** Fewer vectors than this do not tell what is usual. */
const fewest = 5;

/**
 * For each of `keys` how much nearer it is than the usual candidate to the mean of the topics and liked papers, in
 * deviations times `weights.embedded`; 0 for papers without a vector.
 */
export function nearnessOf(
  { papers, topics }: EmbeddedTexts,
  keys: readonly string[],
  interests: Interests,
  taste: Taste,
): Float64Array {
  const near = new Float64Array(keys.length);
  const wanted = [
    ...interests.topics.map(({ name, weight }) => [topics.get(name), weight] as const),
    ...taste.liked.map(({ key }) => [papers.get(key), 1] as const),
  ];
  const length = wanted.find(([vector]) => vector !== undefined)?.[0]?.length;
  if (length === undefined) return near;
  const mean = new Float64Array(length);
  for (const [vector, weight] of wanted) {
    if (vector?.length !== length) continue;
    for (let j = 0; j < length; j++) mean[j]! += weight * vector[j]!;
  }
  const rows = [...keys.keys()].filter((row) => papers.get(keys[row]!)?.length === length);
  if (rows.length < fewest) return near;
  const cosines = Float64Array.from(rows, (row) => {
    const vector = papers.get(keys[row]!)!;
    let sum = 0;
    for (let j = 0; j < length; j++) sum += mean[j]! * vector[j]!;
    return sum;
  });
  const { mean: usual, deviation } = spreadOf(cosines);
  if (deviation === 0) return near;
  rows.forEach((row, at) => {
    near[row] = (weights.embedded * (cosines[at]! - usual)) / deviation;
  });
  return near;
}
