/** The database is private to its owner, on a local disk, and no other file is ever taken for it. */
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { migrationStatus } from '../../../src/store/migration-status.ts';
import { refuseNetworkFileSystem } from '../../../src/store/sqlite-file.ts';
import { openStore } from '../../../src/store/store.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'paperboy-file-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const modeOf = (path: string) => statSync(path).mode & 0o777;

test('folders and files that are made can be read by their owner alone', async () => {
  const path = join(folder, 'a', 'b', 'paperboy.db');

  const store = await openStore(path);
  await store.listings.record({ source: 's', day: '2026-03-01', format: 'feed', listed: 1 });

  expect([join(folder, 'a'), join(folder, 'a', 'b')].map(modeOf)).toEqual([0o700, 0o700]);
  expect(['', '-wal', '-shm'].map((ending) => modeOf(path + ending))).toEqual([
    0o600, 0o600, 0o600,
  ]);
  await store.close();
});

test('folders and files that exist keep their mode', async () => {
  const shared = join(folder, 'shared');
  const path = join(shared, 'paperboy.db');
  mkdirSync(shared);
  writeFileSync(path, '');
  chmodSync(shared, 0o755);
  chmodSync(path, 0o640);

  const store = await openStore(path);
  await store.close();

  expect([modeOf(shared), modeOf(path)]).toEqual([0o755, 0o640]);
});

test('a database in memory leaves no file', async () => {
  const before = readdirSync('.');

  const store = await openStore(':memory:');
  await store.close();

  expect(readdirSync('.')).toEqual(before);
});

test('a file that is no database is refused and left alone', async () => {
  const path = join(folder, 'notes.txt');
  const notes = 'Buy ink and paper.\n'.repeat(100);
  writeFileSync(path, notes);

  await expect(openStore(path)).rejects.toMatchObject({
    code: 'INPUT_UNREADABLE',
    message: expect.stringContaining('notes.txt is not a SQLite database'),
  });
  await expect(migrationStatus(path)).rejects.toMatchObject({ code: 'INPUT_UNREADABLE' });
  expect(readFileSync(path, 'utf8')).toBe(notes);
});

test("another program's database is refused and left alone", async () => {
  const path = join(folder, 'bookmarks.db');
  const foreign = new Database(path);
  foreign.exec('create table bookmarks (address text)');
  foreign.close();
  const before = readFileSync(path);

  await expect(openStore(path)).rejects.toMatchObject({
    code: 'STORE_UNSAFE',
    message: expect.stringContaining('another program'),
  });
  expect(readFileSync(path).equals(before)).toBe(true);
});

test.each([
  ['a folder where the file should be', (base: string) => base],
  ['a file where the folder should be', (base: string) => join(base, 'file', 'paperboy.db')],
])('%s is refused with a reason', async (_, pathIn) => {
  writeFileSync(join(folder, 'file'), '');

  const opening = openStore(pathIn(folder));

  await expect(opening).rejects.toMatchObject({
    code: 'INPUT_UNREADABLE',
    hint: expect.any(String),
  });
});

test.each([
  0x6969, 0x517b, 0xfe534d42, 0xff534d42, 0x01021997, 0x00c36400, 0x5346414f, 0x73757245,
  0x0bd00bd0, 0x47504653,
])('file system type %i is refused, written signed or not', (type) => {
  expect(() => refuseNetworkFileSystem(type)).toThrow(/network file system/);
  expect(() => refuseNetworkFileSystem(type | 0)).toThrow(/network file system/);
});

test.each([0xef53, 0x01021994, 0x9123683e, 0x58465342, 0x794c7630])(
  'file system type %i is fine',
  (type) => {
    expect(() => refuseNetworkFileSystem(type)).not.toThrow();
  },
);
