/** Migrates a database file with a list of migrations of the test's choice. */
import { Kysely } from 'kysely';
import { migrate } from '../../../src/store/migrate.ts';
import type { Migration } from '../../../src/store/migrations/migration.ts';
import type { Schema } from '../../../src/store/schema.ts';
import { openSqlite } from '../../../src/store/sqlite.ts';

export async function migrateFile(path: string, migrations: readonly Migration[]): Promise<void> {
  const engine = await openSqlite(path, () => {});
  try {
    const db = new Kysely<Schema>({ dialect: engine.dialect });
    await migrate({ db, engine, migrations, now: () => '2026-03-01T00:00:00.000Z' });
  } finally {
    await engine.close();
  }
}
