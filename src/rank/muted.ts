/** Which papers a reader never wants to see: those that hold a muted word or phrase, by stem. Pure. */
import type { Paper } from '../model/paper.ts';
import { allStems, holdsPhrase, isSpaceless, phraseFinder } from './find-phrase.ts';

/** A test for the muted words; function words inside a muted phrase count ("state of the art"). */
export function muter(muted: readonly string[]): (paper: Paper) => boolean {
  const phrases = muted.filter((phrase) => !isSpaceless(phrase)).map(allStems);
  const runs = muted
    .filter(isSpaceless)
    .map((phrase) => phraseFinder(phrase))
    .filter((holds) => holds !== null);
  if (muted.length === 0) return () => false;
  return (paper) =>
    [paper.title, paper.abstract ?? ''].some((text) => {
      const stems = allStems(text);
      return (
        phrases.some((phrase) => holdsPhrase(stems, phrase)) || runs.some((holds) => holds(text))
      );
    });
}
