/** Undoing the merge of a whole paper: it comes back under its key, with what was its own. */
import type { Kysely, Selectable } from 'kysely';
import { type NearKey, nearKeys } from '../model/near-keys.ts';
import type { Paper } from '../model/paper.ts';
import { arxivId, doiId, type PaperId, paperKey, titleId, urlId } from '../model/paper-id.ts';
import { withoutGiven } from './give-back.ts';
import type { MergedPaper } from './merged-paper.ts';
import { addNames, replacePaper, takeNames } from './move-names.ts';
import { decodePaper, isPaperId } from './paper-rows.ts';
import { readPapers, unknownPaper } from './read-papers.ts';
import type { MergeRow, Schema } from './schema.ts';
import type { Session } from './session.ts';

/** What a merge was undone to. */
export interface SplitOff {
  readonly key: string;
  /** Every name the paper split off was listed by. */
  readonly names: readonly PaperId[];
  readonly doubts: readonly string[];
}

/** See `Splits.split`. To be called within a write transaction, with a merge of the source `paper:<key>`. */
export async function splitPaper(session: Session, row: Selectable<MergeRow>): Promise<SplitOff> {
  const { db, engine } = session;
  const from = row.paper_key;
  const key = row.source.slice('paper:'.length);
  const stored = await db
    .selectFrom('papers')
    .selectAll()
    .where('key', '=', key)
    .executeTakeFirst();
  const keep = (await readPapers(db, [from])).get(from);
  if (keep === undefined || stored?.merged_into !== from) throw unknownPaper(key);
  const paper = decodePaper(stored, []);
  const undo: MergedPaper | null = row.undo === null ? null : JSON.parse(row.undo);
  const names = undo?.names ?? guessNames(paper, keep);

  await engine.leaveSearch(db, [from]);
  await db.updateTable('papers').set({ merged_into: null }).where('key', '=', key).execute();
  await takeNames(db, { from, key, names, shared: undo?.shared ?? guessShared(keep) });
  await addNames(db, { ...paper, ids: [titleId(paper.title)] });
  const restored = undo === null ? keep : withoutGiven(keep, paper, undo.keep);
  await replacePaper(session, restored);
  if (undo !== null) await giveBack(db, from, key, undo);
  await engine.enterSearch(db, [from, key]);
  return {
    key,
    names: names.filter(isPaperId),
    doubts:
      undo !== null
        ? []
        : [
            'The merge was recorded without what each paper had: which days belong to it is not known, so all stay with the other one.',
            'Of the ids it got those that its key and its links tell.',
          ],
  };
}

async function giveBack(
  db: Kysely<Schema>,
  from: string,
  key: string,
  undo: MergedPaper,
): Promise<void> {
  for (const { both, ...sighting } of undo.sightings) {
    if (both) {
      await db
        .insertInto('sightings')
        .values({ paper_key: key, ...sighting })
        .onConflict((clash) => clash.doNothing())
        .execute();
    } else {
      await db
        .updateTable('sightings')
        .set({ paper_key: key })
        .where('paper_key', '=', from)
        .where('source', '=', sighting.source)
        .where('day', '=', sighting.day)
        .execute();
    }
  }
  for (const n of undo.merges) {
    await db
      .updateTable('merges')
      .set({ paper_key: key })
      .where('n', '=', n)
      .where('paper_key', '=', from)
      .execute();
  }
  for (const alias of undo.aliases) {
    await db
      .updateTable('papers')
      .set({ merged_into: key })
      .where('key', '=', alias)
      .where('merged_into', '=', from)
      .execute();
  }
}

/** How many papers of one title a key is looked for among. */
const attempts = 8;

/** The names of `keep` that must have come from `paper`: those that made its key, and those of its links. */
function guessNames(paper: Paper, keep: Paper): readonly (PaperId | NearKey)[] {
  const { abstract, pdf, listing } = paper.links;
  const linked = [abstract, pdf, listing].flatMap((link) =>
    link === null ? [] : [arxivId(link), doiId(link), urlId(link)],
  );
  const own = keep.ids.filter(
    (id) =>
      linked.includes(id) ||
      Array.from({ length: attempts }, (_, at) => paperKey(id, at)).includes(paper.key),
  );
  return [...new Set([...own, titleId(paper.title), ...nearKeys(paper.title)])];
}

/** What the paper kept surely had itself: its title, and the name that made its key. */
function guessShared(keep: Paper): readonly (PaperId | NearKey)[] {
  const first = keep.ids.filter((id) => paperKey(id) === keep.key);
  return [titleId(keep.title), ...nearKeys(keep.title), ...first];
}
