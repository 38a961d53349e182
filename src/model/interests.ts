/** What a reader wants: topics with weights, muted words, followed authors and organisations. */

export interface Topic {
  /** As the reader wrote it, without weight and quotes: shown as the section's name. */
  readonly name: string;
  /** 1 unless said otherwise; above 0. */
  readonly weight: number;
  /** True for "quoted" topics: the words must stand side by side. */
  readonly exact: boolean;
}

export interface Interests {
  readonly topics: readonly Topic[];
  /** Words or phrases; a paper that holds one (by stem) is never shown. */
  readonly muted: readonly string[];
  readonly authors: readonly string[];
  readonly organizations: readonly string[];
  /** How much what trends counts beside what fits, 0 … 1; absent is the usual share. */
  readonly trend?: number;
}

export const noInterests: Interests = { topics: [], muted: [], authors: [], organizations: [] };
