/** What SQLite reports while it works, in words: what happened, that nothing is half done, and what to do. */
import Database from 'better-sqlite3';
import { type ErrorCode, PaperboyError } from '../lib/errors.ts';

interface Failure {
  readonly start: string;
  readonly code: ErrorCode;
  readonly message: string;
  readonly hint: string;
}

const failures: readonly Failure[] = [
  {
    start: 'SQLITE_BUSY',
    code: 'STORE_BUSY',
    message: 'is being written by another process that does not finish',
    hint: 'Try again when the other job is done; nothing was changed.',
  },
  {
    start: 'SQLITE_FULL',
    code: 'STORE_FAILED',
    message: 'cannot grow: the disk is full',
    hint: 'Make room and run it again; nothing of this step was kept, nothing before it was lost.',
  },
  {
    start: 'SQLITE_IOERR',
    code: 'STORE_FAILED',
    message: 'cannot be read or written: the disk reports an error',
    hint: 'Look after the disk before anything else; then run it again.',
  },
  {
    start: 'SQLITE_CORRUPT',
    code: 'STORE_FAILED',
    message: 'is damaged',
    hint: 'Put a backup in its place; keep the damaged file until that works.',
  },
];

/** A PaperboyError where `error` is one of SQLite's that a person can do something about; else `error` itself. */
export function explainFailure(place: string, error: unknown): unknown {
  if (!(error instanceof Database.SqliteError)) return error;
  const failure = failures.find(({ start }) => error.code.startsWith(start));
  if (failure === undefined) return error;
  const { code, message, hint } = failure;
  return new PaperboyError(code, `${place} ${message}`, { hint, cause: error });
}
