/** Interests × candidates → scores with their parts and reasons. Pure and deterministic: same input, same order. */
import { daysBetween } from '../lib/days.ts';
import type { RankedPaper, ScorePart } from '../model/digest.ts';
import type { Interests } from '../model/interests.ts';
import type { Day } from '../model/listing.ts';
import type { Candidate, Paper } from '../model/paper.ts';
import { noHistory, type TrendHistory } from '../model/trend.ts';
import { type Attention, measureAttention, measureUsual, type Usual } from './attention.ts';
import { explainAttention } from './explain-attention.ts';
import { type Followed, followedIn } from './followed.ts';
import { indexPapers, type PaperIndex } from './index-papers.ts';
import { matchTopic, prepareTopic, type TopicMatch } from './match-topic.ts';
import { muter } from './muted.ts';
import { reasonsFor } from './reasons.ts';
import { weights } from './weights.ts';

/** What is worked out once for all readers of a day. */
export interface RankingBase {
  readonly date: Day;
  readonly index: PaperIndex;
  readonly usual: Usual;
  /** The middle of all recencies known, for papers that do not say; null where none does. */
  readonly usualRecency: number | null;
}

export interface Ranking {
  /** Best first; equal scores by key. */
  readonly ranked: readonly RankedPaper[];
  /** How many candidates a muted word kept out. */
  readonly muted: number;
}

/** Indexes the candidates of a day; `date` is the day the digest is for, `history` what the archive tells of trends. */
export function prepareRanking(
  candidates: readonly Candidate[],
  date: Day,
  history: TrendHistory = noHistory,
): RankingBase {
  const recencies = candidates
    .map(({ paper }) => recencyOf(paper, date))
    .filter((known) => known !== null);
  return {
    date,
    index: indexPapers(candidates),
    usual: measureUsual(candidates, date, history),
    usualRecency: recencies.sort((a, b) => a - b)[recencies.length >> 1] ?? null,
  };
}

/** Ranks all candidates of the base for one reader. Without interests the order is by attention: what trends. */
export function rankPapers(base: RankingBase, interests: Interests): Ranking {
  const isMuted = muter(interests.muted);
  const queries = interests.topics.map((topic) => prepareTopic(base.index, topic));
  const ranked: RankedPaper[] = [];
  let muted = 0;
  for (const indexed of base.index.papers) {
    const { paper, sightings } = indexed.candidate;
    if (isMuted(indexed)) {
      muted++;
      continue;
    }
    const followed = followedIn(interests, paper);
    const matches = queries
      .map((query) => matchTopic(base.index, query, indexed))
      .filter((match) => match !== null)
      .sort((a, b) => b.relevance * b.topic.weight - a.relevance * a.topic.weight);
    const attention = measureAttention(indexed.candidate, base.usual);
    const parts = [
      ...interestParts(followed, matches),
      ...commonParts(paper, attention, queries.length > 0, base),
    ];
    ranked.push({
      paper,
      sightings,
      score: parts.reduce((sum, part) => sum + part.value, 0),
      parts,
      reasons: reasonsFor(paper, followed, matches, attention, base.date),
      topics: matches.map(({ topic, relevance }) => ({ name: topic.name, relevance })),
      followed: followed.authors.length > 0 || followed.organization !== null,
    });
  }
  ranked.sort((a, b) => b.score - a.score || (a.paper.key < b.paper.key ? -1 : 1));
  return { ranked, muted };
}

/** What the reader's own interests add. */
function interestParts(followed: Followed, matches: readonly TopicMatch[]): ScorePart[] {
  const parts: ScorePart[] = matches.map(({ topic, relevance, found }) => ({
    name: `topic “${topic.name}”`,
    value: topic.weight * relevance,
    detail: `weight ${topic.weight} × relevance ${relevance.toFixed(3)} (${placeInWords[found]})`,
  }));
  for (const author of followed.authors) {
    parts.push({ name: `author ${author}`, value: weights.author, detail: 'followed' });
  }
  if (followed.organization !== null) {
    const name = `organisation ${followed.organization}`;
    parts.push({ name, value: weights.organization, detail: 'followed' });
  }
  return parts;
}

const placeInWords = {
  title: 'in the title',
  abstract: 'in the abstract',
  near: 'words close together',
  apart: 'words apart',
} as const;

/** What every reader's score has: attention and recency. */
function commonParts(
  paper: Paper,
  attention: Attention,
  hasTopics: boolean,
  { date, usualRecency }: RankingBase,
): ScorePart[] {
  const share = hasTopics ? weights.trendBesideTopics : weights.trendAlone;
  const parts = [
    {
      name: 'attention',
      value: share * attention.value,
      detail: `${share} × ${explainAttention(attention)}`,
    },
  ];
  const own = recencyOf(paper, date);
  const recency = own ?? usualRecency;
  if (recency !== null) {
    const from =
      own === null ? 'day unknown, so the middle of all' : `published ${paper.published}`;
    parts.push({
      name: 'recency',
      value: weights.recency * recency,
      detail: `${weights.recency} × ${recency.toFixed(3)} (${from})`,
    });
  }
  return parts;
}

/** 1 for today, half after every half-life; null where the day is unknown. */
function recencyOf(paper: Paper, date: Day): number | null {
  if (paper.published === null) return null;
  return 0.5 ** (Math.max(0, daysBetween(paper.published, date)) / weights.recencyHalfLife);
}
