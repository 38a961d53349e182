/** Fictitious papers and sightings for the tests of the store. */
import type { Paper, Sighting } from '../../../src/model/paper.ts';
import { type PaperId, paperKey, titleId } from '../../../src/model/paper-id.ts';

/** A paper with the ids given and its title's; its key is that of the first id. Anything can be replaced. */
export function samplePaper(
  title: string,
  ids: readonly PaperId[] = [],
  rest: Partial<Paper> = {},
): Paper {
  const all = [...ids, titleId(title)];
  return {
    key: paperKey(all[0]!),
    title,
    abstract: null,
    authors: null,
    authorCount: null,
    organization: null,
    published: null,
    categories: [],
    links: { abstract: null, pdf: null, listing: null, code: null },
    ids: all,
    ...rest,
  };
}

export function sampleSighting(
  paper: Paper,
  day: string,
  rest: Partial<Sighting> = {},
): Sighting & { paperKey: string } {
  return {
    paperKey: paper.key,
    source: 'morning-list',
    day,
    position: null,
    upvotes: null,
    comments: null,
    stars: null,
    ...rest,
  };
}

/** What a candidate shows of a sighting made by `sampleSighting`. */
export function withoutKey({
  paperKey: _,
  ...sighting
}: Sighting & { paperKey: string }): Sighting {
  return sighting;
}
