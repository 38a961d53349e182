/** What an embedder's vectors add, where there are any: how near papers are to what the reader likes. Pure. */
import type { Interests } from '../model/interests.ts';
import type { Taste } from '../model/taste.ts';
import { learning } from './relevance/learning.ts';
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

/** How much nearer a candidate is than the usual one to each topic and liked paper, in deviations of all of it. */
export interface Nearness {
  /** For each candidate; 0 where it has no vector. */
  readonly values: Float64Array;
  /** What of one candidate's number came from which topic or liked paper, by its place; together they are the number. */
  readonly shares: (row: number) => readonly NearTo[];
}

export interface NearTo {
  readonly kind: 'topic' | 'liked';
  readonly at: number;
  readonly value: number;
}

/** A vector that is looked for. */
interface Wanted extends Omit<NearTo, 'value'> {
  readonly vector: Float32Array;
  readonly weight: number;
}

/** Candidates by their keys, against the mean of what is wanted, times `weights.embedded`. */
export function nearnessOf(
  { papers, topics }: EmbeddedTexts,
  keys: readonly string[],
  interests: Interests,
  taste: Taste,
): Nearness {
  const wanted = [
    ...interests.topics.map(({ name, weight }, at) => {
      return { kind: 'topic' as const, at, vector: topics.get(name), weight };
    }),
    ...taste.liked.slice(0, learning.mostLikes).map(({ key }, at) => {
      return { kind: 'liked' as const, at, vector: papers.get(key), weight: 1 };
    }),
  ].filter((one): one is Wanted => one.vector !== undefined);
  const length = wanted[0]?.vector.length ?? 0;
  const known = wanted.filter(({ vector }) => vector.length === length);
  const vectors = keys.map((key) => papers.get(key)).map((one) => fitting(one, length));
  const usual = new Float64Array(length);
  const found = vectors.filter((vector) => vector !== null);
  for (const vector of found) addTo(usual, vector, 1 / found.length);
  const mean = new Float64Array(length);
  for (const { vector, weight } of known) addTo(mean, vector, weight);
  const atUsual = dot(mean, usual);
  const nearer = Float64Array.from(found, (vector) => dot(mean, vector) - atUsual);
  const { deviation } = spreadOf(nearer);
  const scale = found.length < fewest || deviation === 0 ? 0 : weights.embedded / deviation;
  return {
    values: Float64Array.from(vectors, (vector) =>
      vector === null || scale === 0 ? 0 : scale * (dot(mean, vector) - atUsual),
    ),
    shares: (row) => {
      const own = vectors[row] ?? null;
      if (own === null || scale === 0) return [];
      return known.map(({ kind, at, vector, weight }) => ({
        ...{ kind, at },
        value: scale * weight * (dot(vector, own) - dot(vector, usual)),
      }));
    },
  };
}

function fitting(vector: Float32Array | undefined, length: number): Float32Array | null {
  return vector !== undefined && length > 0 && vector.length === length ? vector : null;
}

function addTo(sum: Float64Array, vector: Float32Array, weight: number): void {
  for (let j = 0; j < sum.length; j++) sum[j]! += weight * vector[j]!;
}

function dot(one: Float32Array | Float64Array, two: Float32Array | Float64Array): number {
  let sum = 0;
  for (let j = 0; j < one.length; j++) sum += one[j]! * two[j]!;
  return sum;
}
