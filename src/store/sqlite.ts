/** SQLite as an engine: one file (or memory), one connection, better-sqlite3 behind Kysely. */
import { resolve } from 'node:path';
import Database from 'better-sqlite3';
import { CompiledQuery, type Kysely } from 'kysely';
import { inBatches } from './batches.ts';
import type { Engine, Insertion } from './engine.ts';
import type { Schema } from './schema.ts';
import { backUpBefore } from './sqlite-backup.ts';
import { PaperboySqliteDialect } from './sqlite-driver.ts';
import { explainFailure } from './sqlite-failures.ts';
import { openDatabase, openReadOnly } from './sqlite-open.ts';
import { enterIndex, leaveIndex, searchIndex } from './sqlite-search.ts';

/** Opens `path`, a file or `:memory:`; see `openDatabase` for what is refused. `refuseInside` guards transactions. */
export async function openSqlite(
  path: string,
  refuseInside: () => void,
  patience?: number,
): Promise<Engine> {
  const place = path === ':memory:' ? path : resolve(path);
  return sqliteEngine(await openDatabase(place, patience), refuseInside);
}

/** Opens an existing file for reading alone. */
export function openSqliteReadOnly(path: string): Engine {
  return sqliteEngine(openReadOnly(resolve(path)), () => {});
}

export function sqliteEngine(database: Database.Database, refuseInside: () => void): Engine {
  return {
    name: 'sqlite',
    place: database.name,
    dialect: new PaperboySqliteDialect(database, refuseInside),
    tableNames: readTableNames,
    insertMany,
    insertItems,
    enterSearch: enterIndex,
    leaveSearch: leaveIndex,
    search: searchIndex,
    isUniqueViolation: (error) =>
      error instanceof Database.SqliteError &&
      (error.code === 'SQLITE_CONSTRAINT_UNIQUE' || error.code === 'SQLITE_CONSTRAINT_PRIMARYKEY'),
    explain: (error) => explainFailure(database.name, error),
    backUpBefore: (version, isStillOld) => backUpBefore(database, version, isStillOld),
    close: async () => {
      database.close();
    },
  };
}

async function readTableNames(db: Kysely<Schema>): Promise<readonly string[]> {
  const { rows } = await db.executeQuery<{ name: string }>(
    CompiledQuery.raw("select name from sqlite_schema where type = 'table'"),
  );
  return rows.map((row) => row.name);
}

/** One statement for any number of rows. */
const itemsStatement = `insert or ignore into delivery_items (subscriber_id, paper_key, delivery_id)
  select ?, value, ? from json_each(?)`;

async function insertItems(
  db: Kysely<Schema>,
  subscriberId: number,
  deliveryId: number,
  keys: readonly string[],
): Promise<void> {
  const values = [subscriberId, deliveryId, JSON.stringify(keys)];
  await db.executeQuery(CompiledQuery.raw(itemsStatement, values));
}

/** How many rows one statement takes: more do not pay. */
const rowsAtOnce = 50;

/** Kysely would build and compile the statement anew each time; this is its text alone, prepared once. */
async function insertMany<Table extends keyof Schema>(
  db: Kysely<Schema>,
  { table, columns, rows, onConflict = '' }: Insertion<Table>,
): Promise<void> {
  const row = `(${columns.map(() => '?').join(', ')})`;
  const start = `insert into ${table} (${columns.join(', ')}) values `;
  const several = `${start}${Array.from({ length: rowsAtOnce }, () => row).join(', ')} ${onConflict}`;
  const single = `${start}${row} ${onConflict}`;
  for (const batch of inBatches(rows, rowsAtOnce)) {
    if (batch.length === rowsAtOnce)
      await db.executeQuery(CompiledQuery.raw(several, batch.flat()));
    else for (const values of batch) await db.executeQuery(CompiledQuery.raw(single, [...values]));
  }
}
