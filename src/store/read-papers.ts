/** Reading papers with all their ids, by key or by a condition. */
import type { Kysely, Selectable } from 'kysely';
import { PaperboyError } from '../lib/errors.ts';
import type { NearKey } from '../model/near-keys.ts';
import type { Paper } from '../model/paper.ts';
import type { PaperId } from '../model/paper-id.ts';
import { inLists } from './batches.ts';
import { decodePaper, isPaperId } from './paper-rows.ts';
import type { PaperRow, Schema } from './schema.ts';

/** The papers behind `keys`, in that order; the key of a merged paper answers with the paper it was merged into. */
export async function readPapers(
  db: Kysely<Schema>,
  keys: readonly string[],
): Promise<Map<string, Paper>> {
  const found = await readRows(db, keys);
  // Few papers were ever merged: to read theirs apart takes less time than a join for all.
  const merged = [...found.values()].flatMap(({ merged_into }) => merged_into ?? []);
  const survivors = await readRows(db, [...new Set(merged)]);
  const kept = [...found.values()].filter((row) => row.merged_into === null);
  // Each once: ids read twice would stand twice in the paper.
  const own = new Set([...kept, ...survivors.values()].map((row) => row.key));
  const ids = await readIds(db, [...own]);
  const ordered = new Map<string, Paper>();
  for (const key of keys) {
    const asked = found.get(key);
    const row = asked?.merged_into == null ? asked : survivors.get(asked.merged_into);
    if (row && !ordered.has(key)) ordered.set(key, decodePaper(row, ids.get(row.key) ?? []));
  }
  return ordered;
}

async function readRows(
  db: Kysely<Schema>,
  keys: readonly string[],
): Promise<Map<string, Selectable<PaperRow>>> {
  const found = new Map<string, Selectable<PaperRow>>();
  for (const list of inLists(keys)) {
    const rows = await db.selectFrom('papers').selectAll().where('key', 'in', list).execute();
    for (const row of rows) found.set(row.key, row);
  }
  return found;
}

async function readIds(
  db: Kysely<Schema>,
  keys: readonly string[],
): Promise<Map<string, PaperId[]>> {
  const ids = new Map<string, PaperId[]>();
  for (const list of inLists(keys)) {
    const rows = await db
      .selectFrom('paper_ids')
      .select(['paper_key', 'id'])
      .where('paper_key', 'in', list)
      .execute();
    for (const row of rows) {
      if (!isPaperId(row.id)) continue;
      const known = ids.get(row.paper_key);
      if (known) known.push(row.id);
      else ids.set(row.paper_key, [row.id]);
    }
  }
  return ids;
}

/** The keys of the papers that go by each of `names`, sorted; names that no paper goes by are absent. */
export async function readKeys<Name extends PaperId | NearKey>(
  db: Kysely<Schema>,
  names: readonly Name[],
): Promise<Map<Name, string[]>> {
  const keys = new Map<Name, string[]>();
  for (const list of inLists(names)) {
    const rows = await db
      .selectFrom('paper_ids')
      .select(['id', 'paper_key'])
      .where('id', 'in', list)
      .orderBy('id')
      .orderBy('paper_key')
      .execute();
    // A batch holds every row of a name, so a name asked for twice is simply set twice.
    for (const row of rows) keys.set(row.id as Name, []);
    for (const row of rows) keys.get(row.id as Name)?.push(row.paper_key);
  }
  return keys;
}

/** The surviving key for each of `keys` that was merged away; keys of surviving papers are absent. */
export async function readAliases(
  db: Kysely<Schema>,
  keys: readonly string[],
): Promise<Map<string, string>> {
  const aliases = new Map<string, string>();
  for (const list of inLists(keys)) {
    const rows = await db
      .selectFrom('papers')
      .select(['key', 'merged_into'])
      .where('key', 'in', list)
      .where('merged_into', 'is not', null)
      .execute();
    for (const row of rows) if (row.merged_into !== null) aliases.set(row.key, row.merged_into);
  }
  return aliases;
}

/** For a key that names no paper, or one that was merged away and so can no longer be changed. */
export function unknownPaper(key: string): PaperboyError {
  return new PaperboyError('STORE_MISUSE', `no paper has the key ${key}`, {
    hint: 'Read the paper in the same transaction before it is changed.',
  });
}
