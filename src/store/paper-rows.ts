/** Papers as rows and back: the one place where lists and links become JSON text. */
import type { Selectable } from 'kysely';
import { type NearKey, nearKeys } from '../model/near-keys.ts';
import type { Paper, PaperLinks } from '../model/paper.ts';
import { idKind, isStrong, type PaperId } from '../model/paper-id.ts';
import type { SqlValue } from './engine.ts';
import type { PaperIdRow, PaperRow } from './schema.ts';

export const paperColumns = [
  'key',
  'title',
  'abstract',
  'authors',
  'author_count',
  'organization',
  'published',
  'categories',
  'links',
  'first_seen_at',
  'updated_at',
] as const satisfies readonly (keyof PaperRow)[];

export const idColumns = [
  'id',
  'paper_key',
  'strong',
] as const satisfies readonly (keyof PaperIdRow)[];

/** The values of `paperColumns`; `at` is the present moment as ISO text. */
export function encodePaper(paper: Paper, at: string): readonly SqlValue[] {
  return [
    paper.key,
    paper.title,
    paper.abstract,
    paper.authors === null ? null : JSON.stringify(paper.authors),
    paper.authorCount,
    paper.organization,
    paper.published,
    JSON.stringify(paper.categories),
    JSON.stringify(paper.links),
    at,
    at,
  ];
}

/** The values of `idColumns`, a list for each id of the paper and for each key by which its title is found nearly. */
export function encodeIds(paper: Paper): readonly (readonly SqlValue[])[] {
  const ids = paper.ids.map((id) => [id, paper.key, isStrong(id) ? 1 : 0]);
  const near = nearKeys(paper.title).map((key) => [key, paper.key, 0]);
  return [...ids, ...near];
}

/** True for the rows of `paper_ids` that name a paper; the others only help to find its title. */
export function isPaperId(id: PaperId | NearKey): id is PaperId {
  return !id.startsWith('near:');
}

export function decodePaper(row: Selectable<PaperRow>, ids: readonly PaperId[]): Paper {
  const links: PaperLinks = JSON.parse(row.links);
  return {
    key: row.key,
    title: row.title,
    abstract: row.abstract,
    authors: row.authors === null ? null : JSON.parse(row.authors),
    authorCount: row.author_count,
    organization: row.organization,
    published: row.published,
    categories: JSON.parse(row.categories),
    links: {
      abstract: links.abstract,
      pdf: links.pdf,
      listing: links.listing,
      code: links.code,
    },
    ids: orderIds(ids),
  };
}

const kindOrder = { arxiv: 0, doi: 1, url: 2, title: 3 } as const;

/** The best name first (arXiv, DOI, address, title), those of a kind by their text. */
function orderIds(ids: readonly PaperId[]): readonly PaperId[] {
  return ids.toSorted(
    (a, b) => kindOrder[idKind(a)] - kindOrder[idKind(b)] || (a < b ? -1 : a > b ? 1 : 0),
  );
}
