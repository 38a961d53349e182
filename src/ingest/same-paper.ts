/** When two descriptions are of the same paper, and why: the rules of identity. */
import { words } from '../lib/words.ts';
import type { Paper } from '../model/paper.ts';
import { idKind, type PaperId } from '../model/paper-id.ts';

type Described = Pick<Paper, 'title' | 'authors' | 'ids'>;

/**
 * Why `found` is the paper `known` when both carry `id`, in words for the record, or null when it is not: an address
 * needs titles that agree, a title needs that neither ids nor authors speak against it.
 */
export function reasonToMerge(id: PaperId, found: Described, known: Described): string | null {
  if (contradicting(id, found, known)) return null;
  switch (idKind(id)) {
    case 'arxiv':
      return `same arXiv id ${id.slice(6)}`;
    case 'doi':
      return `same DOI ${id.slice(4)}`;
    case 'url':
      return similarTitles(found.title, known.title) ? `same address ${id.slice(4)}` : null;
    case 'title': {
      const author = commonAuthor(found.authors, known.authors);
      if (author === 'none') return null;
      return author === null ? 'same title' : `same title and author ${author}`;
    }
  }
}

/** True for the names under which a paper is always found again: nothing can speak against them. */
export function isCertain(id: PaperId): boolean {
  return idKind(id) === 'arxiv' || idKind(id) === 'doi';
}

/** Two different arXiv ids, or two different DOIs where no better name is shared, are two different papers. */
function contradicting(id: PaperId, found: Described, known: Described): boolean {
  const differs = (kind: 'arxiv' | 'doi') => {
    const one = found.ids.filter((other) => idKind(other) === kind);
    const two = known.ids.filter((other) => idKind(other) === kind);
    return one.length > 0 && two.length > 0 && !one.some((other) => two.includes(other));
  };
  const kind = idKind(id);
  if (kind === 'arxiv') return false;
  if (kind === 'doi') return differs('arxiv');
  return differs('arxiv') || differs('doi');
}

/** True where both name their authors and one of them is on both lists. */
export function haveCommonAuthor(
  one: readonly string[] | null,
  two: readonly string[] | null,
): boolean {
  const author = commonAuthor(one, two);
  return author !== null && author !== 'none';
}

/** An author on both lists, `null` where one side's authors are unknown, 'none' where they have nobody in common. */
function commonAuthor(
  one: readonly string[] | null,
  two: readonly string[] | null,
): string | 'none' | null {
  if (one === null || two === null) return null;
  const names = two.map((name) => nameParts(name));
  return one.find((author) => names.some((name) => samePerson(nameParts(author), name))) ?? 'none';
}

/** The words of a name; initials written together ("Smith JM") are split. */
function nameParts(name: string): readonly string[] {
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

/** True when titles share at least half of their words and every number: an article with a corrected headline. */
function similarTitles(one: string, two: string): boolean {
  const first = new Set(words(one));
  const second = new Set(words(two));
  if (numbersOf(first) !== numbersOf(second)) return false;
  const shared = [...first].filter((word) => second.has(word)).length;
  return shared * 2 >= Math.max(first.size, second.size);
}

/** What tells the parts of a series apart. */
function numbersOf(title: ReadonlySet<string>): string {
  return [...title].filter((word) => /^(?:\d+|[ivx]+)$/.test(word)).join(' ');
}
