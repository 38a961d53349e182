/** Every number of the ranking in one place, with what it does; those of what is learned are in `relevance/learning.ts`. */
export const weights = {
  /** What remains of a topic's relevance when its words stand near each other, or only somewhere. */
  near: 0.8,
  apart: 0.45,
  /** "Near" is within this many words. */
  nearWords: 8,
  /** Relevance of a topic that is looked up as it is written. */
  writtenInTitle: 0.7,
  writtenInAbstract: 0.4,
  /** How much attention (upvotes, comments, place) counts beside what fits a reader with interests, unless they say. */
  trend: 0.15,
  /** An embedder's vectors, where there are any, against what is learned from the archive. */
  embedded: 1,
  /** In deviations: a topic's words as they stand in the paper, and a topic that can only be found as it is written. */
  match: 1,
  written: 4,
  /** In deviations: being published on the day itself, half of it after every half-life (in days). */
  recency: 0.15,
  recencyHalfLife: 60,
  /** In deviations: a followed author, a followed organisation. */
  author: 6,
  organization: 4,
  /** In deviations: what a topic near in meaning, or a liked paper, must give to be named as a reason. */
  telling: 0.25,
  /** The signals of one sighting, against each other. */
  upvotes: 3,
  comments: 1.5,
  stars: 1,
  position: 1,
  /** Signals from few papers are pulled to the middle as if this many average ones stood beside them. */
  prior: 5,
  /** What is usual at the source (then on the weekday, then at the hour) counts half when it rests on so many readings. */
  usualPrior: 20,
  /** A paper that is back in trend. */
  backInTrend: 0.05,
  /** Standard scores: as if this many papers of this attention stood beside those of the day. */
  scorePrior: 10,
  scoreMean: 0.5,
  scoreDeviation: 0.15,
  /** Each further source that shows the paper, at most twice. */
  furtherSource: 0.1,
  /** Days after which attention counts half. */
  attentionHalfLife: 3,
} as const;
