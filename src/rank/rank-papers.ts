/** Interests × candidates → scores with their parts and reasons. Pure and deterministic: same input, same order. */
import type { RankedPaper } from '../model/digest.ts';
import type { Interests } from '../model/interests.ts';
import type { Day } from '../model/listing.ts';
import type { Candidate } from '../model/paper.ts';
import { noTaste, type Taste } from '../model/taste.ts';
import { noHistory, type TrendHistory } from '../model/trend.ts';
import { measureAttention, measureUsual, type Usual } from './attention.ts';
import { type EmbeddedTexts, nearnessOf, nothingEmbedded } from './embedded.ts';
import { explainScore } from './explain-score.ts';
import { fitReader } from './fit-reader.ts';
import { followedIn } from './followed.ts';
import { indexPapers, type PaperIndex } from './index-papers.ts';
import { type JudgedPaper, scoreOf } from './judged-paper.ts';
import { matchTopic, prepareTopic } from './match-topic.ts';
import { muter } from './muted.ts';
import { recencyOf, usualRecencyOf } from './recency.ts';
import { evenly, type FoldedPapers, fold, type Learned, learn } from './relevance/learn.ts';
import { learning } from './relevance/learning.ts';
import type { Interest } from './relevance/relevance.ts';
import { rememberBag } from './relevance/term-bag.ts';

/** What is worked out once for all readers of a day. */
export interface RankingBase {
  readonly date: Day;
  readonly index: PaperIndex;
  readonly usual: Usual;
  /** See `usualRecencyOf`. */
  readonly usualRecency: number;
  readonly learned: Learned;
  /** The candidates, in the order of the index. */
  readonly folded: FoldedPapers;
}

/** What the store knows besides the candidates. */
export interface Background {
  readonly history?: TrendHistory;
  /** Learned from the papers seen up to now; else from the candidates themselves. */
  readonly learned?: Learned | null;
}

export interface Ranking {
  /** Best first; equal scores by key. */
  readonly ranked: readonly RankedPaper[];
  /** How many candidates a muted word kept out. */
  readonly muted: number;
  /** The reader's interests as they stood out among the papers they liked. */
  readonly interests: readonly Interest[];
}

/** Indexes the candidates of a day; `date` is the day the digest is for. */
export function prepareRanking(
  candidates: readonly Candidate[],
  date: Day,
  { history = noHistory, learned = null }: Background = {},
): RankingBase {
  const ordered = [...candidates].sort((a, b) => (a.paper.key < b.paper.key ? -1 : 1));
  const index = indexPapers(ordered);
  const bags = index.papers.map(({ candidate: { paper }, title, abstract }) =>
    rememberBag(paper, title, abstract),
  );
  const known = learned ?? learn(evenly(bags, learning.candidates), true, learning.candidateAxes);
  const isOfThese = learned === null && bags.length <= learning.candidates;
  return {
    ...{ date, index, learned: known },
    usual: measureUsual(ordered, date, history),
    usualRecency: usualRecencyOf(
      ordered.map(({ paper }) => paper),
      date,
    ),
    folded: isOfThese ? known.papers : fold(known, bags),
  };
}

/**
 * Ranks all candidates of the base for one reader, by their interests and what they said of papers. Without either the
 * order is by attention: what trends.
 */
export function rankPapers(
  base: RankingBase,
  interests: Interests,
  taste: Taste = noTaste,
  embedded: EmbeddedTexts = nothingEmbedded,
): Ranking {
  const keys = base.index.papers.map(({ candidate: { paper } }) => paper.key);
  const near = nearnessOf(embedded, keys, interests, taste);
  const reader = fitReader(base.learned, base.folded, interests, taste, near);
  const isMuted = muter(interests.muted);
  const queries = interests.topics.map((topic) => prepareTopic(base.index, topic));
  const ranked: RankedPaper[] = [];
  let muted = 0;
  base.index.papers.forEach((indexed, row) => {
    if (isMuted(indexed)) {
      muted++;
      return;
    }
    const { paper } = indexed.candidate;
    const matches = queries
      .map((query) => matchTopic(base.index, query, indexed))
      .filter((match) => match !== null)
      .sort((a, b) => b.relevance * b.topic.weight - a.relevance * a.topic.weight);
    const attention = measureAttention(indexed.candidate, base.usual);
    const followed = followedIn(interests, paper);
    const recency = recencyOf(paper, base.date) ?? base.usualRecency;
    ranked.push(
      describe(
        { paper, date: base.date, row, reader, matches, followed, attention, recency },
        indexed.candidate,
      ),
    );
  });
  ranked.sort((a, b) => b.score - a.score || (a.paper.key < b.paper.key ? -1 : 1));
  return { ranked, muted, interests: reader.learnedInterests };
}

/** Parts and reasons are worked out when they are asked for: only what is shown needs them. */
function describe(judged: JudgedPaper, { paper, sightings }: Candidate): RankedPaper {
  const { reader, row, matches, followed, attention } = judged;
  const explained = once(() => explainScore(judged));
  return {
    paper,
    sightings,
    score: scoreOf(judged),
    topics: matches.map(({ topic, relevance }) => ({ name: topic.name, relevance })),
    followed: followed.authors.length > 0 || followed.organization !== null,
    fit: reader.isBlank ? null : reader.fits[row]!,
    interest: reader.learnedInterests.length < 2 ? null : reader.best[row]!,
    pull: reader.pulls[row]!.value,
    trend: attention.z,
    get parts() {
      return explained().parts;
    },
    get reasons() {
      return explained().reasons;
    },
    get signals() {
      return explained().signals;
    },
  };
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
