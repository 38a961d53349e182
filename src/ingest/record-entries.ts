/** What a listing leaves in the record: one sighting a paper and day, and every entry that was a paper already known. */
import type { Day, ListedPaper } from '../model/listing.ts';
import type { MergedEntry } from '../model/merge-record.ts';
import type { Paper, Sighting } from '../model/paper.ts';
import type { PaperId } from '../model/paper-id.ts';
import { describeMerged } from './describe-merged.ts';

export interface RecordedMerge {
  readonly paperKey: string;
  readonly source: string;
  readonly day: Day;
  readonly position: number;
  readonly title: string;
  readonly reason: string;
  /** What it takes to undo it. */
  readonly undo: MergedEntry;
}

export interface RecordedEntries {
  readonly sightings: readonly (Sighting & { readonly paperKey: string })[];
  readonly merges: readonly RecordedMerge[];
}

/** An entry with the paper it was found to be when it was read, and why; null where it was the first of its paper. */
export interface Resolved {
  readonly entry: ListedPaper;
  readonly paper: Omit<Paper, 'key'>;
  readonly key: string;
  readonly day: Day;
  readonly reason: string | null;
  /** Its paper without and with what the entry says of it; `before` is null where it was the first. */
  readonly before: Paper | null;
  readonly after: Paper;
}

/** Papers that became other papers while the listing was read, and why. */
export class Joins {
  readonly #into = new Map<string, string>();
  readonly #reasons = new Map<string, string>();

  add(drop: string, key: string, reason: string): void {
    this.#into.set(drop, key);
    this.#reasons.set(drop, reason);
  }

  has(key: string): boolean {
    return this.#into.has(key);
  }

  reasonOf(key: string): string | null {
    return this.#reasons.get(key) ?? null;
  }

  /** The paper that `key` is in the end: a few steps on, since the paper with the stronger name stays. */
  keyOf(key: string): string {
    let last = key;
    for (let next = this.#into.get(last); next !== undefined; next = this.#into.get(last)) {
      last = next;
    }
    return last;
  }
}

/** What the store knew: `shown` holds `key day` of what this source is known to have shown. */
interface KnownBefore {
  readonly papers: ReadonlyMap<string, Paper>;
  readonly shown: ReadonlySet<string>;
}

/** The sightings and merges of a listing's entries. Reading a listing again merges nothing. */
export function recordEntries(
  resolved: readonly Resolved[],
  joins: Joins,
  known: KnownBefore,
  source: string,
): RecordedEntries {
  const sightings = new Map<string, Sighting & { readonly paperKey: string }>();
  const merged: { readonly one: Resolved; readonly paperKey: string; readonly reason: string }[] =
    [];
  for (const one of resolved) {
    const { entry, key, day } = one;
    const paperKey = joins.keyOf(key);
    const at = `${paperKey} ${day}`;
    const first = sightings.get(at);
    sightings.set(
      at,
      first === undefined ? sightingOf(entry, paperKey, source, day) : filled(first, entry),
    );
    const reason = one.reason ?? joins.reasonOf(key);
    if (reason === null || known.shown.has(at) || known.shown.has(`${key} ${day}`)) continue;
    merged.push({ one, paperKey, reason });
  }
  const count = countUses(resolved, joins, new Set(merged.map(({ paperKey }) => paperKey)));
  const merges = merged.map(({ one, paperKey, reason }): RecordedMerge => {
    const { entry, paper, day } = one;
    const ids = known.papers.get(paperKey)?.ids ?? [];
    const shared = paper.ids.filter((id) => ids.includes(id) || count(paperKey, id) > 1);
    const undo = describeMerged(one, shared, count(paperKey, day) === 1);
    return { paperKey, source, day, position: entry.position, title: paper.title, reason, undo };
  });
  return { sightings: [...sightings.values()], merges };
}

/** How many entries of each of the papers `keys` give a name, or stand on a day. */
function countUses(
  resolved: readonly Resolved[],
  joins: Joins,
  keys: ReadonlySet<string>,
): (key: string, what: PaperId | Day) => number {
  const uses = new Map<string, number>();
  for (const { key: first, paper, day } of keys.size === 0 ? [] : resolved) {
    const key = joins.keyOf(first);
    if (!keys.has(key)) continue;
    for (const what of [...paper.ids, day]) {
      const use = `${key} ${what}`;
      uses.set(use, (uses.get(use) ?? 0) + 1);
    }
  }
  return (key, what) => uses.get(`${key} ${what}`) ?? 0;
}

function sightingOf(entry: ListedPaper, paperKey: string, source: string, day: Day) {
  const { position, upvotes, comments, stars } = entry;
  return { paperKey, source, day, position, upvotes, comments, stars };
}

/** The first copy's place counts; what it lacks is taken from the later one. */
function filled<T extends Sighting>(first: T, again: ListedPaper): T {
  return {
    ...first,
    upvotes: first.upvotes ?? again.upvotes,
    comments: first.comments ?? again.comments,
    stars: first.stars ?? again.stars,
  };
}
