/** The program's ranker as the evaluation sees it: an archive, what a reader wants, a score for each candidate. */
import { orderByScore } from './order.ts';
import { countTerms, type Matrix, postingsOf, weighTfidf } from './sparse.ts';
import { words } from './words.ts';

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
  readonly vocabulary: ReadonlyMap<string, number>;
  readonly postings: Matrix;
  /** The vectors of papers that were asked for. */
  readonly vectors: WeakMap<EvalPaper, Vector>;
}

/** The archive over `papers`; opened once for many readers and candidates. */
export function openArchive(papers: readonly EvalPaper[]): OurArchive {
  const { vocabulary, counts } = countTerms(papers.map(termsOf));
  return { vocabulary, postings: postingsOf(counts), vectors: new WeakMap() };
}

/** A score for each of `candidates`, in their order; higher is better. */
export function scorePapers(
  archive: OurArchive,
  wanted: Wanted,
  candidates: readonly EvalPaper[],
): Float64Array {
  const profile = vectorOf(archive, wanted.liked, wanted.keywords);
  return Float64Array.from(candidates, (paper) => dot(profile, paperVector(archive, paper)));
}

/** The cosine of two readers' likes: 1 the same interest, near 0 nothing in common. */
export function interestsApart(
  archive: OurArchive,
  one: readonly EvalPaper[],
  two: readonly EvalPaper[],
): number {
  const [first, second] = [vectorOf(archive, one, []), vectorOf(archive, two, [])];
  const length = Math.sqrt(dot(first, first) * dot(second, second));
  return length === 0 ? 0 : dot(first, second) / length;
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

const known = new WeakMap<EvalPaper, readonly string[]>();

function termsOf(paper: EvalPaper): readonly string[] {
  const before = known.get(paper);
  if (before !== undefined) return before;
  const terms = paper.bow
    ? paper.bow.flatMap(([word, times]) => Array<string>(times).fill(word))
    : words(`${paper.title} . ${paper.abstract}`, 'stems', 'long');
  known.set(paper, terms);
  return terms;
}

type Vector = ReadonlyMap<number, number>;

function paperVector(archive: OurArchive, paper: EvalPaper): Vector {
  const made =
    archive.vectors.get(paper) ?? weighTfidf(archive.vocabulary, archive.postings, termsOf(paper));
  archive.vectors.set(paper, made);
  return made;
}

function vectorOf(
  archive: OurArchive,
  papers: readonly EvalPaper[],
  phrases: readonly string[],
): Vector {
  const sum = new Map<number, number>();
  const vectors = papers.map((paper) => paperVector(archive, paper));
  for (const phrase of phrases) {
    const terms = words(phrase, 'stems', 'long');
    vectors.push(weighTfidf(archive.vocabulary, archive.postings, terms));
  }
  for (const vector of vectors) {
    for (const [term, weight] of vector) sum.set(term, (sum.get(term) ?? 0) + weight);
  }
  return sum;
}

function dot(one: Vector, two: Vector): number {
  let sum = 0;
  const [short, long] = one.size < two.size ? [one, two] : [two, one];
  for (const [term, weight] of short) sum += weight * (long.get(term) ?? 0);
  return sum;
}
