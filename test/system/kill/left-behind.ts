/** How far a killed run had come, told from a copy of what it left behind: looking must not repair anything. */
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';

/** In the order in which a run goes through them. */
export const stages = [
  'before the store',
  'store without tables',
  'tables, nothing read',
  'some listings recorded',
  'all listings recorded, no issue',
  'issue published, site incomplete',
  'site whole, run not marked as done',
  'done',
] as const;

export type Stage = (typeof stages)[number];

/** @param whole how many listings an undisturbed run records, and how many public files it writes. */
export function stageOf(data: string, whole: { listings: number; files: number }): Stage {
  const copy = mkdtempSync(join(tmpdir(), 'paperboy-left-'));
  try {
    const names = copyDatabase(data, copy);
    if (!names.includes('paperboy.db')) return 'before the store';
    const database = new Database(join(copy, 'paperboy.db'));
    try {
      const rows = (table: string, where = 'true'): number =>
        countRows(database, table, where) ?? 0;
      if (countRows(database, 'daily_runs') === null) return 'store without tables';
      if (rows('daily_runs', 'finished_at is not null') > 0) return 'done';
      if (rows('issues') > 0) {
        const complete = publicNames(data).length === whole.files;
        return complete ? 'site whole, run not marked as done' : 'issue published, site incomplete';
      }
      const listings = rows('listings');
      if (listings === 0) return 'tables, nothing read';
      return listings < whole.listings
        ? 'some listings recorded'
        : 'all listings recorded, no issue';
    } finally {
      database.close();
    }
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** With the log beside it: what was committed may stand there alone. Returns the names of the files. */
function copyDatabase(data: string, copy: string): string[] {
  mkdirSync(copy, { recursive: true });
  const names = existsSync(data)
    ? readdirSync(data).filter((name) => /^paperboy\.db(-wal)?$/.test(name))
    : [];
  for (const name of names) copyFileSync(join(data, name), join(copy, name));
  return names;
}

function countRows(database: Database.Database, table: string, where = 'true'): number | null {
  const known = database
    .prepare("select 1 from sqlite_schema where type = 'table' and name = ?")
    .get(table);
  if (known === undefined) return null;
  return database
    .prepare<[], number>(`select count(*) from ${table} where ${where}`)
    .pluck()
    .get()!;
}

function publicNames(data: string): string[] {
  const folder = join(data, 'public');
  return existsSync(folder) ? readdirSync(folder).filter((name) => !name.startsWith('.')) : [];
}
