/** The words of all candidates, counted once for every reader: what BM25F needs. Pure. */
import { stemWords } from '../lib/words.ts';
import type { Candidate } from '../model/paper.ts';
import { weights } from './weights.ts';

export interface IndexedPaper {
  readonly candidate: Candidate;
  /** Stems in order, without function words. */
  readonly title: readonly string[];
  readonly abstract: readonly string[];
  /** Stems and neighbouring pairs ("video generat") with their counts. */
  readonly inTitle: ReadonlyMap<string, number>;
  readonly inAbstract: ReadonlyMap<string, number>;
}

export interface PaperIndex {
  readonly papers: readonly IndexedPaper[];
  /** In how many papers a stem or pair stands. */
  readonly documents: ReadonlyMap<string, number>;
  readonly averageTitle: number;
  readonly averageAbstract: number;
}

/** Indexes candidates; a paper without abstract has none of its words. */
export function indexPapers(candidates: readonly Candidate[]): PaperIndex {
  const documents = new Map<string, number>();
  let titleWords = 0;
  let abstractWords = 0;
  const papers = candidates.map((candidate) => {
    const title = stemWords(candidate.paper.title);
    const abstract = stemWords(candidate.paper.abstract ?? '');
    const inTitle = countTerms(title);
    const inAbstract = countTerms(abstract);
    for (const term of inTitle.keys()) documents.set(term, (documents.get(term) ?? 0) + 1);
    for (const term of inAbstract.keys()) {
      if (!inTitle.has(term)) documents.set(term, (documents.get(term) ?? 0) + 1);
    }
    titleWords += title.length;
    abstractWords += abstract.length;
    return { candidate, title, abstract, inTitle, inAbstract };
  });
  const number = Math.max(1, papers.length);
  return {
    papers,
    documents,
    averageTitle: Math.max(1, titleWords / number),
    averageAbstract: Math.max(1, abstractWords / number),
  };
}

function countTerms(stems: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (let at = 0; at < stems.length; at++) {
    const stem = stems[at] as string;
    counts.set(stem, (counts.get(stem) ?? 0) + 1);
    if (at === 0) continue;
    const pair = `${stems[at - 1]} ${stem}`;
    counts.set(pair, (counts.get(pair) ?? 0) + 1);
  }
  return counts;
}

/** How telling a stem or pair is: rare ones more. Always above 0. */
export function inverseFrequency(index: PaperIndex, term: string): number {
  const number = index.papers.length;
  const found = index.documents.get(term) ?? 0;
  return Math.log(1 + (number - found + 0.5) / (found + 0.5));
}

/** BM25F weight of a term in one paper, 0 … 2.2: title and abstract joined before saturation. */
export function termWeight(index: PaperIndex, paper: IndexedPaper, term: string): number {
  const inTitle = paper.inTitle.get(term) ?? 0;
  const inAbstract = paper.inAbstract.get(term) ?? 0;
  if (inTitle === 0 && inAbstract === 0) return 0;
  const { titleLength: t, abstractLength: a, saturation: k } = weights;
  const x =
    (weights.title * inTitle) / (1 - t + (t * paper.title.length) / index.averageTitle) +
    inAbstract / (1 - a + (a * paper.abstract.length) / index.averageAbstract);
  return ((k + 1) * x) / (x + k);
}
