/** What one reading of a source amounts to. */
export type VerdictName = 'fresh' | 'quiet' | 'unchanged' | 'stale' | 'partial' | 'broken';

export interface Verdict {
  readonly verdict: VerdictName;
  /** For people, without the source's name: "12 new", "the same batch under a new date". */
  readonly why: string;
}

/** True where readers and the operator should know: something is missing that should be there. */
export function isTrouble(verdict: VerdictName): boolean {
  return verdict === 'stale' || verdict === 'partial' || verdict === 'broken';
}
