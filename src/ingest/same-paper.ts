/** When two descriptions are of the same paper, and why: the rules of identity. */
import { words } from '../lib/words.ts';
import type { Paper } from '../model/paper.ts';
import { idKind, type PaperId } from '../model/paper-id.ts';
import { areSamePeople, commonAuthor, haveCommonAuthor } from './compare-authors.ts';
import { compareTitles } from './compare-titles.ts';
import { haveOtherAbstracts } from './compare-words.ts';

type Described = Pick<Paper, 'title' | 'authors' | 'abstract' | 'ids'>;

/**
 * Why `found` is the paper `known` when both carry `id`, in words for the record, or null when it is not: an address
 * needs titles that agree, a title needs that neither ids nor authors speak against it.
 */
export function reasonToMerge(id: PaperId, found: Described, known: Described): string | null {
  const kind = idKind(id);
  const isAgainst = contradicting(kind, found, known);
  if (isAgainst && !(kind === 'title' && isListedTwice(found, known))) return null;
  switch (kind) {
    case 'arxiv':
      return `same arXiv id ${id.slice(6)}`;
    case 'doi':
      return `same DOI ${id.slice(4)}`;
    case 'url':
      return haveOneTitle(found, known) ? `same address ${id.slice(4)}` : null;
    case 'title':
      return reasonOfTitle('same title', found, known);
  }
}

/** Why `found` is the paper `known` though they share no name, or null: nearly one title, and nothing against it. */
export function reasonOfNearTitle(found: Described, known: Described): string | null {
  const isByOneAuthor = haveCommonAuthor(found.authors, known.authors);
  if (contradicting('title', found, known)) return null;
  if (!isByOneAuthor && haveOtherAbstracts(found.abstract, known.abstract)) return null;
  if (compareTitles(found.title, known.title, isByOneAuthor) === null) return null;
  return reasonOfTitle('nearly the same title', found, known);
}

function reasonOfTitle(reason: string, found: Described, known: Described): string | null {
  const author = commonAuthor(found.authors, known.authors);
  if (author === 'none') return null;
  return author === null ? reason : `${reason} and author ${author}`;
}

/** A title of one word ("Editorial") is borne by many papers of one author. */
const fewestTitleWords = 2;

/**
 * One title and the same authors under two arXiv ids or DOIs: submitted twice, or preprint and article. The shorter
 * list of authors has to be all in the longer one, and so has most of the abstract.
 */
function isListedTwice(found: Described, known: Described): boolean {
  if (found.authors === null || known.authors === null) return false;
  return (
    words(found.title).length >= fewestTitleWords &&
    areSamePeople(found.authors, known.authors) &&
    !haveOtherAbstracts(found.abstract, known.abstract)
  );
}

/** True for the names under which a paper is always found again: nothing can speak against them. */
export function isCertain(id: PaperId): boolean {
  return idKind(id) === 'arxiv' || idKind(id) === 'doi';
}

/** Two different arXiv ids, or two different DOIs where no better name is shared, are two different papers. */
function contradicting(
  kind: 'arxiv' | 'doi' | 'url' | 'title',
  found: Described,
  known: Described,
): boolean {
  const differs = (each: 'arxiv' | 'doi') => {
    const one = found.ids.filter((other) => idKind(other) === each);
    const two = known.ids.filter((other) => idKind(other) === each);
    return one.length > 0 && two.length > 0 && !one.some((other) => two.includes(other));
  };
  if (kind === 'arxiv') return false;
  if (kind === 'doi') return differs('arxiv');
  return differs('arxiv') || differs('doi');
}

function haveOneTitle(found: Described, known: Described): boolean {
  return (
    similarTitles(found.title, known.title) || compareTitles(found.title, known.title) !== null
  );
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
