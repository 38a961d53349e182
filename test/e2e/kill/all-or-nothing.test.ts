/** Papers, what to ask with next time and the verdict are kept together or not at all, wherever writing ends. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, expect, it } from 'vitest';
import { openAppStore } from '../../../src/pipeline/app.ts';
import { openSite, runTimed, type Site, titlesBySource } from '../faults/five-site.ts';

const folder = mkdtempSync(join(tmpdir(), 'paperboy-whole-'));
const sites: Site[] = [];
afterAll(async () => {
  await Promise.all(sites.map((site) => site.close()));
  rmSync(folder, { recursive: true, force: true });
});

/** What one reading leaves in the store. */
const tables = ['papers', 'sightings', 'listings', 'fetch_state', 'verdicts'] as const;

it.each(tables)(
  'when %s cannot be written nothing of the reading is kept, and the next run makes it good',
  async (table) => {
    const site = await openSite(join(folder, table));
    sites.push(site);
    mkdirSync(site.data, { recursive: true });
    await (await openAppStore(site.app, 'data')).close();
    inDatabase(site, (database) =>
      database.exec(
        `create trigger full before insert on ${table} begin select raise(abort, 'no room'); end`,
      ),
    );

    await expect(runTimed(site)).rejects.toThrow();
    const left = inDatabase(site, (database) =>
      Object.fromEntries(
        tables.map((name) => [
          name,
          database.prepare<[], number>(`select count(*) from ${name}`).pluck().get(),
        ]),
      ),
    );
    inDatabase(site, (database) => database.exec('drop trigger full'));
    const { result } = await runTimed(site);

    expect(left).toEqual(Object.fromEntries(tables.map((name) => [name, 0])));
    expect(result.reports.map(({ verdict, new: fresh }) => [verdict, fresh])).toEqual(
      site.sources.map(() => ['fresh', 3]),
    );
    expect(Object.keys(titlesBySource(site))).toHaveLength(site.sources.length);
  },
);

function inDatabase<T>(site: Site, use: (database: Database.Database) => T): T {
  const database = new Database(join(site.data, 'paperboy.db'));
  try {
    return use(database);
  } finally {
    database.close();
  }
}
