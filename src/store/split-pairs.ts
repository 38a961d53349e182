/** The pairs of papers kept apart, as papers are merged and split around them. */
import type { Kysely } from 'kysely';
import { PaperboyError } from '../lib/errors.ts';
import type { Schema, SplitRow } from './schema.ts';

/** Every pair that one of `keys` is part of, the latest split first. */
export async function readPairs(
  db: Kysely<Schema>,
  keys: readonly string[],
): Promise<readonly SplitRow[]> {
  return db
    .selectFrom('splits')
    .selectAll()
    .where((is) => is.or([is('paper_key', 'in', keys), is('apart_from', 'in', keys)]))
    .orderBy('n', 'desc')
    .orderBy('paper_key')
    .orderBy('apart_from')
    .execute();
}

/** Keeps `keep` apart from what `drop` was kept apart from. Throws STORE_MISUSE where the two are a pair themselves. */
export async function moveSplits(db: Kysely<Schema>, keep: string, drop: string): Promise<void> {
  for (const row of await readPairs(db, [drop])) {
    if (row.paper_key === keep || row.apart_from === keep) {
      throw new PaperboyError('STORE_MISUSE', `${drop} and ${keep} were split and stay apart`, {
        hint: 'Leave papers alone that are kept apart.',
      });
    }
    await db
      .deleteFrom('splits')
      .where('paper_key', '=', row.paper_key)
      .where('apart_from', '=', row.apart_from)
      .execute();
    await keepApart(db, {
      ...row,
      paper_key: row.paper_key === drop ? keep : row.paper_key,
      apart_from: row.apart_from === drop ? keep : row.apart_from,
    });
  }
}

/** Notes a pair; one already noted stays as it is. */
export async function keepApart(db: Kysely<Schema>, row: SplitRow): Promise<void> {
  await db
    .insertInto('splits')
    .values(row)
    .onConflict((clash) => clash.doNothing())
    .execute();
}

/** Keeps `key`, which was part of `from`, apart from everything that `from` is kept apart from. */
export async function copySplits(db: Kysely<Schema>, from: string, key: string): Promise<void> {
  for (const row of await readPairs(db, [from])) {
    if (row.paper_key === key || row.apart_from === key) continue;
    if (row.apart_from === from) await keepApart(db, { ...row, apart_from: key });
    else await keepApart(db, { ...row, paper_key: key, names: '[]', source: null });
  }
}
