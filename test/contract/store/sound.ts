/** Whether a database is sound: pages, references between rows, and the search index against its papers. */
import Database from 'better-sqlite3';
import { expect } from 'vitest';
import { openStore } from '../../../src/store/store.ts';

/** Expects the SQLite file at `path` to be sound and to hold `papers` papers. */
export async function expectSound(path: string, papers: number): Promise<void> {
  const database = new Database(path);
  expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
  expect(database.pragma('foreign_key_check')).toEqual([]);
  expectSoundIndex(database);
  database.close();
  const store = await openStore(path);
  expect(await store.papers.count()).toBe(papers);
  await store.close();
}

/** Throws where the index does not hold exactly what the papers that can be searched say. */
export function expectSoundIndex(database: Database.Database): void {
  database.exec("insert into paper_search (paper_search, rank) values ('integrity-check', 1)");
}
