/** Whether a reader follows one of a paper's authors or its organisation. Pure. */
import { words } from '../lib/words.ts';
import type { Interests } from '../model/interests.ts';
import type { Paper } from '../model/paper.ts';
import { holdsPhrase } from './find-phrase.ts';

export interface Followed {
  /** The paper's spelling of the names. */
  readonly authors: readonly string[];
  readonly organization: string | null;
}

export function followedIn(interests: Interests, paper: Paper): Followed {
  const wanted = interests.authors.map(nameWords);
  const isWanted = (author: string) => {
    const name = nameWords(author);
    return wanted.some((other) => samePerson(name, other));
  };
  const authors = wanted.length === 0 ? [] : (paper.authors ?? []).filter(isWanted);
  const organization = paper.organization;
  const follows =
    organization !== null &&
    interests.organizations.some((name) => holdsPhrase(words(organization), words(name)));
  return { authors, organization: follows ? organization : null };
}

/** The words of a name, the family name last also where a comma puts it first ("Hinton, G."). */
function nameWords(name: string): string[] {
  const [family, given, ...more] = name.split(',');
  return given === undefined || more.length > 0 ? words(name) : words(`${given} ${family}`);
}

/** Same family name, and given names that agree as far as both are written out ("G. Hinton"). */
function samePerson(one: readonly string[], two: readonly string[]): boolean {
  if (one.length === 0 || two.length === 0 || one.at(-1) !== two.at(-1)) return false;
  const first = one.slice(0, -1);
  const second = two.slice(0, -1);
  if (first.length === 0 || second.length === 0) return two.length === 1;
  const [a, b] = [first[0] as string, second[0] as string];
  return a.length === 1 || b.length === 1 ? a[0] === b[0] : a === b;
}
