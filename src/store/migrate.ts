/** Brings a database to the newest schema: each migration whole in one transaction, checked by its checksum. */
import { createHash } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import { PaperboyError } from '../lib/errors.ts';
import type { Engine } from './engine.ts';
import type { Migration } from './migrations/migration.ts';
import type { MigrationRow, Schema } from './schema.ts';

interface Migrating {
  readonly db: Kysely<Schema>;
  readonly engine: Engine;
  /** Oldest first. */
  readonly migrations: readonly Migration[];
  /** The present moment as UTC ISO text. */
  readonly now: () => string;
}

/**
 * Applies what is missing, after a backup where there is data to lose. Safe in several processes at once and at any
 * interruption. Throws STORE_NEWER for a database of a newer Paperboy, STORE_CHANGED where a migration was altered.
 */
export async function migrate({ db, engine, migrations, now }: Migrating): Promise<void> {
  const findPending = async (on: Kysely<Schema>) =>
    listPending(await readApplied(on, engine), migrations, engine);

  const pending = await findPending(db);
  const latest = pending.at(-1);
  if (!latest) return;
  // One that another process is just making is older too, but holds nothing that a copy could save.
  if (pending.length < migrations.length && (await holdsPapers(db))) {
    await engine.backUpBefore(
      latest.version,
      async () => (await findPending(db)).length === pending.length,
    );
  }
  for (const migration of pending) {
    await db.transaction().execute(async (transaction) => {
      const stillPending = await findPending(transaction);
      if (stillPending.includes(migration)) await apply(transaction, engine, migration, now());
    });
  }
}

async function holdsPapers(db: Kysely<Schema>): Promise<boolean> {
  return (await db.selectFrom('papers').select('key').limit(1).executeTakeFirst()) !== undefined;
}

/** The versions a database has had, oldest first; none where it is empty. */
export async function readApplied(
  db: Kysely<Schema>,
  engine: Engine,
): Promise<readonly MigrationRow[]> {
  const tables = await engine.tableNames(db);
  if (!tables.includes('schema_migrations')) return [];
  return db.selectFrom('schema_migrations').selectAll().orderBy('version').execute();
}

/** The migrations still to be applied. Throws as `migrate` does. */
export function listPending(
  applied: readonly MigrationRow[],
  migrations: readonly Migration[],
  engine: Engine,
): readonly Migration[] {
  const newest = migrations.at(-1)?.version ?? 0;
  for (const row of applied) {
    const migration = migrations.find((each) => each.version === row.version);
    if (row.version > newest) throw newerDatabase(engine, row.version, newest);
    if (!migration || checksum(migration, engine) !== row.checksum) {
      throw changedMigration(engine, row);
    }
  }
  return migrations.filter((each) => !applied.some((row) => row.version === each.version));
}

async function apply(
  db: Kysely<Schema>,
  engine: Engine,
  migration: Migration,
  at: string,
): Promise<void> {
  await sql`create table if not exists schema_migrations (
    version integer primary key,
    name text not null,
    checksum text not null,
    applied_at text not null
  )`.execute(db);
  for (const statement of migration.statements[engine.name]) await sql.raw(statement).execute(db);
  await db
    .insertInto('schema_migrations')
    .values({
      version: migration.version,
      name: migration.name,
      checksum: checksum(migration, engine),
      applied_at: at,
    })
    .execute();
}

function checksum(migration: Migration, engine: Engine): string {
  return createHash('sha256').update(migration.statements[engine.name].join(';\n')).digest('hex');
}

function newerDatabase(engine: Engine, version: number, newest: number): PaperboyError {
  return new PaperboyError(
    'STORE_NEWER',
    `this database was made by a newer Paperboy: ${engine.place} has schema ${version}, this program knows ${newest}`,
    { hint: 'Install the newer Paperboy again, or restore the backup made before the upgrade.' },
  );
}

function changedMigration(engine: Engine, row: MigrationRow): PaperboyError {
  return new PaperboyError(
    'STORE_CHANGED',
    `schema ${row.version} (${row.name}) of ${engine.place} is not the one that this program knows`,
    { hint: 'Use the Paperboy that made this database, or restore a backup.' },
  );
}
