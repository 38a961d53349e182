/** What a paper was before it was merged into another, as far as its own row does not say it. */
import type { Kysely, Selectable } from 'kysely';
import type { NearKey } from '../model/near-keys.ts';
import type { Paper } from '../model/paper.ts';
import type { PaperId } from '../model/paper-id.ts';
import { readPapers } from './read-papers.ts';
import type { Schema, SightingRow } from './schema.ts';

export interface MergedPaper {
  /** Everything it was found by, and what of that the paper kept had too. */
  readonly names: readonly (PaperId | NearKey)[];
  readonly shared: readonly (PaperId | NearKey)[];
  readonly sightings: readonly (Omit<Selectable<SightingRow>, 'paper_key'> & {
    /** True where the paper kept was seen there on that day as well. */
    readonly both: boolean;
  })[];
  /** The numbers of the merges on its record. */
  readonly merges: readonly number[];
  /** Papers merged into it before. */
  readonly aliases: readonly string[];
  /** The paper kept, as it was. */
  readonly keep: Paper;
}

/** To be called before anything is moved. */
export async function describeDropped(
  db: Kysely<Schema>,
  keep: string,
  drop: string,
): Promise<MergedPaper> {
  const names = await db
    .selectFrom('paper_ids')
    .select(['id', 'paper_key'])
    .where('paper_key', 'in', [keep, drop])
    .execute();
  const ofKeep = new Set(names.filter((row) => row.paper_key === keep).map((row) => row.id));
  const ofDrop = names.filter((row) => row.paper_key === drop).map((row) => row.id);
  const sightings = await db
    .selectFrom('sightings')
    .selectAll()
    .where('paper_key', 'in', [keep, drop])
    .execute();
  const seen = new Set(
    sightings.filter((row) => row.paper_key === keep).map((row) => `${row.day} ${row.source}`),
  );
  const merges = await db.selectFrom('merges').select('n').where('paper_key', '=', drop).execute();
  const aliases = await db
    .selectFrom('papers')
    .select('key')
    .where('merged_into', '=', drop)
    .execute();
  return {
    names: ofDrop,
    shared: ofDrop.filter((id) => ofKeep.has(id)),
    sightings: sightings
      .filter((row) => row.paper_key === drop)
      .map(({ paper_key: _, ...row }) => ({ ...row, both: seen.has(`${row.day} ${row.source}`) })),
    merges: merges.map((row) => row.n),
    aliases: aliases.map((row) => row.key),
    keep: (await readPapers(db, [keep])).get(keep) as Paper,
  };
}
