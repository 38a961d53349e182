/** Whether two lists of authors have people in common, whatever way their names are written. */
import { words } from '../lib/words.ts';

type Names = readonly string[] | null;

/** True where both name their authors and one of them is on both lists. */
export function haveCommonAuthor(one: Names, two: Names): boolean {
  const author = commonAuthor(one, two);
  return author !== null && author !== 'none';
}

/** An author on both lists, `null` where one side's authors are unknown, 'none' where they have nobody in common. */
export function commonAuthor(one: Names, two: Names): string | 'none' | null {
  if (one === null || two === null || isGroup(one) !== isGroup(two)) return null;
  if (isGroup(one))
    return words(one.join()).join() === words(two.join()).join() ? one.join() : 'none';
  const names = two.map((name) => nameParts(name));
  return one.find((author) => names.some((name) => samePerson(nameParts(author), name))) ?? 'none';
}

/** True where everybody on the shorter list is on the longer one. */
export function areSamePeople(one: readonly string[], two: readonly string[]): boolean {
  const [few, many] = one.length <= two.length ? [one, two] : [two, one];
  const names = many.map((name) => nameParts(name));
  return few.every((author) => names.some((name) => samePerson(nameParts(author), name)));
}

/** A group that stands for its members cannot be compared with people. */
function isGroup(authors: readonly string[]): boolean {
  const [only] = authors;
  return (
    authors.length === 1 &&
    /[\s-](?:team|group|collaboration|consortium|labs?|ai|research|inc\.?)$/i.test(only ?? '')
  );
}

/** The words of a name; initials written together ("Smith JM") are split. */
function nameParts(written: string): readonly string[] {
  const name = written.replace(/,?\s+(?:et\.? al\.?|and others)$/i, '');
  const glued =
    name === name.toUpperCase()
      ? name
      : name.replace(/\b\p{Lu}{2,3}\b/gu, (all) => [...all].join(' '));
  return words(glued);
}

/**
 * "J. Smith", "Jo Smith" and "Smith, Jo" are one: a whole word in common, and what else the shorter name says is in the
 * longer one, whole or as an initial. Two whole words in common are enough, whatever a middle name says.
 */
function samePerson(one: readonly string[], two: readonly string[]): boolean {
  const shared = one.filter((word) => word.length > 1 && two.includes(word));
  if (shared.length !== 1) return shared.length > 1;
  const rests = [one, two].map((name) => name.filter((word) => word !== shared[0]));
  const [few, many] = rests.sort((a, b) => a.length - b.length) as [string[], string[]];
  return few.every((word) => many.some((other) => isSpelling(word, other)));
}

function isSpelling(one: string, two: string): boolean {
  return one.length === 1 || two.length === 1 ? one[0] === two[0] : one === two;
}
