/** Ingest of 100,000 papers (resolved, cleaned, indexed) against raw batched inserts of the same rows and index. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { ingestListing } from '../../src/ingest/ingest-listing.ts';
import { openStore } from '../../src/store/store.ts';
import { generateListing } from './generate.ts';
import type { BenchResult } from './main.ts';
import { timeOf } from './measure.ts';

const papers = 100_000;
const tables = ['papers', 'paper_ids', 'sightings', 'listings'];
const batch = 1_000;

export async function benchIngest(): Promise<BenchResult[]> {
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-bench-'));
  try {
    const listing = generateListing(papers);
    const rates: { ours: number; raw: number }[] = [];
    for (const run of [1, 2]) {
      const path = join(folder, `ours-${run}.db`);
      const store = await openStore(path);
      const ours = await timeOf(() => ingestListing(store, listing, 'bench', '2026-10-14'));
      await store.close();
      const raw = await insertRaw(path, join(folder, `raw-${run}.db`));
      rates.push({ ours: (papers / ours) * 1000, raw: (papers / raw) * 1000 });
    }
    const best = {
      ours: Math.max(...rates.map((r) => r.ours)),
      raw: Math.max(...rates.map((r) => r.raw)),
    };
    return [
      {
        name: `ingest of ${papers} papers, rate against raw batched inserts`,
        ratio: best.ours / best.raw,
        limit: { kind: 'at least', value: 0.4 },
        detail: `${best.ours.toFixed(0)} papers/s against ${best.raw.toFixed(0)} papers/s (best of 2, by turns)`,
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Copies the rows of a finished store into an empty one of the same schema; milliseconds of the inserts alone. */
async function insertRaw(from: string, to: string): Promise<number> {
  await (await openStore(to)).close();
  const source = new Database(from, { readonly: true });
  const rows = tables.map((table) => ({
    table,
    rows: source.prepare(`select * from ${table}`).raw().all() as unknown[][],
  }));
  const index = source
    .prepare("select name from sqlite_master where sql like '%fts5%'")
    .pluck()
    .get() as string;
  const text = source.prepare('select n, title, abstract from papers').raw().all() as unknown[][];
  source.close();
  const db = new Database(to);
  db.pragma('journal_mode = wal');
  db.pragma('synchronous = full');
  const insertAll = (sql: string, all: readonly unknown[][]) => {
    const statement = db.prepare(sql);
    const some = db.transaction((part: readonly unknown[][]) => {
      for (const row of part) statement.run(row);
    });
    for (let at = 0; at < all.length; at += batch) some.immediate(all.slice(at, at + batch));
  };
  const ms = await timeOf(() => {
    for (const { table, rows: all } of rows) {
      if (all.length > 0)
        insertAll(`insert into ${table} values (${all[0]!.map(() => '?').join(', ')})`, all);
    }
    insertAll(`insert into ${index} (rowid, title, abstract) values (?, ?, ?)`, text);
  });
  db.close();
  return ms;
}
