/** The field's rankers on hfdaily, for each number of likes a reader may have. */
import { scoreBm25 } from './bm25.ts';
import type { Features } from './features.ts';
import { fuseRanks } from './fusion.ts';
import { type EvalSet, gradesOf, placesOf, type Query } from './read-set.ts';
import { type Results, runSystems } from './results.ts';
import { scoreSvm, trainSvm } from './svm.ts';
import { measureWindow, placesBetween } from './window.ts';
import { words } from './words.ts';

/** The steps between keywords only and all likes: "n likes" are the n latest. */
export const likeSteps = [1, 3, 5, 10, 30] as const;

/** Rows of every baseline for `queries`. */
export function runHfdailyBaselines(
  set: EvalSet,
  features: Features,
  queries: readonly Query[],
): Results {
  const systems: Record<string, (query: Query) => Float64Array> = {
    upvotes: () => Float64Array.from(set.papers, ({ upvotes = 0 }) => upvotes),
    'bm25 keywords .9/.4': (query) => keywords(query, 0.9, 0.4),
    'bm25 keywords 1.2/.75': (query) => keywords(query, 1.2, 0.75),
    'tfidf keywords': (query) => features.tfidfOfText(query.keywords.join(' ')),
    'bm25 liked titles .9/.4': (query) =>
      scoreBm25(
        features.bm25(0.9, 0.4),
        latest(query).flatMap((place) => words(set.papers[place]!.title, 'stems', 'short')),
      ),
    'tfidf centroid': (query) => features.centroid(latest(query)),
    'tfidf mean of top-3': (query) => features.topThree(latest(query)),
    'svm (arxiv-sanity)': (query) => svmUntil(query),
    'svm, history negatives': (query) => svmHistory(query),
    'svm, 5 latest liked': (query) => svmUntil(query, 5),
    'tfidf centroid, 5 latest': (query) => features.centroid(latest(query, 5)),
    'rrf svm + bm25 keywords': (query) => fuseRanks(svmUntil(query), keywords(query, 0.9, 0.4)),
    'rrf svm history + bm25 keywords': (query) =>
      fuseRanks(svmHistory(query), keywords(query, 0.9, 0.4)),
  };
  for (const likes of likeSteps) {
    systems[`tfidf centroid, ${likes} latest`] = (query) => features.centroid(latest(query, likes));
    systems[`rrf svm history + bm25 keywords, ${likes} latest`] = (query) =>
      fuseRanks(svmHistory(query, likes), keywords(query, 0.9, 0.4));
  }
  const scored = new Map<string, Float64Array>();

  return runSystems(
    systems,
    queries,
    (query, scores) => {
      const candidates = placesBetween(set, query.after, query.until);
      const own = Float64Array.from(candidates, (place) => scores[place]!);
      return measureWindow(set, candidates, gradesOf(set, query.id), own);
    },
    (place) => set.papers[place]!.id,
  );

  function latest(query: Query, likes?: number): number[] {
    return placesOf(set, likes === undefined ? query.liked : query.liked.slice(-likes));
  }
  function keywords(query: Query, k1: number, b: number): Float64Array {
    return scoreBm25(features.bm25(k1, b), words(query.keywords.join(' '), 'stems', 'short'));
  }
  /** Trained on all papers up to the end of the window, those that are ranked among the negatives. */
  function svmUntil(query: Query, likes?: number): Float64Array {
    return once(`until ${query.id} ${likes}`, () => {
      const rows = placesBetween(set, '', query.until);
      const inside = new Set(rows);
      const matrix = features.svm();
      const scores = scoreSvm(matrix, trainSvm(matrix, rows, new Set(latest(query, likes))));
      return scores.map((score, place) => (inside.has(place) ? score : -1e9));
    });
  }
  /** Trained on the papers listed before the window only. */
  function svmHistory(query: Query, likes?: number): Float64Array {
    return once(`history ${query.id} ${likes}`, () => {
      const rows = placesBetween(set, '', query.after);
      const matrix = features.svm();
      return scoreSvm(matrix, trainSvm(matrix, rows, new Set(latest(query, likes))));
    });
  }
  function once(key: string, make: () => Float64Array): Float64Array {
    const made = scored.get(key) ?? make();
    scored.set(key, made);
    return made;
  }
}
