/** One job at a time over all processes: a lock that the system itself takes back when its holder dies, however it dies. */
import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { PaperboyError } from '../lib/errors.ts';
import { prepareFile } from './sqlite-file.ts';

export interface JobLock {
  /** Releasing again does nothing. */
  release(): void;
}

export interface JobLockOptions {
  /** Called once, when another job holds the lock and is waited for; null to fail instead. */
  readonly onWait: (() => void) | null;
}

/** Milliseconds between two tries: a waiting job starts soon after the other has ended. */
const pause = 100;

/**
 * Takes the lock at `path`, a SQLite file of its own that holds no data. Its exclusive transaction is never written:
 * it is a lock of the operating system, so `kill -9` frees it at once and leaves nothing to clean up.
 * @throws PaperboyError JOB_LOCKED where another job has it and is not waited for.
 */
export async function takeJobLock(path: string, { onWait }: JobLockOptions): Promise<JobLock> {
  prepareFile(path);
  const database = new Database(path, { timeout: 0 });
  try {
    for (let tries = 0; !tryLock(database); tries++) {
      if (onWait === null) throw jobLocked(path);
      if (tries === 0) onWait();
      await sleep(pause);
    }
  } catch (error) {
    database.close();
    throw error;
  }
  return { release: () => database.close() };
}

function tryLock(database: Database.Database): boolean {
  try {
    database.exec('begin exclusive');
    return true;
  } catch (error) {
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) return false;
    throw error;
  }
}

function jobLocked(path: string): PaperboyError {
  return new PaperboyError('JOB_LOCKED', `another job is at work here: it holds ${path}`, {
    hint: 'Try again when it is done, or let this one wait for it with --wait.',
  });
}
