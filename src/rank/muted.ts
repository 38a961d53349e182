/** Which papers a reader never wants to see: those that hold a muted word or phrase, by stem. Pure. */
import { stemWords } from '../lib/words.ts';
import { allStems, holdsPhrase, isSpaceless, phraseFinder } from './find-phrase.ts';
import type { IndexedPaper } from './index-papers.ts';

/** A test for the muted words; function words inside a muted phrase count ("state of the art"). */
export function muter(muted: readonly string[]): (paper: IndexedPaper) => boolean {
  const tests = muted.map((phrase) =>
    isSpaceless(phrase) ? holdsRun(phrase) : holdsStems(phrase),
  );
  return (paper) => tests.some((holds) => holds(paper));
}

/** The index tells for most papers that a word is missing, or that a single one is there; the rest are read. */
function holdsStems(phrase: string): (paper: IndexedPaper) => boolean {
  const stems = allStems(phrase);
  const content = stemWords(phrase);
  const [first] = content;
  if (stems.length === 1 && first !== undefined) {
    return ({ inTitle, inAbstract }) => inTitle.has(first) || inAbstract.has(first);
  }
  return ({ candidate: { paper }, inTitle, inAbstract }) =>
    (content.every((stem) => inTitle.has(stem)) && holdsPhrase(allStems(paper.title), stems)) ||
    (content.every((stem) => inAbstract.has(stem)) &&
      holdsPhrase(allStems(paper.abstract ?? ''), stems));
}

function holdsRun(phrase: string): (paper: IndexedPaper) => boolean {
  const holds = phraseFinder(phrase);
  if (holds === null) return () => false;
  return ({ candidate: { paper } }) => holds(paper.title) || holds(paper.abstract ?? '');
}
