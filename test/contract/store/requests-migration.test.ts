/** Requests of a database of old are taken over whole when the table is made anew for changes of address. */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { migrations } from '../../../src/store/migrations/index.ts';
import { temporaryFolder } from './temporary-folder.ts';

it('keeps every row, gives no number twice, and takes the new kind with its address alone', () => {
  const folder = temporaryFolder('requests');
  const path = join(folder.path, 'paperboy.sqlite');
  const before = new Database(path);
  for (const { version, statements } of migrations) {
    if (version <= 8) for (const statement of statements.sqlite) before.exec(statement);
  }
  const insert = before.prepare(
    `INSERT INTO requests (kind, origin, subscriber_id, token_hash, nonce, preferences, wording,
      created_at, expires_at, used_at, superseded_at)
      VALUES (?, 'form', 7, ?, 'n', NULL, 'yes', 'a', 'b', 'c', NULL)`,
  );
  insert.run('confirm', 'x');
  insert.run('data', 'y');
  insert.run('data', 'z');
  before.exec('DELETE FROM requests WHERE id = 3');
  const rows = before.prepare('SELECT * FROM requests ORDER BY id').all() as object[];

  const ninth = migrations.find(({ version }) => version === 9);
  before.transaction(() => {
    for (const statement of ninth?.statements.sqlite ?? []) before.exec(statement);
  })();

  const after = before.prepare('SELECT * FROM requests ORDER BY id').all();
  const next = insert.run('data', 'w').lastInsertRowid;
  const indexes = before
    .prepare("SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = 'requests'")
    .pluck()
    .all();
  const address = before.prepare(
    `INSERT INTO requests (kind, origin, subscriber_id, address, token_hash, nonce, created_at,
      expires_at) VALUES (?, 'form', 7, ?, ?, 'n', 'a', 'b')`,
  );
  expect(after).toEqual(rows.map((row) => ({ ...row, address: null })));
  expect(next).toBe(4);
  expect(indexes).toEqual(expect.arrayContaining(['requests_of_subscriber', 'requests_by_end']));
  expect(() => address.run('address', null, 'k')).toThrow(/CHECK/);
  expect(() => address.run('confirm', 'a@b.example', 'l')).toThrow(/CHECK/);
  expect(address.run('address', 'a@b.example', 'm').changes).toBe(1);
  before.close();
  folder.remove();
});
