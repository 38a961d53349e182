/** CiteULike: ten articles of a person's library against the rest of it; articles are bags of words. */
import type { Bm25 } from './bm25.ts';
import type { Features } from './features.ts';
import { evaluate } from './measures.ts';
import { placesByScore } from './order.ts';
import { openArchive, scorePapers } from './ours.ts';
import { type EvalSet, gradesOf, papersOf, placesOf, type Query } from './read-set.ts';
import { type Results, runSystems } from './results.ts';
import { productOf } from './sparse.ts';
import { scoreSvm, trainSvm } from './svm.ts';

/** Ranked before the liked ones are taken out. */
const mostRanked = 2000;
const queryTerms = 60;

export function runCiteulikeBaselines(
  set: EvalSet,
  features: Features,
  queries: readonly Query[],
): Results {
  const liked = (query: Query) => placesOf(set, query.liked);
  const bm25 = (k1: number, b: number) => (query: Query) =>
    scoreHeaviest(
      features.bm25(k1, b),
      liked(query).map((place) => features.stems()[place]!),
    );
  const systems: Record<string, (query: Query) => Float64Array> = {
    'bm25 60 terms .9/.4': bm25(0.9, 0.4),
    'bm25 60 terms 1.2/.75': bm25(1.2, 0.75),
    'tfidf centroid': (query) => features.centroid(liked(query)),
    'tfidf mean of top-3': (query) => features.topThree(liked(query)),
    'svm (arxiv-sanity)': (query) => {
      const rows = set.papers.map((_, place) => place);
      return scoreSvm(features.svm(), trainSvm(features.svm(), rows, new Set(liked(query))));
    },
  };
  return runLibraries(set, systems, queries);
}

/** Ours: the articles are the likes, the archive is the corpus. */
export function runCiteulikeOurs(set: EvalSet, queries: readonly Query[]): Results {
  const archive = openArchive(set.papers);
  const ours = ({ liked }: Query) =>
    scorePapers(archive, { keywords: [], liked: papersOf(set, liked), disliked: [] }, set.papers);
  return runLibraries(set, { ours }, queries);
}

/** BM25 with the terms of `documents` that weigh most (documents with it · idf), each as often as documents have it. */
function scoreHeaviest(bm25: Bm25, documents: readonly (readonly string[])[]): Float64Array {
  const times = new Map<string, number>();
  for (const document of documents) {
    for (const term of new Set(document)) times.set(term, (times.get(term) ?? 0) + 1);
  }
  const weighed = [...times].map(([term, count]) => {
    const column = bm25.vocabulary.get(term)!;
    return { term, column, count, weight: count * bm25.idf[column]! };
  });
  weighed.sort((one, two) => two.weight - one.weight || (one.term < two.term ? -1 : 1));
  return productOf(
    bm25.postings,
    weighed.slice(0, queryTerms).map(({ column, count }) => [column, count] as const),
  );
}

function runLibraries(
  set: EvalSet,
  systems: Readonly<Record<string, (query: Query) => Float64Array>>,
  queries: readonly Query[],
): Results {
  return runSystems(
    systems,
    queries,
    (query, scores) => {
      const liked = new Set(query.liked);
      const ranked = placesByScore(scores, mostRanked).map((place) => set.papers[place]!.id);
      return evaluate(
        ranked.filter((id) => !liked.has(id)),
        gradesOf(set, query.id),
      );
    },
    (place) => set.papers[place]!.id,
  );
}
