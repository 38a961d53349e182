/** A copy of the whole database beside it, taken before its schema changes. */
import { closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type Database from 'better-sqlite3';
import { makePrivateFile } from './sqlite-file.ts';

/**
 * Copies the database to `<file>.before-<version>.backup`, over an earlier copy of that name, with SQLite's online
 * backup: other processes may go on writing. The copy appears whole or not at all, and only if `isStillOld` says,
 * after it was taken, that no other process has changed the schema meanwhile.
 */
export async function backUpBefore(
  database: Database.Database,
  version: number,
  isStillOld: () => Promise<boolean>,
): Promise<void> {
  if (database.memory) return;
  const target = `${database.name}.before-${version}.backup`;
  const partial = `${target}.${process.pid}.partial`;
  rmSync(partial, { force: true });
  makePrivateFile(partial);
  try {
    await database.backup(partial);
    if (!(await isStillOld())) return;
    renameSync(partial, target);
    syncFolder(dirname(target));
  } finally {
    rmSync(partial, { force: true });
  }
}

function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
