/** What a listing leaves in the record: one sighting a paper and day, and every entry that was a paper already known. */
import type { Day, ListedPaper } from '../model/listing.ts';
import type { Sighting } from '../model/paper.ts';

export interface RecordedMerge {
  readonly paperKey: string;
  readonly source: string;
  readonly day: Day;
  readonly position: number;
  readonly title: string;
  readonly reason: string;
}

export interface RecordedEntries {
  readonly sightings: readonly (Sighting & { readonly paperKey: string })[];
  readonly merges: readonly RecordedMerge[];
}

/** An entry with the paper it was found to be when it was read, and why; null where it was the first of its paper. */
export interface Resolved {
  readonly entry: ListedPaper;
  readonly title: string;
  readonly key: string;
  readonly day: Day;
  readonly reason: string | null;
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

/**
 * The sightings and merges of a listing's entries. `shown` holds `key day` of what this source is known to have shown:
 * reading a listing again merges nothing.
 */
export function recordEntries(
  resolved: readonly Resolved[],
  joins: Joins,
  shown: ReadonlySet<string>,
  source: string,
): RecordedEntries {
  const sightings = new Map<string, Sighting & { readonly paperKey: string }>();
  const merges: RecordedMerge[] = [];
  for (const { entry, title, key, day, reason: recognised } of resolved) {
    const paperKey = joins.keyOf(key);
    const at = `${paperKey} ${day}`;
    const first = sightings.get(at);
    sightings.set(
      at,
      first === undefined ? sightingOf(entry, paperKey, source, day) : filled(first, entry),
    );
    const reason = recognised ?? joins.reasonOf(key);
    if (reason === null || shown.has(at) || shown.has(`${key} ${day}`)) continue;
    merges.push({ paperKey, source, day, position: entry.position, title, reason });
  }
  return { sightings: [...sightings.values()], merges };
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
