/** Names and descriptions of two papers that are taken apart. */
import type { Kysely } from 'kysely';
import { type NearKey, nearKeys } from '../model/near-keys.ts';
import type { Paper } from '../model/paper.ts';
import { isStrong, type PaperId, titleId } from '../model/paper-id.ts';
import { encodePaper, isPaperId, paperColumns } from './paper-rows.ts';
import type { PaperIdRow, Schema } from './schema.ts';
import type { Session } from './session.ts';

interface Leaving {
  readonly from: string;
  readonly key: string;
  readonly names: readonly (PaperId | NearKey)[];
  /** Those of them that the paper left behind has too: a name that can lead to one paper only stays with it. */
  readonly shared: readonly (PaperId | NearKey)[];
}

/** Moves names from one paper to another; names that `from` no longer has and that lead to one paper only stay. */
export async function takeNames(
  db: Kysely<Schema>,
  { from, key, names, shared }: Leaving,
): Promise<void> {
  for (const id of new Set(names)) {
    const isMany = !isPaperId(id) || !isStrong(id);
    if (!shared.includes(id)) {
      await db.deleteFrom('paper_ids').where('id', '=', id).where('paper_key', '=', from).execute();
    }
    const taken = await db
      .selectFrom('paper_ids')
      .select('paper_key')
      .where('id', '=', id)
      .executeTakeFirst();
    if (isMany || taken === undefined)
      await addRow(db, { id, paper_key: key, strong: isMany ? 0 : 1 });
  }
}

/** Adds the names by which a paper is found and that several may have: those of its title. */
export async function addNames(db: Kysely<Schema>, paper: Paper): Promise<void> {
  for (const id of [titleId(paper.title), ...nearKeys(paper.title)]) {
    await addRow(db, { id, paper_key: paper.key, strong: 0 });
  }
}

async function addRow(db: Kysely<Schema>, row: PaperIdRow): Promise<void> {
  await db
    .insertInto('paper_ids')
    .values(row)
    .onConflict((clash) => clash.doNothing())
    .execute();
}

/** Puts a description in the place of the one stored, with the names of its title. It must not be in the search index. */
export async function replacePaper(session: Session, paper: Paper): Promise<void> {
  const { db, engine, now } = session;
  await engine.insertMany(db, {
    table: 'papers',
    columns: paperColumns,
    rows: [encodePaper(paper, now())],
    onConflict: `on conflict (key) do update set ${paperColumns
      .filter((column) => column !== 'key' && column !== 'first_seen_at')
      .map((column) => `${column} = excluded.${column}`)
      .join(', ')}`,
  });
  await addNames(db, paper);
}
