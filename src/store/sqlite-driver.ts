/** Kysely's SQLite driver with what it lacks: immediate transactions, prepared statements kept, a guard. */
import type Database from 'better-sqlite3';
import {
  CompiledQuery,
  type DatabaseConnection,
  type SqliteDatabase,
  SqliteDialect,
  SqliteDriver,
  type TransactionSettings,
} from 'kysely';

/** `refuseInside` is asked whenever the one connection is to be taken, and throws where that would wait for ever. */
export class PaperboySqliteDialect extends SqliteDialect {
  readonly #database: Database.Database;
  readonly #refuseInside: () => void;

  constructor(database: Database.Database, refuseInside: () => void) {
    super({ database });
    this.#database = database;
    this.#refuseInside = refuseInside;
  }

  override createDriver(): ImmediateSqliteDriver {
    return new ImmediateSqliteDriver(this.#database, this.#refuseInside);
  }
}

class ImmediateSqliteDriver extends SqliteDriver {
  readonly #database: Database.Database;
  readonly #refuseInside: () => void;

  constructor(database: Database.Database, refuseInside: () => void) {
    super({ database: keepPrepared(database) });
    this.#database = database;
    this.#refuseInside = refuseInside;
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    this.#refuseInside();
    return super.acquireConnection();
  }

  /** A deferred transaction that reads and then writes fails at once after another writer, whatever the timeout. */
  override async beginTransaction(
    connection: DatabaseConnection,
    settings?: TransactionSettings,
  ): Promise<void> {
    const begin = settings?.accessMode === 'read only' ? 'begin' : 'begin immediate';
    await connection.executeQuery(CompiledQuery.raw(begin));
  }

  /** SQLite itself rolls back on a full disk; rolling back again would hide that error behind another. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#database.inTransaction) await super.rollbackTransaction(connection);
  }
}

/** Kysely prepares every query anew; this hands out the statement prepared before, up to `limit` of them. */
export function keepPrepared(database: Database.Database, limit = 300): SqliteDatabase {
  const kept = new Map<string, Database.Statement>();
  return {
    close: () => {
      database.close();
    },
    prepare: (sql) => {
      const known = kept.get(sql);
      if (known) return known;
      const statement = database.prepare(sql);
      const [oldest] = kept.keys();
      if (kept.size >= limit && oldest !== undefined) kept.delete(oldest);
      kept.set(sql, statement);
      return statement;
    },
  };
}
