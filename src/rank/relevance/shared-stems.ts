/** Which words of a paper made it like the ones that were liked. Pure. */
import { termCount } from './archive.ts';
import type { Example } from './examples.ts';
import type { FoldedPapers, Learned } from './learn.ts';
import { stemOf } from './term-bag.ts';

/** What the liked papers say together, by term. */
export interface LikedWords {
  readonly said: Float32Array;
  /** How many of them have the term; one that has it in its title counts as two. */
  readonly papers: Uint16Array;
}

export function wordsOfLikes({ archive }: Learned, liked: readonly Example[]): LikedWords {
  const said = new Float32Array(termCount(archive));
  const papers = new Uint16Array(said.length);
  for (const { papers: folded, row } of liked) {
    const { starts, terms, asLiked, inTitle } = folded.rows;
    for (let at = starts[row]!; at < starts[row + 1]!; at++) {
      said[terms[at]!]! += asLiked[at]!;
      papers[terms[at]!]! += inTitle[at]! > 0 ? 2 : 1;
    }
  }
  return { said, papers };
}

/** A word that more of the archive's papers have tells nothing, whoever shares it. */
const usualShare = 0.05;

/**
 * Stems of the paper at `row` that liked papers have too, those that say most first. A word of one abstract that is by
 * chance in another is none of them.
 */
export function sharedStems(
  { archive }: Learned,
  { said, papers }: LikedWords,
  { rows }: FoldedPapers,
  row: number,
): number[] {
  const worth = new Map<number, number>();
  const most = Math.max(3, usualShare * archive.papers);
  for (let at = rows.starts[row]!; at < rows.starts[row + 1]!; at++) {
    const term = rows.terms[at]!;
    const stem = archive.stems[term]!;
    const counted = (papers[term] ?? 0) + (rows.inTitle[at]! > 0 ? 1 : 0);
    if (stem < 0 || counted < 2 || (archive.documents[term] ?? 0) > most) continue;
    worth.set(stem, (said[term] ?? 0) * rows.match[at]!);
  }
  return [...worth]
    .filter(([, one]) => one > 0)
    .sort(([a, one], [b, two]) => two - one || (stemOf(a) < stemOf(b) ? -1 : 1))
    .map(([stem]) => stem);
}
