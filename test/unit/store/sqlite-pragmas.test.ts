/** Every connection waits, syncs, checks references and trusts no schema; one that would not is refused. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDatabase } from '../../../src/store/sqlite-open.ts';
import { verifyPragmas } from '../../../src/store/sqlite-pragmas.ts';

let folder: string;
let database: Database.Database;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'paperboy-pragmas-'));
  database = await openDatabase(join(folder, 'paperboy.db'));
});
afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true });
});

test.each([
  ['journal_mode', 'wal'],
  ['synchronous', 2],
  ['foreign_keys', 1],
  ['trusted_schema', 0],
])('%s is %s, also after a write', (name, expected) => {
  database.exec('create table t (x); insert into t values (1)');

  expect(database.pragma(name, { simple: true })).toBe(expected);
});

test('a busy database is waited for at least five seconds', () => {
  expect(database.pragma('busy_timeout', { simple: true })).toBeGreaterThanOrEqual(5000);
});

test.each([
  ['journal_mode', 'DELETE'],
  ['synchronous', 'NORMAL'],
  ['foreign_keys', 'OFF'],
  ['busy_timeout', '100'],
  ['trusted_schema', 'ON'],
])('a connection with %s = %s is refused by name', (name, value) => {
  verifyPragmas(database);
  database.pragma(`${name} = ${value}`);

  expect(() => verifyPragmas(database)).toThrow(expect.objectContaining({ code: 'STORE_UNSAFE' }));
  expect(() => verifyPragmas(database)).toThrow(name);
});

test('a database in memory needs no WAL but all the rest', async () => {
  const memory = await openDatabase(':memory:');
  memory.pragma('foreign_keys = OFF');

  expect(() => verifyPragmas(memory)).toThrow('foreign_keys');
  memory.close();
});
