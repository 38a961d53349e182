/** Transactions take the write lock at once, errors keep their cause, and statements stay prepared. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { Kysely, sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keepPrepared, PaperboySqliteDialect } from '../../../src/store/sqlite-driver.ts';
import { openDatabase } from '../../../src/store/sqlite-open.ts';

let folder: string;
let path: string;
let database: Database.Database;
let db: Kysely<unknown>;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'paperboy-driver-'));
  path = join(folder, 'paperboy.db');
  database = await openDatabase(path);
  database.exec('create table notes (text text not null)');
  db = new Kysely({ dialect: new PaperboySqliteDialect(database, () => {}) });
});
afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true });
});

test('a write transaction holds the lock before its first statement, a read transaction does not', async () => {
  const other = new Database(path, { timeout: 0 });
  const tryToWrite = () => other.exec("insert into notes values ('other')");

  await db.transaction().execute(async () => {
    expect(tryToWrite).toThrow(/locked/);
  });
  await db
    .transaction()
    .setAccessMode('read only')
    .execute(async () => {
      expect(tryToWrite).not.toThrow();
    });
  other.close();
});

test('reading and then writing never meets a changed state', async () => {
  const other = new Database(path, { timeout: 0 });

  const writing = db.transaction().execute(async (tx) => {
    await sql`select count(*) from notes`.execute(tx);
    expect(() => other.exec("insert into notes values ('other')")).toThrow(/locked/);
    await sql`insert into notes values ('ours')`.execute(tx);
  });

  await expect(writing).resolves.toBeUndefined();
  other.close();
});

test('a full disk is told as such, keeps what was there, and the connection goes on', async () => {
  await sql`insert into notes values ('before')`.execute(db);
  database.pragma('max_page_count = 20');

  const writing = db.transaction().execute(async (tx) => {
    for (let i = 0; i < 100; i++)
      await sql`insert into notes values (${'x'.repeat(4000)})`.execute(tx);
  });

  await expect(writing).rejects.toMatchObject({ code: 'SQLITE_FULL' });
  database.pragma('max_page_count = 1000');
  await sql`insert into notes values ('after')`.execute(db);
  expect((await sql<{ text: string }>`select text from notes`.execute(db)).rows).toEqual([
    { text: 'before' },
    { text: 'after' },
  ]);
  expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
});

test('a statement is prepared once, and the oldest is let go when there are too many', () => {
  const kept = keepPrepared(database, 2);
  const one = kept.prepare('select 1');

  expect(kept.prepare('select 1')).toBe(one);
  kept.prepare('select 2');
  kept.prepare('select 3');
  expect(kept.prepare('select 1')).not.toBe(one);
});
