/** Reviewers: a person's own papers against how well that person knows other papers. */
import { scoreBm25 } from './bm25.ts';
import type { Features } from './features.ts';
import { evaluate, misorder, type Values } from './measures.ts';
import { orderByScore } from './order.ts';
import { openArchive, scorePapers } from './ours.ts';
import { type EvalSet, gradesOf, papersOf, placesOf, type Query } from './read-set.ts';
import { type Results, runSystems } from './results.ts';
import { scoreSvm, trainSvm } from './svm.ts';
import { words } from './words.ts';

export function runReviewerBaselines(
  set: EvalSet,
  features: Features,
  queries: readonly Query[],
): Results {
  const own = (query: Query) => placesOf(set, query.liked);
  const titles = (k1: number, b: number) => (query: Query) => {
    const said = papersOf(set, query.liked).flatMap(({ title }) => words(title, 'stems', 'short'));
    return scoreBm25(features.bm25(k1, b), said);
  };
  const systems: Record<string, (query: Query) => Float64Array> = {
    'bm25 sum over profile .9/.4': (query) =>
      scoreBm25(
        features.bm25(0.9, 0.4),
        own(query).flatMap((place) => features.stems()[place]!),
      ),
    'bm25 profile titles .9/.4': titles(0.9, 0.4),
    'bm25 profile titles 1.2/.75': titles(1.2, 0.75),
    'tfidf centroid': (query) => features.centroid(own(query)),
    'tfidf mean of top-3': (query) => features.topThree(own(query)),
    'svm (arxiv-sanity)': (query) => {
      const rows = set.papers.map((_, place) => place);
      return scoreSvm(features.svm(), trainSvm(features.svm(), rows, new Set(own(query))));
    },
  };
  return runPeople(set, systems, queries);
}

/** Ours: the person's papers are the likes, oldest first (the set has them newest first); the archive is the corpus. */
export function runReviewerOurs(set: EvalSet, queries: readonly Query[]): Results {
  const archive = openArchive(set.papers);
  const ours = ({ liked }: Query) => {
    const wanted = { keywords: [], liked: papersOf(set, liked).reverse(), disliked: [] };
    return scorePapers(archive, wanted, set.papers);
  };
  return runPeople(set, { ours }, queries);
}

/**
 * The loss over the papers a person rated, in its two parts; and for people who know something well, the ranking of all
 * papers that anyone rated (rated from 4: grade 2, from 3: grade 1).
 */
function runPeople(
  set: EvalSet,
  systems: Readonly<Record<string, (query: Query) => Float64Array>>,
  queries: readonly Query[],
): Results {
  const named = [...set.grades.values()].flatMap((grades) => [...grades.keys()]);
  const rated = [...new Set(named)].sort();
  const place = new Map(rated.map((id) => [id, placesOf(set, [id])[0]!]));
  const measure = (query: Query, scores: Float64Array): Values => {
    const scoreOf = (id: string) => scores[place.get(id)!]!;
    const ratings = gradesOf(set, query.id);
    const { wrong, all } = misorder(new Map(rated.map((id) => [id, scoreOf(id)])), ratings);
    const loss = { loss_wrong: wrong, loss_all: all };
    const grades = new Map(
      [...ratings].flatMap(([id, rating]) => (rating < 3 ? [] : [[id, rating >= 4 ? 2 : 1]])),
    );
    if (![...grades.values()].includes(2)) return loss;
    const candidates = rated.filter((id) => !query.liked.includes(id));
    return {
      ...evaluate(orderByScore(candidates.map(scoreOf), candidates), grades, 2),
      ...loss,
    };
  };
  return runSystems(systems, queries, measure, (at) => set.papers[at]!.id);
}
