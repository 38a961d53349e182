/** What is remembered of two papers taken for one: enough to give back what each said, and to keep them apart. */
import type { Paper } from './paper.ts';
import type { PaperId } from './paper-id.ts';

/** What a paper is described by, whatever its names. */
export type Description = Omit<Paper, 'key' | 'ids'>;

/** An entry that was recognised as a known paper, as far as it differed from it. */
export interface MergedEntry {
  /** Every name the entry gave. */
  readonly ids: readonly PaperId[];
  /** Those of them that the paper has without this entry as well. */
  readonly shared: readonly PaperId[];
  /** What the entry said where the paper, once both were joined, says something else or learned it from the entry. */
  readonly own: Partial<Description>;
  /** What the paper said before, where the entry changed it. */
  readonly before: Partial<Description>;
  readonly upvotes: number | null;
  readonly comments: number | null;
  readonly stars: number | null;
  /** True when the listing showed the paper through this entry only. */
  readonly alone: boolean;
}

/** Two papers that a person split: they are never to be taken for one again. */
export interface KeptApart {
  /** The paper that was split off, and the one it was taken for. */
  readonly key: string;
  readonly from: string;
  /** What the one split off was listed by; some of these names may lead to the other paper. */
  readonly names: readonly PaperId[];
  /** The source of the entry that was split off; null for a paper merged whole. */
  readonly source: string | null;
}
