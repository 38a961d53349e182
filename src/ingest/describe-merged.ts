/** What an entry said that is hidden once it is part of a paper: kept so that the two can be told apart again. */
import type { ListedPaper } from '../model/listing.ts';
import type { Description, MergedEntry } from '../model/merge-record.ts';
import type { Paper } from '../model/paper.ts';
import type { PaperId } from '../model/paper-id.ts';

interface Joined {
  readonly entry: ListedPaper;
  readonly paper: Omit<Paper, 'key'>;
  readonly before: Paper | null;
  readonly after: Paper;
}

/**
 * @param shared names of the entry that the paper has without it as well.
 * @param alone true when the listing showed the paper through this entry only.
 */
export function describeMerged(
  { entry, paper, before, after }: Joined,
  shared: readonly PaperId[],
  alone: boolean,
): MergedEntry {
  const { ids, title: _, ...said } = paper;
  const fields = Object.keys(said) as (keyof typeof said)[];
  const changed =
    before === null || before === after
      ? []
      : (['title', ...fields] as const).filter((field) => !areEqual(before[field], after[field]));
  const own = fields.filter(
    (field) => changed.includes(field) || !areEqual(said[field], after[field]),
  );
  const { upvotes, comments, stars } = entry;
  return {
    ids,
    shared,
    own: pick(said, own),
    before: before === null ? {} : pick(before, changed),
    upvotes,
    comments,
    stars,
    alone,
  };
}

function areEqual(one: unknown, two: unknown): boolean {
  return one === two || JSON.stringify(one) === JSON.stringify(two);
}

function pick(from: Partial<Description>, fields: readonly (keyof Description)[]) {
  return Object.fromEntries(
    fields.map((field) => [field, from[field]]),
  ) satisfies Partial<Description>;
}
