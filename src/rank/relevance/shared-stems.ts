/** Which words of a paper made it like the ones that were liked. Pure. */
import { termCount } from './archive.ts';
import type { Example } from './examples.ts';
import type { FoldedPapers, Learned } from './learn.ts';
import { stemOf } from './term-bag.ts';

/** What the liked papers say together, a number for each term. */
export function wordsOfLikes({ archive }: Learned, liked: readonly Example[]): Float32Array {
  const said = new Float32Array(termCount(archive));
  for (const { papers, row } of liked) {
    const { starts, terms, asLiked } = papers.rows;
    for (let at = starts[row]!; at < starts[row + 1]!; at++) said[terms[at]!]! += asLiked[at]!;
  }
  return said;
}

/** Stems of the paper at `row` that liked papers have too, those that say most first. */
export function sharedStems(
  { archive }: Learned,
  said: Float32Array,
  { rows }: FoldedPapers,
  row: number,
): number[] {
  const worth = new Map<number, number>();
  for (let at = rows.starts[row]!; at < rows.starts[row + 1]!; at++) {
    const term = rows.terms[at]!;
    const stem = archive.stems[term]!;
    if (stem < 0) continue;
    worth.set(stem, (said[term] ?? 0) * rows.match[at]!);
  }
  return [...worth]
    .filter(([, one]) => one > 0)
    .sort(([a, one], [b, two]) => two - one || (stemOf(a) < stemOf(b) ? -1 : 1))
    .map(([stem]) => stem);
}
