/** A database moves from schema to schema whole, whatever happens on the way, and no unknown one is touched. */
import { execFile } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { Kysely } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Engine } from '../../../src/store/engine.ts';
import { migrate } from '../../../src/store/migrate.ts';
import { migrationStatus } from '../../../src/store/migration-status.ts';
import { migrations } from '../../../src/store/migrations/index.ts';
import type { Migration } from '../../../src/store/migrations/migration.ts';
import type { Schema } from '../../../src/store/schema.ts';
import { openSqlite } from '../../../src/store/sqlite.ts';
import { openStore } from '../../../src/store/store.ts';
import { migrateFile } from './migrate-file.ts';
import { sampleMigrations } from './sample-migrations.ts';
import { samplePaper } from './sample-papers.ts';
import { expectSoundIndex } from './sound.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const killed = fileURLToPath(new URL('killed-migration.ts', import.meta.url));
const opener = fileURLToPath(new URL('opener.ts', import.meta.url));
const rounds = 150;
const titles = ['Grey squares', 'White noise'];

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'paperboy-migrate-'));
  path = join(folder, 'paperboy.db');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A database of the first schema with two papers. */
async function makeOldDatabase(): Promise<void> {
  await migrateFile(path, sampleMigrations.slice(0, 1), (store) =>
    store.papers.insert(titles.map((title) => samplePaper(title))),
  );
}

function look<T>(file: string, read: (database: Database.Database) => T): T {
  const database = new Database(file, { fileMustExist: true });
  try {
    return read(database);
  } finally {
    database.close();
  }
}

function column(database: Database.Database, sql: string): unknown[] {
  return database.prepare(sql).pluck().all();
}

const versions = (database: Database.Database) =>
  column(database, 'select version from schema_migrations order by version');

function altered(migration: Migration): Migration {
  return { ...migration, statements: { sqlite: [...migration.statements.sqlite, 'select 1'] } };
}

test('a new database gets every schema, and no backup', async () => {
  await migrateFile(path, sampleMigrations);

  expect(look(path, versions)).toEqual([1, 2, 3]);
  expect(readdirSync(folder)).toEqual(['paperboy.db']);
});

test('an older database is brought up to date with its data', async () => {
  await makeOldDatabase();

  await migrateFile(path, sampleMigrations);

  look(path, (database) => {
    expect(versions(database)).toEqual([1, 2, 3]);
    expect(column(database, 'select title from papers order by title')).toEqual(titles);
    expect(column(database, 'select name from colours order by name')).toEqual(
      titles.map((title) => `colour of ${title}!`),
    );
    expectSoundIndex(database);
  });
});

test('a backup of the older database is beside it, for its owner alone', async () => {
  await makeOldDatabase();

  await migrateFile(path, sampleMigrations);

  const backup = `${path}.before-3.backup`;
  expect(statSync(backup).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder).sort()).toEqual(['paperboy.db', 'paperboy.db.before-3.backup']);
  look(backup, (database) => {
    expect(versions(database)).toEqual([1]);
    expect(column(database, 'select title from papers order by title')).toEqual(titles);
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
  });
});

test('migrating again changes nothing and makes no backup', async () => {
  await migrateFile(path, sampleMigrations);
  const before = look(path, (database) =>
    database.prepare('select * from schema_migrations').all(),
  );

  await migrateFile(path, sampleMigrations);

  expect(
    look(path, (database) => database.prepare('select * from schema_migrations').all()),
  ).toEqual(before);
  expect(readdirSync(folder)).toEqual(['paperboy.db']);
});

test('a migration that fails leaves the database at the schema before it', async () => {
  await makeOldDatabase();
  const [first, second, third] = sampleMigrations as [Migration, Migration, Migration];
  const broken = {
    ...third,
    statements: { sqlite: [...third.statements.sqlite, 'select nothing'] },
  };

  await expect(migrateFile(path, [first, second, broken])).rejects.toThrow('nothing');

  look(path, (database) => {
    expect(versions(database)).toEqual([1, 2]);
    expect(column(database, 'select distinct colour from papers')).toEqual(['green']);
    expect(column(database, "select count(*) from colours where name like '%!'")).toEqual([0]);
  });
});

test('a database of a newer program is refused and left alone', async () => {
  const version = (migrations.at(-1)?.version ?? 0) + 1;
  const next = { version, name: 'of-tomorrow', statements: { sqlite: ['create table moons (n)'] } };
  await migrateFile(path, [...migrations, next]);

  const opening = openStore(path);

  await expect(opening).rejects.toMatchObject({
    code: 'STORE_NEWER',
    message: expect.stringMatching(new RegExp(`made by a newer Paperboy.*schema ${version}`)),
    hint: expect.stringContaining('backup'),
  });
  await expect(migrationStatus(path)).rejects.toMatchObject({ code: 'STORE_NEWER' });
  expect(look(path, versions)).toContain(version);
});

test('a migration that was altered after it was applied is refused', async () => {
  await makeOldDatabase();
  const [first, ...rest] = sampleMigrations as [Migration, ...Migration[]];
  const changed = [altered(first), ...rest];

  await expect(migrateFile(path, changed)).rejects.toMatchObject({ code: 'STORE_CHANGED' });
  await expect(migrationStatus(path, changed)).rejects.toMatchObject({ code: 'STORE_CHANGED' });
  expect(look(path, versions)).toEqual([1]);
});

