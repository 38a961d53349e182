/** Which papers a reader never wants to see: those that hold a muted word or phrase, by stem. Pure. */
import { stopWords } from '../lib/stop-words.ts';
import { stem, stemWords } from '../lib/words.ts';
import { allStems, holdsPhrase, isSpaceless, phraseFinder } from './find-phrase.ts';
import type { IndexedPaper } from './index-papers.ts';

/** A test for the muted words; function words inside a muted phrase count ("state of the art"). */
export function muter(muted: readonly string[]): (paper: IndexedPaper) => boolean {
  const tests = muted.flatMap((phrase) =>
    isSpaceless(phrase) ? [holdsStems(phrase), holdsRun(phrase)] : [holdsStems(phrase)],
  );
  return (paper) => tests.some((holds) => holds(paper));
}

/** "Ones" and "on" share a stem, and function words are not indexed: about these stems the index cannot be asked. */
const untold = new Set([...stopWords].map(stem));

/** The index tells for most papers that a word is missing, or that a single one is there; the rest are read. */
function holdsStems(phrase: string): (paper: IndexedPaper) => boolean {
  const stems = allStems(phrase);
  if (stems.length === 0) return () => false;
  const told = stemWords(phrase).filter((word) => !untold.has(word));
  const [first] = told;
  if (stems.length === 1 && first !== undefined) {
    return ({ inTitle, inAbstract }) => inTitle.has(first) || inAbstract.has(first);
  }
  return ({ candidate: { paper }, inTitle, inAbstract }) =>
    (told.every((word) => inTitle.has(word)) && holdsPhrase(allStems(paper.title), stems)) ||
    (told.every((word) => inAbstract.has(word)) &&
      holdsPhrase(allStems(paper.abstract ?? ''), stems));
}

function holdsRun(phrase: string): (paper: IndexedPaper) => boolean {
  const holds = phraseFinder(phrase);
  if (holds === null) return () => false;
  return ({ candidate: { paper } }) => holds(paper.title) || holds(paper.abstract ?? '');
}
