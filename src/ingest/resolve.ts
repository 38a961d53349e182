/** Tells for every entry of a listing which paper it is: one already known, or a new one. Pure. */
import type { Day, ListedPaper } from '../model/listing.ts';
import type { KeptApart } from '../model/merge-record.ts';
import type { NearKey } from '../model/near-keys.ts';
import type { Paper, Sighting } from '../model/paper.ts';
import { type PaperId, paperKey } from '../model/paper-id.ts';
import { mergePapers } from './merge-papers.ts';
import { paperFrom } from './paper-from.ts';
import { PaperIndex } from './paper-index.ts';
import { Joins, type RecordedMerge, recordEntries } from './record-entries.ts';

export type { RecordedMerge };

/** An entry with what it is called and described as. */
export interface Described {
  readonly entry: ListedPaper;
  readonly paper: Omit<Paper, 'key'>;
}

/** What the store knew before: papers by key, and the keys that each id, and each beginning of a title, leads to. */
export interface KnownPapers {
  readonly papers: ReadonlyMap<string, Paper>;
  readonly keys: ReadonlyMap<PaperId | NearKey, readonly string[]>;
  /** Keys that once belonged to papers since joined with others: never given again. */
  readonly taken: ReadonlySet<string>;
  /** `key day` of the papers this source is known to have shown: reading a listing again merges nothing. */
  readonly shown: ReadonlySet<string>;
  /** Papers that a person split: never joined again. */
  readonly apart: readonly KeptApart[];
}

/** Everything the store has to write for one listing. */
export interface ResolvedListing {
  readonly inserted: readonly Paper[];
  readonly updated: readonly Paper[];
  /** Papers known apart that turn out to be one: `drop` goes into `keep`. */
  readonly joined: readonly {
    readonly keep: string;
    readonly drop: string;
    readonly reason: string;
  }[];
  readonly sightings: readonly (Sighting & { readonly paperKey: string })[];
  readonly merges: readonly RecordedMerge[];
  /** Different papers of the listing that were known before. */
  readonly known: number;
}

/** The entries with their papers; entries without a title fall away. */
export function describeEntries(entries: readonly ListedPaper[]): Described[] {
  const described: Described[] = [];
  for (const entry of entries) {
    const paper = paperFrom(entry);
    if (paper !== null) described.push({ entry, paper });
  }
  return withoutSharedAddresses(described);
}

/** An address that a listing gives to papers of different titles names the place, not the paper. */
function withoutSharedAddresses(described: readonly Described[]): Described[] {
  const titles = new Map<PaperId, PaperId>();
  const shared = new Set<PaperId>();
  for (const { paper } of described) {
    const title = paper.ids.at(-1) as PaperId;
    for (const id of paper.ids) {
      if (!id.startsWith('url:')) continue;
      if ((titles.get(id) ?? title) !== title) shared.add(id);
      titles.set(id, title);
    }
  }
  if (shared.size === 0) return [...described];
  return described.map(({ entry, paper }) => ({
    entry,
    paper: { ...paper, ids: paper.ids.filter((id) => !shared.has(id)) },
  }));
}

/**
 * Resolves one listing against what is known.
 * @param day the listing's day, for entries that name none.
 */
export function resolveListing(
  described: readonly Described[],
  before: KnownPapers,
  source: string,
  day: Day,
): ResolvedListing {
  const index = new PaperIndex(before.papers, before.keys, before.apart);
  const joins = new Joins();
  const joined: { keep: string; drop: string; reason: string }[] = [];
  const resolved = described.map(({ entry, paper }) => {
    const on = entry.listedOn ?? day;
    const matches = index.matchesOf(paper, { source, day: on, shown: before.shown });
    const found = { ...paper, ids: index.ownIds(paper, matches) };
    // What the store knows keeps its key: feeds and mails may have named it.
    const keep = matches.find(({ key }) => before.papers.has(key)) ?? matches[0];
    const isTaken = (key: string) =>
      index.get(key) !== undefined || before.taken.has(key) || joins.has(key);
    const key = keep?.key ?? freshKey(found.ids[0] as PaperId, isTaken);
    let merged = index.get(key) ?? { key, ...found };
    for (const { key: drop, reason } of matches) {
      if (drop === key) continue;
      merged = mergePapers(merged, index.get(drop) as Paper);
      index.remove(drop, key);
      joins.add(drop, key, reason);
      if (before.papers.has(drop)) joined.push({ keep: key, drop, reason });
    }
    const after = mergePapers(merged, found);
    index.put(after);
    const reason = matches[0]?.reason ?? null;
    return {
      entry,
      paper,
      key,
      day: on,
      reason,
      before: keep === undefined ? null : merged,
      after,
    };
  });

  const seen = new Set(resolved.map(({ key }) => joins.keyOf(key)));
  const isNew = (key: string) => !before.papers.has(key);
  const hasChanged = (key: string) => index.get(key) !== before.papers.get(key);
  return {
    inserted: [...seen].filter(isNew).map((key) => index.get(key) as Paper),
    updated: [...seen]
      .filter((key) => !isNew(key) && hasChanged(key))
      .map((key) => index.get(key) as Paper),
    joined,
    ...recordEntries(resolved, joins, before, source),
    known: [...seen].filter((key) => !isNew(key)).length,
  };
}

function freshKey(id: PaperId, isTaken: (key: string) => boolean): string {
  for (let attempt = 0; ; attempt++) {
    const key = paperKey(id, attempt);
    if (!isTaken(key)) return key;
  }
}