test('the status tells what is pending and changes nothing', async () => {
  const missing = await migrationStatus(path, sampleMigrations);
  expect(readdirSync(folder)).toEqual([]);
  await makeOldDatabase();

  const old = await migrationStatus(path, sampleMigrations);

  expect(readdirSync(folder)).toEqual(['paperboy.db']);
  expect(look(path, versions)).toEqual([1]);
  expect(missing).toEqual({
    current: 0,
    latest: 3,
    pending: [migrations[0]!.name, '002-colours', '003-fewer-colours'],
  });
  expect(old).toEqual({ current: 1, latest: 3, pending: ['002-colours', '003-fewer-colours'] });
});

test('processes that migrate at once all succeed, and the backup is still the old database', async () => {
  await makeOldDatabase();

  const results = await Promise.all([0, 0, 0, 0].map((nth) => runKilled(path, nth)));

  expect(results).toEqual(['done', 'done', 'done', 'done']);
  expect(look(path, versions)).toEqual([1, 2, 3]);
  expect(look(`${path}.before-3.backup`, versions)).toEqual([1]);
  expect(readdirSync(folder).sort()).toEqual(['paperboy.db', 'paperboy.db.before-3.backup']);
});

test('processes that make a database in the same moment all succeed', async () => {
  const start = String(Date.now() + 2000);

  const results = await Promise.all(
    [1, 2, 3].map(() => run(opener, [folder, start, String(rounds)])),
  );

  expect(results).toEqual(['done', 'done', 'done']);
  // Two that close at once may each leave the -wal file to the other; a backup would be wrong.
  const made = readdirSync(folder).filter((name) => !/-(?:wal|shm)$/.test(name));
  expect(made).toHaveLength(rounds);
});

test('what another process has migrated meanwhile is neither applied again nor backed up as old', async () => {
  await makeOldDatabase();
  const engine = await openSqlite(path, () => {});
  const db = new Kysely<Schema>({ dialect: engine.dialect });
  const overtaken: Engine = {
    ...engine,
    backUpBefore: async (version, isStillOld) => {
      await migrateFile(path, sampleMigrations);
      rmSync(`${path}.before-3.backup`);
      await engine.backUpBefore(version, isStillOld);
    },
  };

  await migrate({ db, engine: overtaken, migrations: sampleMigrations, now: () => 'later' });

  await engine.close();
  expect(
    look(path, (database) => column(database, 'select applied_at from schema_migrations')),
  ).toEqual(Array.from({ length: 3 }, () => '2026-03-01T00:00:00.000Z'));
  expect(readdirSync(folder)).toEqual(['paperboy.db']);
});

test('a kill after any step leaves a schema whole, and the next start goes on from there', async () => {
  await makeOldDatabase();
  const original = join(folder, 'original');
  copyFileSync(path, original);
  const met = new Set<unknown>();
  let kills = 0;

  for (let nth = 1; ; nth++) {
    for (const file of readdirSync(folder)) if (file !== 'original') rmSync(join(folder, file));
    copyFileSync(original, path);
    const outcome = await runKilled(path, nth);
    if (outcome === 'done') break;
    kills++;
    expect(outcome).toBe('killed');
    const version = look(path, expectWholeSchema);
    met.add(version);
    const backup = `${path}.before-3.backup`;
    if (existsSync(backup)) expect(look(backup, expectWholeSchema)).toBe(1);
    await migrateFile(path, sampleMigrations);
    expect(look(path, expectWholeSchema)).toBe(3);
  }

  expect(kills).toBeGreaterThan(15);
  expect([...met].sort()).toEqual([1, 2, 3]);
}, 120_000);

/** Expects everything that belongs to the newest version noted, and nothing of the one after it; returns it. */
function expectWholeSchema(database: Database.Database): unknown {
  expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
  expect(column(database, 'select title from papers order by title')).toEqual(titles);
  const version = versions(database).at(-1);
  const hasColours =
    column(database, "select name from sqlite_schema where name = 'colours'").length === 1;
  const colour = column(
    database,
    "select name from pragma_table_info('papers') where name = 'colour'",
  );
  expect(hasColours).toBe(version !== 1);
  expect(colour).toEqual(version === 2 ? ['colour'] : []);
  if (version === 2)
    expect(column(database, 'select distinct colour from papers')).toEqual(['green']);
  if (hasColours) {
    const marked = column(database, "select count(*) from colours where name like '%!'");
    expect(marked).toEqual([version === 3 ? titles.length : 0]);
  }
  return version;
}

/** Migrates in a process that kills itself after its n-th step (0: never). */
function runKilled(file: string, nth: number): Promise<string> {
  return run(killed, [file, String(nth)]);
}

/** What the script prints, or "killed". */
function run(script: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['--import', 'tsx', script, ...args],
      { cwd: root },
      (error, stdout, stderr) => {
        if (error?.signal === 'SIGKILL') resolve('killed');
        else resolve(stderr === '' ? stdout.trim() : stderr);
      },
    );
  });
}
