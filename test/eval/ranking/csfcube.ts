/** CSFCube: one paper as the query, a pool of papers graded for one of its facets. */
import { scoreBm25 } from './bm25.ts';
import type { Features } from './features.ts';
import { evaluatePool } from './measures.ts';
import { orderByScore } from './order.ts';
import { openArchive, scorePapers } from './ours.ts';
import { type EvalSet, gradesOf, papersOf, placesOf, type Query } from './read-set.ts';
import { type Results, runSystems } from './results.ts';
import { scoreSvm, trainSvm } from './svm.ts';
import { words } from './words.ts';

const facetsOf: Readonly<Record<string, readonly string[]>> = {
  background: ['background', 'objective'],
  method: ['method'],
  result: ['result'],
};

export function runCsfcubeBaselines(
  set: EvalSet,
  features: Features,
  queries: readonly Query[],
): Results {
  const example = (query: Query) => placesOf(set, query.liked)[0]!;
  const bm25 = (k1: number, b: number) => (query: Query) =>
    scoreBm25(features.bm25(k1, b), features.stems()[example(query)]!);
  const facetText = (query: Query) => {
    const place = example(query);
    const facets = facetsOf[query.facet] ?? [];
    const said = set.sentences[place]!.filter(({ facet }) => facets.includes(facet));
    return `${set.papers[place]!.title} . ${said.map(({ text }) => text).join(' ')}`;
  };
  const systems: Record<string, (query: Query) => Float64Array> = {
    'bm25 k1=0.9 b=0.4': bm25(0.9, 0.4),
    'bm25 k1=1.2 b=0.75': bm25(1.2, 0.75),
    'bm25 facet sentences': (query) =>
      scoreBm25(features.bm25(0.9, 0.4), words(facetText(query), 'stems', 'short')),
    'tfidf cosine': (query) => features.centroid([example(query)]),
    'svm (arxiv-sanity)': (query) => {
      const rows = set.papers.map((_, place) => place);
      return scoreSvm(features.svm(), trainSvm(features.svm(), rows, new Set([example(query)])));
    },
  };
  return runPools(set, systems, queries);
}

/** Ours: the example paper is the one like, the archive is the corpus. */
export function runCsfcubeOurs(set: EvalSet, queries: readonly Query[]): Results {
  const archive = openArchive(set.papers);
  const ours = ({ liked }: Query) =>
    scorePapers(archive, { keywords: [], liked: papersOf(set, liked), disliked: [] }, set.papers);
  return runPools(set, { ours }, queries);
}

function runPools(
  set: EvalSet,
  systems: Readonly<Record<string, (query: Query) => Float64Array>>,
  queries: readonly Query[],
): Results {
  return runSystems(
    systems,
    queries,
    (query, scores) => {
      const graded = [...gradesOf(set, query.id)].filter(([id]) => id !== query.liked[0]);
      const pool = graded.map(([id]) => id);
      const own = placesOf(set, pool).map((place) => scores[place]!);
      return evaluatePool(orderByScore(own, pool), new Map(graded));
    },
    (place) => set.papers[place]!.id,
  );
}
