/** Stems shown as a paper writes them: "diffus" is "Diffusion". Pure. */
import { stem, words } from '../lib/words.ts';
import type { Paper } from '../model/paper.ts';
import { stemOf } from './relevance/term-bag.ts';

/** The words of the paper's title and abstract that have these stems, in the order of the stems, in lower case. */
export function surfaceWords(paper: Paper, stems: readonly number[]): string[] {
  const wanted = new Map(stems.map((number) => [stemOf(number), null as string | null]));
  for (const word of words(`${paper.title} ${paper.abstract ?? ''}`)) {
    const own = stem(word);
    if (wanted.get(own) === null) wanted.set(own, word);
  }
  return [...wanted.values()].filter((word) => word !== null);
}
