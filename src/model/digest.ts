/** The ranked papers and the digest cut from them: what gets rendered. */
import type { Day } from './listing.ts';
import type { Paper, Sighting } from './paper.ts';

/** One addend of a score: what it is, how large, and the arithmetic in words for `--explain`. */
export interface ScorePart {
  readonly name: string;
  readonly value: number;
  readonly detail: string;
}

export interface RankedPaper {
  readonly paper: Paper;
  readonly sightings: readonly Sighting[];
  /** The sum of `parts`; higher is better. Comparable within one ranking only. */
  readonly score: number;
  readonly parts: readonly ScorePart[];
  /** Why it is here, in words, strongest first; never empty. */
  readonly reasons: readonly string[];
  /** Of what could be a reason, all that would be told to any reader: attention and age; may be empty. */
  readonly signals: readonly string[];
  /** Relevance to each of the reader's topics it matches, by topic name, best first. */
  readonly topics: readonly { readonly name: string; readonly relevance: number }[];
  /** True when the reader follows one of its authors or its organisation. */
  readonly followed: boolean;
  /** How well it fits the reader, in deviations from the usual paper; null where nothing is known of them. */
  readonly fit: number | null;
  /** Place of the interest it fits best, where several stood out among the papers the reader liked. */
  readonly interest: number | null;
  /** What the nearest paper the reader disliked took off `fit`; 0 or below. */
  readonly pull: number;
  /** The attention it has, in deviations from the usual paper of the day. */
  readonly trend: number;
}

export interface DigestPaper extends Omit<RankedPaper, 'signals'> {
  /** The sentences of the abstract that matter most, ready to show; empty when there is no abstract. */
  readonly summary: string;
  /** Papers so near to this one that they are mentioned under it instead of shown. */
  readonly similar: readonly Paper[];
}

export interface DigestSection {
  /**
   * In this order. `topic` sections carry the topic's name; `liked` is what fits the reader without a topic's words;
   * `exploration` is one paper from outside their interests.
   */
  readonly kind: 'followed' | 'topic' | 'liked' | 'trending' | 'exploration';
  readonly title: string;
  readonly papers: readonly DigestPaper[];
  /** How many more papers belonged here but were cut. */
  readonly more: number;
}

export interface DigestCounts {
  /** Entries in the listings read. */
  readonly listed: number;
  /** Different papers among them. */
  readonly papers: number;
  /** Entries that showed a paper another entry had shown: listed - papers. */
  readonly repeats: number;
  /** Papers left out because they hold a muted word. */
  readonly muted: number;
  /** Papers shown. */
  readonly chosen: number;
}

export interface Digest {
  readonly date: Day;
  /** The publication's name, e.g. "Paperboy". */
  readonly title: string;
  /** The reader's topics and followed names in words; empty for a trending digest. */
  readonly interests: readonly string[];
  readonly counts: DigestCounts;
  readonly sections: readonly DigestSection[];
  /** What a reader must know about the sources ("the feed of X could not be read"); usually empty. */
  readonly notices: readonly string[];
  /** A sentence to the one reader of this mail, at its top. */
  readonly greeting?: string;
}

/** Every paper of a digest in the order it is shown. */
export function papersOf(digest: Digest): DigestPaper[] {
  return digest.sections.flatMap((section) => section.papers);
}
