/** The program's ranker as the evaluation sees it: an archive, what a reader wants, a score for each candidate. */
import { composeDigest } from '../../../src/digest/compose-digest.ts';
import { papersOf } from '../../../src/model/digest.ts';
import { type Interests, noInterests } from '../../../src/model/interests.ts';
import type { Paper } from '../../../src/model/paper.ts';
import type { Taste } from '../../../src/model/taste.ts';
import {
  prepareRanking,
  type Ranking,
  type RankingBase,
  rankPapers,
} from '../../../src/rank/rank-papers.ts';
import { fold, type Learned, learn } from '../../../src/rank/relevance/learn.ts';
import { bagOf } from '../../../src/rank/relevance/term-bag.ts';

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
  /** Candidates that were prepared before: the same ones are ranked for many readers. */
  readonly bases: Map<string, RankingBase>;
}

/** The archive over `papers`; opened once for many readers and candidates. */
export function openArchive(papers: readonly EvalPaper[]): OurArchive {
  const isOrdered = papers.every(({ bow }) => bow === undefined);
  const bags = papers.map((paper) => bagOf(paperFor(paper)));
  return { learned: learn(bags, isOrdered), bases: new Map() };
}

/** A score for each of `candidates`, in their order; higher is better. Each day's are ranked by themselves, as in use. */
export function scorePapers(
  archive: OurArchive,
  wanted: Wanted,
  candidates: readonly EvalPaper[],
): Float64Array {
  const days = new Map<string, EvalPaper[]>();
  for (const paper of candidates) {
    const day = paper.date ?? undated;
    const others = days.get(day);
    if (others === undefined) days.set(day, [paper]);
    else others.push(paper);
  }
  const scores = new Map<string, number>();
  for (const papers of days.values())
    for (const { paper, score } of rank(archive, wanted, papers).ranked)
      scores.set(paper.key, score);
  return Float64Array.from(candidates, ({ id }) => scores.get(id) ?? Number.NaN);
}

const mostBases = 1_000;

function rank(archive: OurArchive, wanted: Wanted, candidates: readonly EvalPaper[]): Ranking {
  const ids = candidates.map(({ id }) => id).join(' ');
  const base = archive.bases.get(ids) ?? prepare(archive, candidates);
  if (archive.bases.size >= mostBases) archive.bases.clear();
  archive.bases.set(ids, base);
  const { interests, taste } = readerOf(wanted);
  return rankPapers(base, interests, taste);
}

/** The candidates of one day. */
function prepare({ learned }: OurArchive, candidates: readonly EvalPaper[]): RankingBase {
  const day = candidates[0]?.date ?? undated;
  const listed = candidates.map((paper) => ({
    paper: paperFor(paper),
    sightings: [{ ...noSignals, day, upvotes: paper.upvotes ?? null }],
  }));
  return prepareRanking(listed, day, { learned });
}

const undated = '2026-01-01';

const noSignals = { source: 'listing', position: null, upvotes: null, comments: null, stars: null };

interface Reader {
  readonly interests: Interests;
  readonly taste: Taste;
}

const readers = new WeakMap<Wanted, Reader>();

/** Liked papers newest first, as the ranker takes them. */
function readerOf(wanted: Wanted): Reader {
  const known = readers.get(wanted);
  if (known !== undefined) return known;
  const topics = wanted.keywords.map((name) => ({ name, weight: 1, exact: false }));
  const taste = {
    liked: wanted.liked.map(paperFor).reverse(),
    disliked: wanted.disliked.map(paperFor).reverse(),
  };
  const reader = { interests: { ...noInterests, topics }, taste };
  readers.set(wanted, reader);
  return reader;
}

/** The cosine of two readers' likes: 1 the same interest, near 0 nothing in common. */
export function interestsApart(
  { learned }: OurArchive,
  one: readonly EvalPaper[],
  two: readonly EvalPaper[],
): number {
  const [first, second] = [one, two].map((papers) => {
    const { vectors } = fold(
      learned,
      papers.map((paper) => bagOf(paperFor(paper))),
    );
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
  const { ranked, muted } = rank(archive, wanted, candidates);
  const listed = candidates.length;
  const counts = { listed, papers: listed, repeats: 0, muted };
  const policy = { date: undated, title: 'Paperboy', limit: 10, notices: [] };
  const { interests: wishes, taste } = readerOf(wanted);
  const digest = composeDigest(ranked, wishes, counts, { ...policy, taste });
  return papersOf(digest).map(({ paper }) => paper.key);
}

const papers = new WeakMap<EvalPaper, Paper>();

/** A bag of words is read as a text of them, whose order nobody looks at. */
function paperFor(paper: EvalPaper): Paper {
  const known = papers.get(paper);
  if (known !== undefined) return known;
  const words = paper.bow?.flatMap(([word, times]) => Array<string>(times).fill(word)) ?? [];
  const made: Paper = {
    key: paper.id,
    title: paper.title ?? '',
    abstract: paper.bow === undefined ? paper.abstract : words.join(' '),
    authors: paper.authors ?? [],
    authorCount: null,
    organization: null,
    published: null,
    categories: [],
    links: { abstract: null, pdf: null, listing: null, code: null },
    ids: [],
  };
  papers.set(paper, made);
  return made;
}
