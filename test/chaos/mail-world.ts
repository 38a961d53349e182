/** A data folder with an issue that is out and readers who wait for it, and a look at its ledger. */
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { loadConfig } from '../../src/config/load-config.ts';
import { type App, databasePath, openAppStore } from '../../src/pipeline/app.ts';
import { publishIssue } from '../../src/pipeline/publish-issue.ts';
import { samplePaper, sampleSighting } from '../contract/store/sample-papers.ts';

export interface World {
  readonly app: App;
  readonly folder: string;
  /** What a worker is told to find the same configuration. */
  readonly environment: Readonly<Record<string, string>>;
  /** The day of the issue. */
  readonly day: string;
  remove(): void;
}

export interface WorldOptions {
  readonly readers: number;
  /** Of the mail server; without one, mail goes to files. */
  readonly port?: number;
  readonly settings?: Readonly<Record<string, string>>;
  /** The data folder; a temporary one unless given. */
  readonly folder?: string;
}

/** Readers are `reader<id>@example.org`, confirmed an hour before the issue came out. */
export async function makeWorld(options: WorldOptions): Promise<World> {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'paperboy-chaos-'));
  mkdirSync(folder, { recursive: true });
  const environment = {
    PAPERBOY_TITLE: 'The Quay',
    PAPERBOY_TIMEZONE: 'UTC',
    PAPERBOY_MAIL_FROM: 'paperboy@example.com',
    ...(options.port === undefined
      ? {}
      : { PAPERBOY_MAIL_SMTP: `smtp://127.0.0.1:${options.port}` }),
    ...options.settings,
  };
  const app = appAt(folder, environment);
  const day = new Date().toISOString().slice(0, 10);
  const store = await openAppStore(app, 'data');
  const papers = ['Lamp oil', 'Fog horns', 'Cork floats'].map((subject, at) =>
    samplePaper(`${subject} measured from the end of a pier`, [`doi:10.7/pier.${at}`]),
  );
  await store.papers.insert(papers);
  await store.sightings.record(
    papers.map((paper, at) => sampleSighting(paper, day, { position: at + 1, upvotes: 9 - at })),
  );
  addReaders(databasePath(app), options.readers);
  await publishIssue(app, store, day);
  await store.close();
  return {
    ...{ app, folder, environment, day },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

export function appAt(folder: string, environment: Readonly<Record<string, string>>): App {
  const config = loadConfig({ environment: { ...environment }, data: folder, flags: {} });
  return { config, now: () => new Date() };
}

/** The same world again, in a folder of its own; nobody may have it open. */
export function copyWorld(world: World): World {
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-chaos-'));
  cpSync(world.folder, folder, { recursive: true });
  return {
    ...world,
    ...{ app: appAt(folder, world.environment), folder },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

export function addReaders(path: string, count: number): void {
  inDatabase(path, (database) => {
    const insert = database.prepare(
      `insert into subscribers (address_key, address, state, preferences, created_at, confirmed_at)
       values (@address, @address, 'confirmed', '{}', @at, @at)`,
    );
    const at = new Date(Date.now() - 3_600_000).toISOString();
    database.transaction(() => {
      for (let id = 1; id <= count; id++) insert.run({ address: `reader${id}@example.org`, at });
    })();
  });
}

export function inDatabase<T>(path: string, use: (database: Database.Database) => T): T {
  const database = new Database(path, { timeout: 10_000 });
  try {
    return use(database);
  } finally {
    database.close();
  }
}

export interface LedgerRow {
  readonly id: number;
  readonly subscriber_id: number | null;
  readonly address: string;
  readonly message_id: string;
  readonly state: string;
  readonly uncertain_count: number;
  readonly attempt: number;
  readonly reason: string | null;
}

export function ledgerRows({ app }: Pick<World, 'app'>): LedgerRow[] {
  return inDatabase(databasePath(app), (database) =>
    database
      .prepare<[], LedgerRow>(
        `select id, subscriber_id, address, message_id, state, uncertain_count, attempt, reason
         from deliveries order by id`,
      )
      .all(),
  );
}

/** How many rows stand in each state, those in none left out. */
export function countStates(rows: readonly Pick<LedgerRow, 'state'>[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { state } of rows) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
}

/** What SQLite says of the file, and whether the issue's sums are right. */
export function checkBooks({ app, day }: World) {
  return inDatabase(databasePath(app), (database) => {
    const issue = database
      .prepare<[string], { state: string; n_candidates: number; n_excluded: number }>(
        'select state, n_candidates, n_excluded from issues where day = ?',
      )
      .get(day);
    const ended = database
      .prepare<[string], number>(
        `select count(*) from deliveries where issue_day = ? and joined_at is null
         and state in ('accepted', 'rejected', 'expired', 'skipped', 'uncertain')`,
      )
      .pluck()
      .get(day);
    return {
      integrity: database.pragma('integrity_check', { simple: true }),
      issue: issue?.state,
      candidates: issue?.n_candidates,
      endedOrExcluded: (ended ?? 0) + (issue?.n_excluded ?? 0),
    };
  });
}
