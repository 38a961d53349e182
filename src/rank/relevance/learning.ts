/** Every number of what is learned from the archive, in one place, with what it does. */
export const learning = {
  /** A pair of neighbours is a term of its own from this many papers on. */
  pairPapers: 3,
  /** BM25F: a word in the title counts this often. */
  title: 3,
  /** BM25F: how strongly length is held against a title and an abstract. */
  titleLength: 0.3,
  abstractLength: 0.6,
  /** BM25F: where more of the same word stops to matter. */
  saturation: 1.2,
  /** A pair of neighbours, against 1 for a single word. */
  pair: 0.25,
  /** A topic is also what its best papers in the archive say: how many, and how fast the lesser ones fade. */
  examplesPerTopic: 10,
  exampleFading: 3,
  /** Terms of text vectors stand in three papers or more; in an archive of at most so many papers, in two. */
  smallArchive: 2_000,
  /** Terms that stand in more than this share of all papers tell nothing. */
  commonShare: 0.2,
  /** Latent vectors: the most frequent terms they are made of, and how many numbers they have. */
  latentTerms: 20_000,
  latentAxes: 200,
  /** How far the covariance is widened before it is inverted, in average variances; more for archives under `fullArchive`. */
  ridge: 3,
  fullArchive: 5_000,
  /** The measures of a score against each other: words like those of the examples, meaning, authors of liked papers. */
  likeness: 0.5,
  text: 0.5,
  meaning: 1,
  authors: 0.1,
  mostDeviationsByAuthors: 8,
  /** Beside so many liked papers topics count half; their own words never less than the share after it. */
  likesToHalveTopics: 5,
  leastWords: 0.3,
  /** All topics together are worth this many liked papers (twice that without any); in likeness they count this share. */
  topicsInLikes: 3,
  topicLikeness: 0.5,
  /** Of more liked papers (or disliked ones) the newest so many count: parting interests takes time by their square. */
  mostLikes: 2_000,
  /** Interests are kept apart from so many likes on, where their mean cosine distance is more than the cut. */
  likesToPart: 6,
  interestCut: 0.7,
  leastInterest: 3,
  /** How much of a score is the interest that a paper fits best; the rest is all of them together. */
  ownInterest: 0.5,
  /** Papers nearer than this cosine to a disliked one are pulled down, by so many deviations for a cosine of 1 beyond it. */
  dislikeFrom: 0.25,
  dislike: 5,
  /** Means and deviations are over at most so many papers of the archive. */
  sample: 600,
  /** Without an archive, at most so many of the candidates are learned from, and into shorter vectors. */
  candidates: 1_000,
  candidateAxes: 50,
} as const;
