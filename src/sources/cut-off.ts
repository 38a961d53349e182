/** Whether a pasted listing ends in the middle of its last abstract: the one sign of a text that was cut. */
import type { ListingProblem } from '../model/listing.ts';
import { endsAsSentence } from './text-shape.ts';

/** A problem where the abstract that stands last breaks off without the end of a sentence; else none. */
export function reportCutOff(
  title: string | undefined,
  lastAbstract: string | null | undefined,
): ListingProblem[] {
  if (title === undefined || lastAbstract == null || endsAsSentence(lastAbstract)) return [];
  const message = `the abstract of the last paper (${title.slice(0, 60)}) breaks off; the text may be cut there`;
  return [{ line: null, message }];
}
