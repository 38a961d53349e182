/** All that is known of one paper for one reader, and the score that follows. Pure. */
import type { Day } from '../model/listing.ts';
import type { Paper } from '../model/paper.ts';
import type { Attention } from './attention.ts';
import type { FittedReader } from './fit-reader.ts';
import type { Followed } from './followed.ts';
import type { TopicMatch } from './match-topic.ts';
import { weights } from './weights.ts';

export interface JudgedPaper {
  readonly paper: Paper;
  /** The day the digest is for. */
  readonly date: Day;
  /** Its row among the candidates. */
  readonly row: number;
  readonly reader: FittedReader;
  /** The reader's topics that its text holds, best first. */
  readonly matches: readonly TopicMatch[];
  readonly followed: Followed;
  readonly attention: Attention;
  /** 0 … 1; see `recencyOf`. */
  readonly recency: number;
}

/** How much attention counts for the reader, 0 … 1; all where nothing is known of them. */
export function trendShare({ isBlank, interests }: FittedReader): number {
  return isBlank ? 1 : (interests.trend ?? weights.trend);
}

/** What a topic's words add where they stand in the paper, in deviations. */
export function matchValue({ topic, relevance, asWritten }: TopicMatch): number {
  return (asWritten ? weights.written : weights.match) * topic.weight * relevance;
}

export function followValue({ authors, organization }: Followed): number {
  return authors.length * weights.author + (organization === null ? 0 : weights.organization);
}

/** In deviations: what fits and what trends, blended; whoever is followed comes on top. */
export function scoreOf({
  reader,
  row,
  matches,
  followed,
  attention,
  recency,
}: JudgedPaper): number {
  const share = trendShare(reader);
  const found = matches.reduce((sum, match) => sum + matchValue(match), 0);
  return (
    (1 - share) * (reader.fits[row]! + found) +
    share * attention.z +
    weights.recency * recency +
    followValue(followed)
  );
}
