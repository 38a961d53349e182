/** How well papers fit one reader: all their interests together, and the one that a paper fits best. Pure. */
import { clusterVectors } from './cluster-vectors.ts';
import {
  type Example,
  likedExamples,
  queryFor,
  type Source,
  scoreTerms,
  type Topic,
  type TopicQuery,
} from './examples.ts';
import type { FoldedPapers, Learned } from './learn.ts';
import { learning } from './learning.ts';
import { type Addends, type Model, makeModel } from './model.ts';
import { type LikedWords, sharedStems, wordsOfLikes } from './shared-stems.ts';
import { spreadOf } from './spread.ts';

export interface Wanted {
  readonly topics: readonly Topic[];
  /** Papers folded into the archive, newest first. */
  readonly liked: FoldedPapers;
}

/** An interest that stood out: liked papers that are near each other, and the topics that go with them. */
export interface Interest {
  /** Places among the liked papers. */
  readonly liked: readonly number[];
  /** Places among the topics. */
  readonly topics: readonly number[];
}

export interface Relevance {
  readonly interests: readonly Interest[];
  /** For each paper, in deviations of the archive's papers: 0 is the average paper. */
  readonly score: (papers: FoldedPapers) => Scored;
  /** The addends of one paper's score, as `scored` has it. They add up to the score but for rounding. */
  readonly explain: (
    papers: FoldedPapers,
    row: number,
    scored: Scored,
  ) => ReadonlyMap<Source | null, Addends>;
  /** Stems that a paper shares with the liked ones, those that count most first. */
  readonly sharedStems: (papers: FoldedPapers, row: number) => number[];
}

export interface Scored {
  readonly scores: Float64Array;
  /** Place of the interest each paper fits best. */
  readonly best: Int32Array;
}

export function makeRelevance(learned: Learned, wanted: Wanted): Relevance {
  const queries = wanted.topics.map((topic, at) => queryFor(learned, topic, at));
  const liked = likedExamples(wanted.liked);
  const all = makeModel(learned, queries, liked, true);
  const interests = partInterests(learned, wanted.liked, queries);
  const parts =
    interests.length < 2
      ? []
      : interests.map((interest) => modelOf(learned, interest, queries, liked));
  const spread = spreadOf(
    bestOf(
      parts.map(({ sampled }) => sampled),
      learned.sample.rows.count,
    ).scores,
  );
  const half = parts.length === 0 || spread.deviation === 0 ? 0 : learning.ownInterest;
  let said: LikedWords | null = null;
  return {
    interests,
    score: (papers) => {
      const together = all.score(papers);
      if (half === 0) return { scores: together, best: new Int32Array(together.length) };
      const { scores, best } = bestOf(
        parts.map((part) => part.score(papers)),
        papers.rows.count,
      );
      return {
        scores: together.map(
          (score, row) =>
            (1 - half) * score + half * ((scores[row]! - spread.mean) / spread.deviation),
        ),
        best,
      };
    },
    explain: (papers, row, { best }) => {
      const addends = new Map<Source | null, Record<string, number>>();
      addTo(addends, all.explain(papers, row), 1 - half);
      if (half > 0) {
        addTo(addends, parts[best[row]!]!.explain(papers, row), half / spread.deviation);
        addTo(addends, new Map([[null, { words: -spread.mean }]]), half / spread.deviation);
      }
      return addends;
    },
    sharedStems: (papers, row) => {
      said ??= wordsOfLikes(learned, liked);
      return sharedStems(learned, said, papers, row);
    },
  };
}

function addTo(
  sums: Map<Source | null, Record<string, number>>,
  addends: ReadonlyMap<Source | null, Addends>,
  factor: number,
): void {
  for (const [source, values] of addends) {
    const of = sums.get(source) ?? {};
    for (const [name, value] of Object.entries(values)) of[name] = (of[name] ?? 0) + factor * value;
    sums.set(source, of);
  }
}

/** One interest by itself. */
function modelOf(
  learned: Learned,
  interest: Interest,
  queries: readonly TopicQuery[],
  liked: readonly Example[],
): Model {
  const own = interest.liked.map((at) => liked[at]!);
  const topics = interest.topics.map((at) => queries[at]!);
  return makeModel(learned, topics, own, false);
}

/** For each paper the score of the interest it fits best; 0 without any. */
function bestOf(parts: readonly Float64Array[], count: number): Scored {
  const scores = new Float64Array(count);
  const best = new Int32Array(count);
  for (let row = 0; row < count; row++) {
    parts.forEach((part, at) => {
      if (at > 0 && part[row]! <= scores[row]!) return;
      scores[row] = part[row]!;
      best[row] = at;
    });
  }
  return { scores, best };
}

/** Liked papers kept apart by what they are about; each topic goes to those whose papers hold its words best. */
function partInterests(
  learned: Learned,
  liked: FoldedPapers,
  queries: readonly TopicQuery[],
): Interest[] {
  const count = liked.rows.count;
  if (count < learning.likesToPart) {
    return [{ liked: [...liked.authors.keys()], topics: [...queries.keys()] }];
  }
  const groups = clusterVectors(liked.vectors, learned.latent.size, count, {
    cut: learning.interestCut,
    least: learning.leastInterest,
  });
  const topics = groups.map((): number[] => []);
  queries.forEach((query, at) => {
    const scores = scoreTerms(learned, query.terms, liked);
    const means = groups.map(
      (group) => group.reduce((sum, row) => sum + scores[row]!, 0) / group.length,
    );
    topics[means.indexOf(Math.max(...means))]!.push(at);
  });
  return groups.map((group, at) => ({ liked: group, topics: topics[at]! }));
}
