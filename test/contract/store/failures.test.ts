/** What the database cannot do is said in words, and leaves everything as it was. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { Kysely } from 'kysely';
import { afterAll, expect, it } from 'vitest';
import type { Schema } from '../../../src/store/schema.ts';
import { Session } from '../../../src/store/session.ts';
import { sqliteEngine } from '../../../src/store/sqlite.ts';
import { openStore, Store } from '../../../src/store/store.ts';
import { TransactionGuard } from '../../../src/store/transaction-guard.ts';
import { samplePaper } from './sample-papers.ts';

const folder = mkdtempSync(join(tmpdir(), 'paperboy-failures-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A store on a connection of the test's own, so that the test can starve it. */
async function storeOn(database: Database.Database): Promise<Store> {
  const engine = sqliteEngine(database, () => {});
  const db = new Kysely<Schema>({ dialect: engine.dialect });
  return new Store(
    new Session({
      db,
      engine,
      guard: new TransactionGuard(),
      now: () => '2026-10-14T05:00:00.000Z',
    }),
  );
}

it('a full disk is an error that says so, and nothing of the step is kept', async () => {
  const path = join(folder, 'full.db');
  await (await openStore(path)).close();
  const database = new Database(path);
  const store = await storeOn(database);
  await store.papers.insert([samplePaper('first')]);
  database.pragma(
    `max_page_count = ${(database.pragma('page_count', { simple: true }) as number) + 4}`,
  );

  const failed = store.papers.insert(
    Array.from({ length: 500 }, (_, at) => samplePaper(`paper ${at}`)),
  );

  await expect(failed).rejects.toMatchObject({
    code: 'STORE_FAILED',
    message: expect.stringContaining('the disk is full'),
  });
  expect(await store.papers.count()).toBe(1);
  await store.close();
});

it('another process that keeps writing is an error that says so', async () => {
  const path = join(folder, 'busy.db');
  await (await openStore(path)).close();
  const other = new Database(path);
  const database = new Database(path, { timeout: 50 });
  const store = await storeOn(database);
  other.exec('begin immediate');

  const failed = store.papers.insert([samplePaper('late')]);

  await expect(failed).rejects.toMatchObject({ code: 'STORE_BUSY' });
  other.exec('rollback');
  other.close();
  await store.close();
});
