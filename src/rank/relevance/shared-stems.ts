/** Which words of a paper made it like the ones that were liked. Pure. */
import type { Example } from './examples.ts';
import type { FoldedPapers, Learned } from './learn.ts';
import { stemOf } from './term-bag.ts';

/** Stems of the paper at `row` that liked papers have too, those that say most first. */
export function sharedStems(
  { archive }: Learned,
  liked: readonly Example[],
  { rows }: FoldedPapers,
  row: number,
): number[] {
  const said = new Map<number, number>();
  for (const { papers, row: other } of liked) {
    const { starts, terms, asLiked } = papers.rows;
    for (let at = starts[other]!; at < starts[other + 1]!; at++)
      said.set(terms[at]!, (said.get(terms[at]!) ?? 0) + asLiked[at]!);
  }
  const worth = new Map<number, number>();
  for (let at = rows.starts[row]!; at < rows.starts[row + 1]!; at++) {
    const term = rows.terms[at]!;
    const stem = archive.stems[term]!;
    if (stem < 0) continue;
    worth.set(stem, (said.get(term) ?? 0) * rows.match[at]!);
  }
  return [...worth]
    .filter(([, one]) => one > 0)
    .sort(([a, one], [b, two]) => two - one || (stemOf(a) < stemOf(b) ? -1 : 1))
    .map(([stem]) => stem);
}
