/** Every number of the ranking in one place, with what it does. */
export const weights = {
  /** BM25F: a word in the title counts this often. */
  title: 3,
  /** BM25F: how strongly length is held against a title and an abstract. */
  titleLength: 0.3,
  abstractLength: 0.6,
  /** BM25F: where more of the same word stops to matter. */
  saturation: 1.2,
  /** A pair of neighbouring topic words, against 1 for a single word. */
  pair: 0.25,
  /** What remains of a topic's relevance when its words stand near each other, or only somewhere. */
  near: 0.8,
  apart: 0.45,
  /** "Near" is within this many words. */
  nearWords: 8,
  /** Relevance of a topic that is looked up as it is written. */
  writtenInTitle: 0.7,
  writtenInAbstract: 0.4,
  /** Attention (upvotes, comments, place) for a reader with interests, and for one without. */
  trendBesideTopics: 0.3,
  trendAlone: 1,
  /** Being recently published. */
  recency: 0.15,
  /** A followed author, a followed organisation. */
  author: 1,
  organization: 0.6,
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
  /** Days after which attention and recency count half. */
  attentionHalfLife: 3,
  recencyHalfLife: 60,
} as const;
