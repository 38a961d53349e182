/** Fills the gaps of known papers from a look-up of them: nothing is listed, nobody is new, nothing known is lost. */
import type { ListedPaper } from '../model/listing.ts';
import type { Paper } from '../model/paper.ts';
import type { PaperId } from '../model/paper-id.ts';
import type { IngestStore } from './ingest-listing.ts';
import { mergePapers } from './merge-papers.ts';
import { PaperIndex } from './paper-index.ts';
import { describeEntries } from './resolve.ts';

/** The part of the store that filling needs. */
export interface FillStore {
  readonly papers: Pick<IngestStore['papers'], 'keysOf' | 'get' | 'update'>;
}

export interface FillReport {
  /** Those of the ids asked for that an entry told of. */
  readonly answered: ReadonlySet<PaperId>;
  /** How many papers got an abstract or authors that they lacked. */
  readonly filled: number;
}

/**
 * Merges `entries` into the papers known under `asked`, ids that name one paper only. An entry whose best name was not
 * asked for is passed over. To be called within a transaction.
 */
export async function fillPapers(
  store: FillStore,
  entries: readonly ListedPaper[],
  asked: readonly PaperId[],
): Promise<FillReport> {
  const wanted: ReadonlySet<PaperId | undefined> = new Set(asked);
  const found = describeEntries(entries)
    .map(({ paper }) => paper)
    .filter(({ ids }) => wanted.has(ids[0]));
  const names = await store.papers.keysOf([...new Set(found.flatMap(({ ids }) => ids))]);
  const keyOf = ({ ids }: Omit<Paper, 'key'>) => names.get(ids[0] as PaperId)?.[0] ?? '';
  const before = await store.papers.get([...new Set(found.map(keyOf))]);
  const index = new PaperIndex(before, names);
  for (const paper of found) {
    const known = index.get(keyOf(paper));
    if (known === undefined) continue;
    // A name that belongs to another paper is not taken from it: that is for a listing to prove.
    const ids = index.ownIds(paper, [{ key: known.key, reason: 'asked for' }]);
    index.put(mergePapers(known, { ...paper, ids }));
  }
  const updated = [...before.values()]
    .map((known) => ({ known, paper: index.get(known.key) as Paper }))
    .filter(({ known, paper }) => paper !== known);
  await store.papers.update(updated.map(({ paper }) => paper));
  return {
    answered: new Set(found.map(({ ids }) => ids[0] as PaperId)),
    filled: updated.filter(({ known, paper }) => hasGained(known, paper)).length,
  };
}

function hasGained(known: Paper, paper: Paper): boolean {
  return (
    (known.abstract === null && paper.abstract !== null) ||
    (known.authors === null && paper.authors !== null)
  );
}
