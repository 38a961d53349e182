/** What a paper says once another, taken for it by mistake, has left. Pure. */
import type { Description } from '../model/merge-record.ts';
import type { Paper, PaperLinks } from '../model/paper.ts';

const fields = [
  'title',
  'abstract',
  'authors',
  'authorCount',
  'organization',
  'published',
] as const satisfies readonly (keyof Description)[];

/**
 * `paper` with what `given` brought replaced by what the paper said before; what it learned elsewhere stays.
 * @param before what the paper said before; fields that are absent were not changed.
 */
export function withoutGiven(
  paper: Paper,
  given: Description,
  before: Partial<Description>,
): Paper {
  const restored: Partial<Record<keyof Description, unknown>> = {};
  for (const field of fields) {
    if (before[field] === undefined) continue;
    if (areEqual(paper[field], given[field])) restored[field] = before[field];
  }
  if (before.categories !== undefined) {
    const old = before.categories;
    restored.categories = paper.categories.filter(
      (name) => old.includes(name) || !given.categories.includes(name),
    );
  }
  if (before.links !== undefined) restored.links = linksWithout(paper, given, before.links);
  return Object.assign({ ...paper }, restored);
}

function linksWithout(paper: Paper, given: Description, before: PaperLinks): PaperLinks {
  const linkOf = (kind: keyof PaperLinks) =>
    paper.links[kind] === given.links[kind] ? before[kind] : paper.links[kind];
  return {
    abstract: linkOf('abstract'),
    pdf: linkOf('pdf'),
    listing: linkOf('listing'),
    code: linkOf('code'),
  };
}

function areEqual(one: unknown, two: unknown): boolean {
  return one === two || JSON.stringify(one) === JSON.stringify(two);
}
