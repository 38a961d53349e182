/** Records one parsed listing in the store: its papers resolved, its sightings kept, in one transaction. */
import type { Day, Listing } from '../model/listing.ts';
import type { KeptApart } from '../model/merge-record.ts';
import { type NearKey, nearKeys } from '../model/near-keys.ts';
import type { Paper, Sighting } from '../model/paper.ts';
import { type PaperId, paperKey } from '../model/paper-id.ts';
import { mostNear } from './paper-index.ts';
import type { RecordedMerge } from './record-entries.ts';
import { type Described, describeEntries, type KnownPapers, resolveListing } from './resolve.ts';
import { isCertain } from './same-paper.ts';

/** The part of the store that ingesting needs. */
export interface IngestStore {
  transaction<T>(work: (store: IngestStore) => Promise<T>): Promise<T>;
  readonly papers: {
    keysOf(ids: readonly PaperId[]): Promise<Map<PaperId, string[]>>;
    keysNear(keys: readonly NearKey[]): Promise<Map<NearKey, string[]>>;
    get(keys: readonly string[]): Promise<Map<string, Paper>>;
    insert(papers: readonly Paper[]): Promise<void>;
    update(papers: readonly Paper[]): Promise<void>;
    merge(keep: string, drop: string, reason: string): Promise<void>;
  };
  readonly sightings: {
    record(rows: readonly (Sighting & { readonly paperKey: string })[]): Promise<void>;
    shown(source: string, days: readonly Day[]): Promise<Set<string>>;
  };
  readonly listings: {
    record(row: { source: string; day: Day; format: string; listed: number }): Promise<void>;
  };
  readonly merges: { record(rows: readonly RecordedMerge[]): Promise<void> };
  readonly splits: { keptApart(): Promise<readonly KeptApart[]> };
}

/** What became of one listing. The counts are of papers, but for `listed`, which is of entries. */
export interface IngestReport {
  readonly source: string;
  readonly listed: number;
  readonly new: number;
  readonly known: number;
  /** Of the known ones, those that learned something. */
  readonly updated: number;
}

/**
 * Records `listing` under the name `source`; entries without a day get `day`. Reading the same listing again changes
 * nothing but the time it was last seen.
 */
export async function ingestListing(
  store: IngestStore,
  listing: Listing,
  source: string,
  day: Day,
): Promise<IngestReport> {
  const described = describeEntries(listing.entries);
  const ownDay = listing.listedOn ?? day;
  const listedOn = countByDay(described, ownDay);
  return await store.transaction(async (tx) => {
    const before = await whatIsKnown(tx, described, source, [...listedOn.keys()]);
    const resolved = resolveListing(described, before, source, ownDay);
    await tx.papers.insert(resolved.inserted);
    for (const { keep, drop, reason } of resolved.joined) await tx.papers.merge(keep, drop, reason);
    await tx.papers.update(resolved.updated);
    await tx.sightings.record(resolved.sightings);
    await tx.merges.record(resolved.merges);
    for (const [on, listed] of listedOn) {
      await tx.listings.record({ source, day: on, format: listing.format, listed });
    }
    return {
      source,
      listed: described.length,
      new: resolved.inserted.length,
      known: resolved.known,
      updated: resolved.updated.length,
    };
  });
}

/** How many entries the listing has for each day it names; an empty one has none for its own day. */
function countByDay(described: readonly Described[], ownDay: Day): Map<Day, number> {
  const listed = new Map<Day, number>(described.length === 0 ? [[ownDay, 0]] : []);
  for (const { entry } of described) {
    const on = entry.listedOn ?? ownDay;
    listed.set(on, (listed.get(on) ?? 0) + 1);
  }
  return listed;
}

/** What the store knows of all that the entries might be. */
export async function whatIsKnown(
  store: IngestStore,
  described: readonly Described[],
  source: string,
  days: readonly Day[],
): Promise<KnownPapers> {
  const ids = described.map(({ paper }) => paper.ids);
  const keys = await store.papers.keysOf([...new Set(ids.flat())]);
  const near = await store.papers.keysNear([
    ...new Set(described.flatMap(({ paper }) => nearKeys(paper.title))),
  ]);
  const few = [...near.values()].filter((list) => list.length <= mostNear);
  const papers = await store.papers.get([...new Set([...keys.values(), ...few].flat())]);
  const doubtful = ids.filter(([best]) => !isCertain(best as PaperId)).flat();
  const taken = await takenKeys(store, [...new Set(doubtful.filter((id) => keys.has(id)))]);
  return {
    papers,
    keys: new Map([...keys, ...near]),
    taken,
    shown: await store.sightings.shown(source, days),
    apart: await store.splits.keptApart(),
  };
}

/** The keys given before to papers named `ids`, also of those since joined with others. Keys are given in turn. */
async function takenKeys(store: IngestStore, ids: readonly PaperId[]): Promise<Set<string>> {
  const taken = new Set<string>();
  for (let attempt = 0, open = ids; open.length > 0; attempt++) {
    const found = await store.papers.get(open.map((id) => paperKey(id, attempt)));
    for (const key of found.keys()) taken.add(key);
    open = open.filter((id) => taken.has(paperKey(id, attempt)));
  }
  return taken;
}
