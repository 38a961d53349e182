/** What `paperboy migrate` would do, without doing it. */
import { existsSync } from 'node:fs';
import { Kysely } from 'kysely';
import { listPending, readApplied } from './migrate.ts';
import { migrations as allMigrations } from './migrations/index.ts';
import type { Schema } from './schema.ts';
import { openSqliteReadOnly } from './sqlite.ts';

export interface MigrationStatus {
  /** The version of the schema the database has; 0 where it is empty or missing. */
  readonly current: number;
  readonly latest: number;
  /** The names of the migrations to come, oldest first. */
  readonly pending: string[];
}

/** Reads the file at `path` and changes nothing. Throws as `openStore` does, but never for a missing file. */
export async function migrationStatus(
  path: string,
  migrations = allMigrations,
): Promise<MigrationStatus> {
  const latest = migrations.at(-1)?.version ?? 0;
  if (!existsSync(path))
    return { current: 0, latest, pending: migrations.map((each) => each.name) };
  const engine = openSqliteReadOnly(path);
  try {
    const db = new Kysely<Schema>({ dialect: engine.dialect });
    const applied = await readApplied(db, engine);
    const pending = listPending(applied, migrations, engine);
    return {
      current: applied.at(-1)?.version ?? 0,
      latest,
      pending: pending.map((each) => each.name),
    };
  } finally {
    await engine.close();
  }
}
