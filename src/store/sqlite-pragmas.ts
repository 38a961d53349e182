/** How every SQLite connection is set up, and the proof that it is. */
import type Database from 'better-sqlite3';
import { PaperboyError } from '../lib/errors.ts';

/** How long a statement waits for another process unless it is told otherwise, in milliseconds. */
export const busyTimeout = 10_000;

/** Each pragma as it is set, and the value it must then read. */
const pragmasWith = (patience: number) => [
  { name: 'journal_mode', set: 'WAL', expected: 'wal' },
  { name: 'synchronous', set: 'FULL', expected: 2 },
  { name: 'foreign_keys', set: 'ON', expected: 1 },
  { name: 'busy_timeout', set: String(patience), expected: patience },
  { name: 'trusted_schema', set: 'OFF', expected: 0 },
];

/** Sets the pragmas, runs a first statement, and verifies them. A database in memory knows no WAL. */
export function setPragmas(database: Database.Database, patience: number): void {
  for (const { name, set } of pragmasWith(patience)) database.pragma(`${name} = ${set}`);
  // better-sqlite3 falls back to synchronous=NORMAL at the first statement of a WAL database that was not told.
  database.exec('begin immediate; commit');
  verifyPragmas(database, patience);
}

/** Throws STORE_UNSAFE, naming the pragma, where one does not have its value. */
export function verifyPragmas(database: Database.Database, patience: number = busyTimeout): void {
  for (const { name, set, expected } of pragmasWith(patience)) {
    if (name === 'journal_mode' && database.memory) continue;
    const value = database.pragma(name, { simple: true });
    if (value === expected) continue;
    throw new PaperboyError(
      'STORE_UNSAFE',
      `the database ${database.name} does not keep to ${name} = ${set} (it says ${String(value)})`,
      { hint: 'Move the data folder to a local disk that supports locking and shared memory.' },
    );
  }
}
