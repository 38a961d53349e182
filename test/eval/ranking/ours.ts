/** The program's ranker as the evaluation sees it: an archive, what a reader wants, a score for each candidate. */
import { stem } from '../../../src/lib/words.ts';
import { fold, type Learned, learn } from '../../../src/rank/relevance/learn.ts';
import { makeRelevance, type Relevance } from '../../../src/rank/relevance/relevance.ts';
import {
  bagOf,
  numbersOf,
  stemNumber,
  type TermBag,
} from '../../../src/rank/relevance/term-bag.ts';
import { orderByScore } from './order.ts';

/** A paper as the ranker may see it; `bow` stands in for title and abstract where a set has no text. */
export interface EvalPaper {
  readonly id: string;
  readonly title: string;
  readonly abstract: string;
  readonly authors: readonly string[];
  readonly bow?: readonly (readonly [string, number])[];
  readonly date?: string;
  readonly upvotes?: number;
}

/** What a reader said: phrases (a text query is one phrase), papers liked (oldest first) and disliked. */
export interface Wanted {
  readonly keywords: readonly string[];
  readonly liked: readonly EvalPaper[];
  readonly disliked: readonly EvalPaper[];
}

/** What the ranker may know: the papers seen up to the day. */
export interface OurArchive {
  readonly learned: Learned;
  readonly relevances: WeakMap<Wanted, Relevance>;
}

/** The archive over `papers`; opened once for many readers and candidates. */
export function openArchive(papers: readonly EvalPaper[]): OurArchive {
  const isOrdered = papers.every(({ bow }) => bow === undefined);
  return { learned: learn(papers.map(bagFor), isOrdered), relevances: new WeakMap() };
}

/** A score for each of `candidates`, in their order; higher is better. */
export function scorePapers(
  archive: OurArchive,
  wanted: Wanted,
  candidates: readonly EvalPaper[],
): Float64Array {
  const folded = fold(archive.learned, candidates.map(bagFor));
  return relevanceOf(archive, wanted).score(folded).scores;
}

/** The cosine of two readers' likes: 1 the same interest, near 0 nothing in common. */
export function interestsApart(
  { learned }: OurArchive,
  one: readonly EvalPaper[],
  two: readonly EvalPaper[],
): number {
  const [first, second] = [one, two].map((papers) => {
    const { vectors } = fold(learned, papers.map(bagFor));
    const centroid = new Float64Array(learned.latent.size);
    vectors.forEach((value, at) => {
      centroid[at % centroid.length]! += value;
    });
    return centroid;
  }) as [Float64Array, Float64Array];
  const dot = (a: Float64Array, b: Float64Array) =>
    a.reduce((sum, value, at) => sum + value * b[at]!, 0);
  return dot(first, second) / Math.max(1e-9, Math.sqrt(dot(first, first) * dot(second, second)));
}

/** The ids of a day's digest of ten, chosen from the day's candidates. */
export function chooseTen(
  archive: OurArchive,
  wanted: Wanted,
  candidates: readonly EvalPaper[],
): readonly string[] {
  const ids = candidates.map(({ id }) => id);
  return orderByScore(scorePapers(archive, wanted, candidates), ids, 10);
}

function relevanceOf({ learned, relevances }: OurArchive, wanted: Wanted): Relevance {
  const known = relevances.get(wanted);
  if (known !== undefined) return known;
  const made = makeRelevance(learned, {
    topics: wanted.keywords.map((keyword) => ({ stems: numbersOf(keyword), weight: 1 })),
    liked: fold(learned, wanted.liked.map(bagFor)),
    disliked: fold(learned, wanted.disliked.map(bagFor)),
  });
  relevances.set(wanted, made);
  return made;
}

const bags = new WeakMap<EvalPaper, TermBag>();

function bagFor(paper: EvalPaper): TermBag {
  const known = bags.get(paper);
  if (known !== undefined) return known;
  const bag = paper.bow === undefined ? bagOf(paper) : bagOfWords(paper.bow);
  bags.set(paper, bag);
  return bag;
}

function bagOfWords(bow: NonNullable<EvalPaper['bow']>): TermBag {
  const numbers = bow.flatMap(([word, times]) =>
    Array<number>(times).fill(stemNumber(stem(word.toLowerCase()))),
  );
  return { title: new Int32Array(0), abstract: Int32Array.from(numbers), authors: [] };
}
