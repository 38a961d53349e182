/** The words of all candidates, counted once for every reader: what BM25F needs. Pure. */
import { stemWords } from '../lib/words.ts';
import type { Candidate } from '../model/paper.ts';
import { learning } from './relevance/learning.ts';

export interface IndexedPaper {
  readonly candidate: Candidate;
  /** Stems in order, without function words. */
  readonly title: readonly string[];
  readonly abstract: readonly string[];
  /** Stems with their counts. */
  readonly inTitle: ReadonlyMap<string, number>;
  readonly inAbstract: ReadonlyMap<string, number>;
}

export interface PaperIndex {
  readonly papers: readonly IndexedPaper[];
  /** In how many papers a stem stands; pairs join when they are first asked for. */
  readonly documents: Map<string, number>;
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
  for (const stem of stems) counts.set(stem, (counts.get(stem) ?? 0) + 1);
  return counts;
}

/** How often a stem, or two that stand side by side ("video generat"), occur: pairs are few, so they are looked for. */
function countOf(
  term: string,
  stems: readonly string[],
  counts: ReadonlyMap<string, number>,
): number {
  const space = term.indexOf(' ');
  if (space === -1) return counts.get(term) ?? 0;
  const [first, second] = [term.slice(0, space), term.slice(space + 1)];
  if (!counts.has(first) || !counts.has(second)) return 0;
  let found = 0;
  for (let at = 1; at < stems.length; at++) {
    if (stems[at] === second && stems[at - 1] === first) found++;
  }
  return found;
}

/** How telling a stem or pair is: rare ones more. Always above 0. */
export function inverseFrequency(index: PaperIndex, term: string): number {
  const number = index.papers.length;
  const found = documentsWith(index, term);
  return Math.log(1 + (number - found + 0.5) / (found + 0.5));
}

function documentsWith(index: PaperIndex, term: string): number {
  const known = index.documents.get(term);
  if (known !== undefined || !term.includes(' ')) return known ?? 0;
  const found = index.papers.filter(
    ({ title, inTitle, abstract, inAbstract }) =>
      countOf(term, title, inTitle) > 0 || countOf(term, abstract, inAbstract) > 0,
  ).length;
  index.documents.set(term, found);
  return found;
}

/** BM25F weight of a term in one paper, 0 … 2.2: title and abstract joined before saturation. */
export function termWeight(index: PaperIndex, paper: IndexedPaper, term: string): number {
  const inTitle = countOf(term, paper.title, paper.inTitle);
  const inAbstract = countOf(term, paper.abstract, paper.inAbstract);
  if (inTitle === 0 && inAbstract === 0) return 0;
  const { titleLength: t, abstractLength: a, saturation: k } = learning;
  const x =
    (learning.title * inTitle) / (1 - t + (t * paper.title.length) / index.averageTitle) +
    inAbstract / (1 - a + (a * paper.abstract.length) / index.averageAbstract);
  return ((k + 1) * x) / (x + k);
}
