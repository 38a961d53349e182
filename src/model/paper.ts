/** The work itself, known once however often it is listed, and each time it was seen. */
import type { Day } from './listing.ts';
import type { PaperId } from './paper-id.ts';

/** Where a paper can be read; `null` where no source told. All are http(s) addresses. */
export interface PaperLinks {
  /** The page with the abstract. */
  readonly abstract: string | null;
  readonly pdf: string | null;
  /** Its page at the listing, with the discussion. */
  readonly listing: string | null;
  readonly code: string | null;
}

export interface Paper {
  /** Given at first sight and kept for ever: feeds and mails name it. 12 characters of [a-z2-7]. */
  readonly key: string;
  /** Readable text: LaTeX and accents already plain Unicode, never markup. */
  readonly title: string;
  readonly abstract: string | null;
  readonly authors: readonly string[] | null;
  readonly authorCount: number | null;
  readonly organization: string | null;
  readonly published: Day | null;
  readonly categories: readonly string[];
  readonly links: PaperLinks;
  /** Every way this paper was ever named, best first (arXiv, DOI, address, title). */
  readonly ids: readonly PaperId[];
}

/** A paper seen at a source on a day. A signal that the source did not give is `null`, which is not zero. */
export interface Sighting {
  readonly source: string;
  readonly day: Day;
  readonly position: number | null;
  readonly upvotes: number | null;
  readonly comments: number | null;
  readonly stars: number | null;
}

/** A paper with the sightings that make it eligible for a digest, newest first. */
export interface Candidate {
  readonly paper: Paper;
  readonly sightings: readonly Sighting[];
}
