/** The record of what was taken for the same paper, and why: so that a wrong merge can be found and explained. */
import type { Kysely } from 'kysely';
import type { Day } from '../model/listing.ts';
import type { MergedEntry } from '../model/merge-record.ts';
import { readAliases } from './read-papers.ts';
import type { MergeRow, Schema } from './schema.ts';
import type { Session } from './session.ts';

/** An entry of a listing that was recognised as a paper already known. */
export interface RecordedMerge {
  readonly paperKey: string;
  /** The entry's source; `paper:<key>` (at position 0, on the day of the merge) for a paper that was merged whole. */
  readonly source: string;
  readonly day: Day;
  readonly position: number;
  /** As the entry spelled it. */
  readonly title: string;
  readonly reason: string;
  /** What it takes to undo it. */
  readonly undo?: MergedEntry;
}

/** A merge on record, under the number by which people name it. */
export interface NumberedMerge extends Omit<RecordedMerge, 'undo'> {
  readonly number: number;
}

/** What is told of a merge, beside the paper that was kept. */
export const mergeColumns = [
  'source',
  'day',
  'position',
  'title',
  'reason',
  'recorded_at',
  'n',
  'undo',
] as const satisfies readonly (keyof MergeRow)[];

export class Merges {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  /** Records merges; one already known for the paper, source, day and position stays as it is. */
  async record(rows: readonly RecordedMerge[]): Promise<void> {
    if (rows.length === 0) return;
    await this.#session.write(async ({ db, engine, now }) => {
      const at = now();
      const aliases = await readAliases(db, [...new Set(rows.map((row) => row.paperKey))]);
      const number = await nextNumber(db);
      await engine.insertMany(db, {
        table: 'merges',
        columns: ['paper_key', ...mergeColumns],
        rows: rows.map((row, index) => [
          aliases.get(row.paperKey) ?? row.paperKey,
          row.source,
          row.day,
          row.position,
          row.title,
          row.reason,
          at,
          number + index,
          row.undo === undefined ? null : JSON.stringify(row.undo),
        ]),
        onConflict: 'on conflict (paper_key, source, day, position) do nothing',
      });
    });
  }

  /** What was merged into the paper, by day, source and position. An old key answers for the surviving paper. */
  async of(paperKey: string): Promise<NumberedMerge[]> {
    return this.#session.read(async ({ db }) => {
      const aliases = await readAliases(db, [paperKey]);
      const rows = await db
        .selectFrom('merges')
        .select(['paper_key', 'source', 'day', 'position', 'title', 'reason', 'n'])
        .where('paper_key', '=', aliases.get(paperKey) ?? paperKey)
        .orderBy('day')
        .orderBy('source')
        .orderBy('position')
        .execute();
      return rows.map(({ paper_key, n, ...row }) => ({ number: n, paperKey: paper_key, ...row }));
    });
  }
}

/** The number of the next merge: none is given twice, not even that of a merge undone. */
export async function nextNumber(db: Kysely<Schema>): Promise<number> {
  const last = async (table: 'merges' | 'splits') => {
    const row = await db
      .selectFrom(table)
      .select((select) => select.fn.max<number | null>('n').as('n'))
      .executeTakeFirstOrThrow();
    return row.n ?? 0;
  };
  return Math.max(await last('merges'), await last('splits')) + 1;
}
