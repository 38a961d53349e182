/** Opening a SQLite file: refuses what is no database or not Paperboy's, then sets the connection up. */
import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { PaperboyError } from '../lib/errors.ts';
import { explainFailure as explainWorkFailure } from './sqlite-failures.ts';
import { prepareFile } from './sqlite-file.ts';
import { busyTimeout, setPragmas } from './sqlite-pragmas.ts';

/**
 * Opens the file at `path` (absolute, or `:memory:`), making it where it is missing. Throws INPUT_UNREADABLE where it
 * cannot be read or written, STORE_UNSAFE for another program's database or a connection that cannot be made safe.
 * A statement waits `patience` milliseconds for another process.
 */
export async function openDatabase(
  path: string,
  patience: number = busyTimeout,
): Promise<Database.Database> {
  if (path !== ':memory:') prepareFile(path);
  const database = explainFailure(path, () => new Database(path, { timeout: patience }));
  try {
    explainFailure(path, () => refuseForeignDatabase(database));
    await whileBusy(() => explainFailure(path, () => setPragmas(database, patience)));
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Opens an existing database for a look at it that changes nothing. Throws as `openDatabase` does. */
export function openReadOnly(path: string): Database.Database {
  // SQLite's own read-only mode would leave the files of a WAL database behind.
  const options = { fileMustExist: true, timeout: busyTimeout };
  const database = explainFailure(path, () => new Database(path, options));
  try {
    explainFailure(path, () => {
      database.pragma('query_only = ON');
      refuseForeignDatabase(database);
    });
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function refuseForeignDatabase(database: Database.Database): void {
  const tables = database
    .prepare<[], string>("select name from sqlite_schema where type = 'table'")
    .pluck()
    .all();
  if (tables.length === 0 || tables.includes('schema_migrations')) return;
  throw new PaperboyError('STORE_UNSAFE', `${database.name} is the database of another program`, {
    hint: 'Name another file; Paperboy makes its own.',
  });
}

/** Two processes that open a new database at once meet while it changes to WAL, where SQLite does not wait. */
async function whileBusy(work: () => void): Promise<void> {
  const deadline = performance.now() + busyTimeout;
  for (;;) {
    try {
      return work();
    } catch (error) {
      if (!isBusy(error) || performance.now() > deadline) throw error;
    }
    await sleep(20);
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY');
}

const explanations: readonly (readonly [string, string])[] = [
  ['SQLITE_NOTADB', 'is not a SQLite database'],
  ['SQLITE_CORRUPT', 'is a damaged database'],
  ['SQLITE_CANTOPEN', 'cannot be opened'],
  ['SQLITE_READONLY', 'cannot be written'],
  ['SQLITE_PERM', 'cannot be opened'],
];

function explainFailure<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    if (!(cause instanceof Database.SqliteError)) throw cause;
    const { code } = cause;
    const [, explanation] = explanations.find(([start]) => code.startsWith(start)) ?? [];
    // Busy is tried again as it is; a disk that is full or fails is told as it is while working.
    if (explanation === undefined) throw isBusy(cause) ? cause : explainWorkFailure(path, cause);
    throw new PaperboyError('INPUT_UNREADABLE', `${path} ${explanation} (${cause.message})`, {
      hint: 'Check the path and the rights on it, or put a backup in its place.',
      cause,
    });
  }
}
