/** Undoing the merge of a listing's entry: it becomes a paper of its own, from what is remembered of it. */
import type { Kysely, Selectable } from 'kysely';
import type { Description, MergedEntry } from '../model/merge-record.ts';
import { nearKeys } from '../model/near-keys.ts';
import type { Paper } from '../model/paper.ts';
import { type PaperId, paperKey, titleId } from '../model/paper-id.ts';
import { withoutGiven } from './give-back.ts';
import { addNames, replacePaper, takeNames } from './move-names.ts';
import { readPapers, unknownPaper } from './read-papers.ts';
import type { MergeRow, Schema } from './schema.ts';
import type { Session } from './session.ts';
import type { SplitOff } from './split-paper.ts';

const unknown: Omit<Description, 'title'> = {
  abstract: null,
  authors: null,
  authorCount: null,
  organization: null,
  published: null,
  categories: [],
  links: { abstract: null, pdf: null, listing: null, code: null },
};

/** See `Splits.split`. To be called within a write transaction, with the merge of a listing's entry. */
export async function splitEntry(session: Session, row: Selectable<MergeRow>): Promise<SplitOff> {
  const { db, engine } = session;
  const from = row.paper_key;
  const keep = (await readPapers(db, [from])).get(from);
  if (keep === undefined) throw unknownPaper(from);
  const undo: MergedEntry | null = row.undo === null ? null : JSON.parse(row.undo);
  const names = undo?.ids ?? [titleId(row.title)];
  const said: Description =
    undo === null ? { ...unknown, title: row.title } : { ...keep, ...undo.own, title: row.title };
  const restored = undo === null ? keep : withoutGiven(keep, said, undo.before);
  const shared = [...(undo?.shared ?? []), titleId(restored.title), ...nearKeys(restored.title)];
  const own = names.filter((id) => undo === null || !undo.shared.includes(id));
  const key = await freshKey(db, own[0] ?? titleId(row.title));
  const paper: Paper = { ...said, key, ids: [] };

  await engine.leaveSearch(db, [from]);
  await replacePaper(session, paper);
  await takeNames(db, { from, key, names: [...names, ...nearKeys(row.title)], shared });
  await addNames(db, paper);
  await replacePaper(session, restored);
  await moveSighting(session, row, undo, key);
  await engine.enterSearch(db, [from, key]);
  return {
    key,
    names,
    doubts:
      undo !== null
        ? []
        : [
            'The merge was recorded without what the entry said: of the new paper only its title is known, ids stay where they were.',
          ],
  };
}

async function freshKey(db: Kysely<Schema>, id: PaperId): Promise<string> {
  for (let attempt = 0; ; attempt++) {
    const key = paperKey(id, attempt);
    const taken = await db
      .selectFrom('papers')
      .select('n')
      .where('key', '=', key)
      .executeTakeFirst();
    if (taken === undefined) return key;
  }
}

/** The day it was listed: moved where the listing showed the paper through this entry only, else one of its own. */
async function moveSighting(
  { db, now }: Session,
  row: Selectable<MergeRow>,
  undo: MergedEntry | null,
  key: string,
): Promise<void> {
  if (undo?.alone === true) {
    const moved = await db
      .updateTable('sightings')
      .set({ paper_key: key })
      .where('paper_key', '=', row.paper_key)
      .where('source', '=', row.source)
      .where('day', '=', row.day)
      .executeTakeFirst();
    if (moved.numUpdatedRows > 0n) return;
  }
  const at = now();
  await db
    .insertInto('sightings')
    .values({
      paper_key: key,
      source: row.source,
      day: row.day,
      position: row.position,
      upvotes: undo?.upvotes ?? null,
      comments: undo?.comments ?? null,
      stars: undo?.stars ?? null,
      first_seen_at: row.recorded_at,
      last_seen_at: at,
    })
    .execute();
}
