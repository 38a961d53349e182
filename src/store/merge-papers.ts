/** Making one paper of two: everything known of the second moves to the first, and its key becomes an alias. */
import type { Kysely } from 'kysely';
import { describeDropped } from './merged-paper.ts';
import { mergeColumns, nextNumber } from './merges.ts';
import { readAliases, unknownPaper } from './read-papers.ts';
import type { Schema } from './schema.ts';
import type { Session } from './session.ts';
import { sightingColumns } from './sightings.ts';
import { moveSplits } from './split-pairs.ts';

/** See `Papers.merge`. To be called within a write transaction. */
export async function mergePapers(
  session: Session,
  keepKey: string,
  dropKey: string,
  reason: string,
): Promise<void> {
  const { db, engine } = session;
  const aliases = await readAliases(db, [keepKey, dropKey]);
  const keep = aliases.get(keepKey) ?? keepKey;
  const drop = aliases.get(dropKey) ?? dropKey;
  const titles = await readTitles(db, [keep, drop]);
  const title = titles.get(drop);
  if (!titles.has(keep)) throw unknownPaper(keepKey);
  if (title === undefined) throw unknownPaper(dropKey);
  if (keep === drop) return;

  await moveSplits(db, keep, drop);
  const undo = await describeDropped(db, keep, drop);
  const n = await nextNumber(db);
  await engine.leaveSearch(db, [drop]);
  await moveIds(db, keep, drop);
  await moveSightings(db, keep, drop);
  await moveMerges(db, keep, drop);
  // Papers that were merged into `drop` earlier follow it, so that an alias is never more than one step away.
  await db
    .updateTable('papers')
    .set({ merged_into: keep, updated_at: session.now() })
    .where((is) => is.or([is('key', '=', drop), is('merged_into', '=', drop)]))
    .execute();
  const at = session.now();
  await db
    .insertInto('merges')
    .values({
      paper_key: keep,
      source: `paper:${drop}`,
      day: at.slice(0, 10),
      position: 0,
      title,
      reason,
      recorded_at: at,
      n,
      undo: JSON.stringify(undo),
    })
    .onConflict((clash) => clash.doNothing())
    .execute();
}

async function readTitles(
  db: Kysely<Schema>,
  keys: readonly string[],
): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('papers')
    .select(['key', 'title'])
    .where('key', 'in', keys)
    .execute();
  return new Map(rows.map((row) => [row.key, row.title]));
}

async function moveIds(db: Kysely<Schema>, keep: string, drop: string): Promise<void> {
  await db
    .deleteFrom('paper_ids')
    .where('paper_key', '=', drop)
    .where('id', 'in', db.selectFrom('paper_ids').select('id').where('paper_key', '=', keep))
    .execute();
  await db
    .updateTable('paper_ids')
    .set({ paper_key: keep })
    .where('paper_key', '=', drop)
    .execute();
}

async function moveSightings(db: Kysely<Schema>, keep: string, drop: string): Promise<void> {
  await db
    .insertInto('sightings')
    .columns(['paper_key', ...sightingColumns])
    .expression(
      db
        .selectFrom('sightings')
        .select((select) => [select.val(keep).as('paper_key'), ...sightingColumns])
        .where('paper_key', '=', drop),
    )
    .onConflict((clash) =>
      clash.columns(['paper_key', 'source', 'day']).doUpdateSet((column) => ({
        position: column.fn.coalesce('sightings.position', 'excluded.position'),
        upvotes: column.fn.coalesce('sightings.upvotes', 'excluded.upvotes'),
        comments: column.fn.coalesce('sightings.comments', 'excluded.comments'),
        stars: column.fn.coalesce('sightings.stars', 'excluded.stars'),
      })),
    )
    .execute();
  await db.deleteFrom('sightings').where('paper_key', '=', drop).execute();
}

async function moveMerges(db: Kysely<Schema>, keep: string, drop: string): Promise<void> {
  await db
    .insertInto('merges')
    .columns(['paper_key', ...mergeColumns])
    .expression(
      db
        .selectFrom('merges')
        .select((select) => [select.val(keep).as('paper_key'), ...mergeColumns])
        .where('paper_key', '=', drop),
    )
    .onConflict((clash) => clash.doNothing())
    .execute();
  await db.deleteFrom('merges').where('paper_key', '=', drop).execute();
}
