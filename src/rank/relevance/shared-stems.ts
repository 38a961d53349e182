/** Which words of a paper made it like the ones that were liked. Pure. */
import { rarityOf, termOf } from './archive.ts';
import type { Example } from './examples.ts';
import type { FoldedPapers, Learned } from './learn.ts';
import { stemOf } from './term-bag.ts';

/** Stems of the paper at `row` that liked papers have too, those that say most first. */
export function sharedStems(
  { archive }: Learned,
  liked: readonly Example[],
  { bags, rows }: FoldedPapers,
  row: number,
): number[] {
  const said = new Map<number, number>();
  for (const { papers, row: other } of liked) {
    const { starts, terms, asLiked } = papers.rows;
    for (let at = starts[other]!; at < starts[other + 1]!; at++)
      said.set(terms[at]!, (said.get(terms[at]!) ?? 0) + asLiked[at]!);
  }
  const value = new Map<number, number>();
  for (let at = rows.starts[row]!; at < rows.starts[row + 1]!; at++) {
    const term = rows.terms[at]!;
    value.set(term, (said.get(term) ?? 0) * rarityOf(archive, term) * rows.match[at]!);
  }
  const stems = new Set([...bags[row]!.title, ...bags[row]!.abstract]);
  const worth = new Map([...stems].map((stem) => [stem, value.get(termOf(archive, stem)) ?? 0]));
  return [...worth]
    .filter(([, one]) => one > 0)
    .sort(([a, one], [b, two]) => two - one || (stemOf(a) < stemOf(b) ? -1 : 1))
    .map(([stem]) => stem);
}
