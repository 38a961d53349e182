/** The database file: a folder and file that only their owner may read, never on a network file system. */
import { closeSync, mkdirSync, openSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { PaperboyError } from '../lib/errors.ts';

/** The numbers that Linux gives file systems on which the shared memory of SQLite's WAL does not work. */
const networkFileSystems: Readonly<Record<number, string>> = {
  26985: 'NFS',
  20859: 'SMB',
  4266872130: 'SMB2',
  4283649346: 'CIFS',
  16914839: '9p',
  12805120: 'Ceph',
  1397113167: 'AFS',
  1937076805: 'Coda',
  198183888: 'Lustre',
  1196443219: 'GPFS',
};

/** Throws STORE_UNSAFE where `type`, the type that statfs gives, is that of a network file system. */
export function refuseNetworkFileSystem(type: number, folder = 'the data folder'): void {
  // Some systems give the number as a signed one.
  const name = networkFileSystems[type >>> 0];
  if (name === undefined) return;
  throw new PaperboyError(
    'STORE_UNSAFE',
    `${folder} is on a network file system (${name}), where SQLite loses data`,
    { hint: 'Put the data folder on a local disk, for instance with --data.' },
  );
}

/**
 * Makes the file (mode 0600) and the folders above it (mode 0700) where they are missing; those that exist stay as
 * they are. Throws INPUT_UNREADABLE where that cannot be done, STORE_UNSAFE on a network file system.
 */
export function prepareFile(path: string): void {
  const folder = dirname(path);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw new PaperboyError(
      'INPUT_UNREADABLE',
      `the folder ${folder} cannot be made: ${reason(cause)}`,
      {
        hint: 'Name a folder that you may write to, for instance with --data.',
        cause,
      },
    );
  }
  refuseNetworkFileSystem(statfsSync(folder).type, folder);
  try {
    makePrivateFile(path);
  } catch (cause) {
    throw new PaperboyError(
      'INPUT_UNREADABLE',
      `the database ${path} cannot be made: ${reason(cause)}`,
      {
        hint: 'Check who owns its folder and whether you may write to it.',
        cause,
      },
    );
  }
}

/** Makes an empty file that only its owner may read, unless there is one. SQLite gives its -wal file the same mode. */
export function makePrivateFile(path: string): void {
  try {
    // Never opens a file that is there: closing it would drop the locks that SQLite holds on it in this process.
    closeSync(openSync(path, 'wx', 0o600));
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
}

function reason(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
