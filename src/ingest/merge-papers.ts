/** What two descriptions of one paper make together: gaps are filled, better values win, nothing known is ever lost. */
import type { Paper, PaperLinks } from '../model/paper.ts';
import { idKind, type PaperId } from '../model/paper-id.ts';
import { compareTitles } from './compare-titles.ts';

/**
 * `known` with what `found` adds: unknown fields filled, a longer abstract and a longer list of authors taken, ids and
 * categories joined. The key stays, and so does the title unless its end was missing. Returns `known` itself when nothing is new.
 */
export function mergePapers(known: Paper, found: Omit<Paper, 'key'>): Paper {
  const merged: Paper = {
    key: known.key,
    title: fullerTitle(known.title, found.title),
    abstract: longerText(known.abstract, found.abstract),
    authors: longerList(known.authors, found.authors),
    authorCount: larger(known.authorCount, found.authorCount),
    organization: known.organization ?? found.organization,
    published: known.published ?? found.published,
    categories: joined(known.categories, found.categories),
    links: mergeLinks(known.links, found.links),
    ids: mergeIds(known.ids, found.ids),
  };
  const fields = Object.keys(merged) as (keyof Paper)[];
  return fields.every((field) => merged[field] === known[field]) ? known : merged;
}

/** The missing end of a title is longer than the name of a site that is put behind it. UTF-16 units. */
const shortestEnd = 16;

const breaksOff = /(?:\.\.\.|…)$/;

function fullerTitle(known: string, found: string): string {
  if (found === known || breaksOff.test(found)) return known;
  if (!breaksOff.test(known) && found.length < known.length + shortestEnd) return known;
  return compareTitles(known, found) === 'longer' ? found : known;
}

function longerText(known: string | null, found: string | null): string | null {
  if (known === null || found === null) return known ?? found;
  return found.length > known.length ? found : known;
}

function longerList(
  known: readonly string[] | null,
  found: readonly string[] | null,
): readonly string[] | null {
  if (known === null || found === null) return known ?? found;
  return found.length > known.length ? found : known;
}

function larger(known: number | null, found: number | null): number | null {
  if (known === null || found === null) return known ?? found;
  return Math.max(known, found);
}

function joined<T>(known: readonly T[], found: readonly T[]): readonly T[] {
  const added = found.filter((value) => !known.includes(value));
  return added.length === 0 ? known : [...known, ...added];
}

function mergeLinks(known: PaperLinks, found: PaperLinks): PaperLinks {
  const abstract = betterAbstractLink(known.abstract, found.abstract);
  const pdf = known.pdf ?? found.pdf;
  const listing = known.listing ?? found.listing;
  const code = known.code ?? found.code;
  const isKnown =
    abstract === known.abstract &&
    pdf === known.pdf &&
    listing === known.listing &&
    code === known.code;
  return isKnown ? known : { abstract, pdf, listing, code };
}

/** arXiv's own page beats any other: it is open to everybody and never moves. */
function betterAbstractLink(known: string | null, found: string | null): string | null {
  if (known === null || found === null) return known ?? found;
  const isArxiv = (link: string) => link.startsWith('https://arxiv.org/abs/');
  return isArxiv(found) && !isArxiv(known) ? found : known;
}

/** Strong names first, in the order of their kinds; within a kind the first known stays first. */
function mergeIds(known: readonly PaperId[], found: readonly PaperId[]): readonly PaperId[] {
  const all = joined(known, found);
  if (all === known) return known;
  return [...all].sort((a, b) => kinds.indexOf(idKind(a)) - kinds.indexOf(idKind(b)));
}

const kinds = ['arxiv', 'doi', 'url', 'title'];
