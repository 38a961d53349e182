/** Migrates a database file with a list of migrations of the test's choice. */
import { Kysely } from 'kysely';
import { migrate } from '../../../src/store/migrate.ts';
import type { Migration } from '../../../src/store/migrations/migration.ts';
import type { Schema } from '../../../src/store/schema.ts';
import { Session } from '../../../src/store/session.ts';
import { openSqlite } from '../../../src/store/sqlite.ts';
import { Store } from '../../../src/store/store.ts';
import { TransactionGuard } from '../../../src/store/transaction-guard.ts';

/** `fill` may then write with the store, as far as its tables are there. */
export async function migrateFile(
  path: string,
  migrations: readonly Migration[],
  fill: (store: Store) => Promise<void> = async () => {},
): Promise<void> {
  const engine = await openSqlite(path, () => {});
  const now = () => '2026-03-01T00:00:00.000Z';
  try {
    const db = new Kysely<Schema>({ dialect: engine.dialect });
    await migrate({ db, engine, migrations, now });
    await fill(new Store(new Session({ db, engine, guard: new TransactionGuard(), now })));
  } finally {
    await engine.close();
  }
}
