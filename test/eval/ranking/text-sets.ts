/** Text queries against a whole corpus: claims and questions; the first 1,000 papers are judged. */
import { scoreBm25 } from './bm25.ts';
import type { Features } from './features.ts';
import { evaluate, type Values } from './measures.ts';
import { orderByScore } from './order.ts';
import { openArchive, scorePapers } from './ours.ts';
import { type EvalSet, gradesOf, type Query } from './read-set.ts';
import { type Results, runSystems } from './results.ts';
import { words } from './words.ts';

export function runTextBaselines(
  set: EvalSet,
  features: Features,
  queries: readonly Query[],
): Results {
  const bm25 = (k1: number, b: number) => (query: Query) =>
    scoreBm25(features.bm25(k1, b), words(query.text, 'stems', 'short'));
  const systems = {
    'bm25 k1=0.9 b=0.4': bm25(0.9, 0.4),
    'bm25 k1=1.2 b=0.75': bm25(1.2, 0.75),
    'tfidf cosine': (query: Query) => features.tfidfOfText(query.text),
  };
  return runText(set, systems, queries);
}

/** Ours: the text is one keyword phrase, the archive is the corpus. */
export function runTextOurs(set: EvalSet, queries: readonly Query[]): Results {
  const archive = openArchive(set.papers);
  const ours = ({ text }: Query) =>
    scorePapers(archive, { keywords: [text], liked: [], disliked: [] }, set.papers);
  return runText(set, { ours }, queries);
}

function runText(
  set: EvalSet,
  systems: Readonly<Record<string, (query: Query) => Float64Array>>,
  queries: readonly Query[],
): Results {
  const ids = set.papers.map(({ id }) => id);
  const measure = (query: Query, scores: Float64Array): Values =>
    evaluate(orderByScore(scores, ids, 1000), gradesOf(set, query.id));
  return runSystems(systems, queries, measure, (place) => ids[place]!);
}
