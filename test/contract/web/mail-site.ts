/** A site with subscribers on a port of its own: the real store, server and pages, and a look at every row. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, type IncomingHttpHeaders, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { loadConfig } from '../../../src/config/load-config.ts';
import { signToken, type TokenKey } from '../../../src/lib/tokens.ts';
import type { SubscriberState } from '../../../src/model/subscriber.ts';
import { type App, databasePath, openAppStore, publicFolder } from '../../../src/pipeline/app.ts';
import { openUnsubscribeDesk } from '../../../src/pipeline/unsubscribe-desk.ts';
import type { Store } from '../../../src/store/store.ts';
import { createSite } from '../../../src/web/site-app.ts';
import { startServer } from '../../../src/web/start-server.ts';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Asking {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  /** A list is sent in chunks, without a length. */
  readonly body?: string | readonly string[];
}

export interface MailSite {
  readonly app: App;
  readonly store: Store;
  readonly key: TokenKey;
  /** The path of a subscriber's link. */
  link(id: number): string;
  ask(path: string, asking?: Asking): Promise<Answer>;
  readonly port: number;
  close(): Promise<void>;
}

export const states = ['confirmed', 'unconfirmed', 'unsubscribed'] as const;

/** `count` subscribers by id from 1 on, named `reader<id>@example.org`, the first three in the three `states`. */
export async function openMailSite(count: number, baseUrl: string | null): Promise<MailSite> {
  const { app, remove } = appInFolder(baseUrl);
  const store = await openAppStore(app, 'data');
  addSubscribers(databasePath(app), count);
  const [key] = await store.secrets.all();
  const served = await serveSite(app);
  return {
    ...{ app, store, key, ask: served.ask, port: served.port },
    link: (id) => `/unsubscribe/${signToken(key, 'unsubscribe', id)}`,
    close: async () => {
      await served.close();
      await store.close();
      remove();
    },
  };
}

/** A configuration whose data folder is a temporary one with a page in it. */
export function appInFolder(baseUrl: string | null): { app: App; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-web-'));
  const environment = {
    PAPERBOY_TITLE: 'The Quay',
    ...(baseUrl === null ? {} : { PAPERBOY_BASE_URL: baseUrl }),
  };
  const config = loadConfig({ environment, data: folder, flags: {} });
  const app = { config, now: () => new Date() };
  mkdirSync(publicFolder(app));
  writeFileSync(join(publicFolder(app), 'index.html'), '<!doctype html><title>Latest</title>');
  return { app, remove: () => rmSync(folder, { recursive: true }) };
}

export async function serveSite(app: App): Promise<Pick<MailSite, 'ask' | 'port' | 'close'>> {
  const desk = openUnsubscribeDesk(app);
  const { baseUrl } = app.config.values;
  const site = createSite(publicFolder(app), { baseUrl, unsubscribing: desk });
  const server = await startServer(site, '127.0.0.1', 0);
  const port = Number(new URL(server.address).port);
  const asking = openAsking(port);
  return {
    port,
    ask: asking.ask,
    close: async () => {
      asking.close();
      await server.stop(200);
      await desk.close();
    },
  };
}

/** Asks a server on this machine over up to 40 connections that are kept. */
export function openAsking(port: number): Pick<MailSite, 'ask'> & { close(): void } {
  const agent = new Agent({ keepAlive: true, maxSockets: 40 });
  return {
    ask: (path, asking = {}) => askAt(port, agent, path, asking),
    close: () => agent.destroy(),
  };
}

function askAt(port: number, agent: Agent, path: string, asking: Asking): Promise<Answer> {
  const { method = 'GET', headers = {}, body = '' } = asking;
  return new Promise((done, fail) => {
    const asked = request({ port, host: '127.0.0.1', path, method, headers, agent }, (answer) => {
      const pieces: Buffer[] = [];
      answer.on('data', (piece: Buffer) => pieces.push(piece));
      answer.on('end', () => {
        const text = Buffer.concat(pieces).toString();
        done({ status: answer.statusCode ?? 0, headers: answer.headers, body: text });
      });
      answer.on('error', fail);
    });
    asked.on('error', fail);
    if (typeof body === 'string') asked.end(body);
    else {
      for (const piece of body) asked.write(piece);
      asked.end();
    }
  });
}

function addSubscribers(path: string, count: number): void {
  const database = new Database(path);
  const insert = database.prepare(
    `insert into subscribers (address_key, address, state, preferences, created_at, unsubscribed_at)
     values (@address, @address, @state, '{}', '2026-10-01T06:00:00.000Z', @gone)`,
  );
  database.transaction(() => {
    for (let id = 1; id <= count; id++) {
      const state: SubscriberState = states[id - 1] ?? 'confirmed';
      const gone = state === 'unsubscribed' ? '2026-10-02T06:00:00.000Z' : null;
      insert.run({ address: `reader${id}@example.org`, state, gone });
    }
  })();
  database.close();
}

/** Every row of every table, each value as it is stored. */
export function allRows(path: string): Record<string, unknown[]> {
  const database = new Database(path, { fileMustExist: true });
  const tables = database
    .prepare<[], string>("select name from sqlite_schema where type = 'table' order by name")
    .pluck()
    .all();
  const rows = Object.fromEntries(
    tables.map((table) => [table, database.prepare(`select * from "${table}"`).raw().all()]),
  );
  database.close();
  return rows;
}

/** How many subscribers are in a state. */
export function countIn(app: App, state: SubscriberState): number {
  const database = new Database(databasePath(app), { fileMustExist: true });
  const count = database
    .prepare<[string], number>('select count(*) from subscribers where state = ?')
    .pluck()
    .get(state);
  database.close();
  return count ?? 0;
}

/** The state and the moment of a subscriber's leaving. */
export function leavingOf(app: App, id: number): readonly [string, string | null] {
  const database = new Database(databasePath(app), { fileMustExist: true });
  const row = database
    .prepare<[number], { state: string; unsubscribed_at: string | null }>(
      'select state, unsubscribed_at from subscribers where id = ?',
    )
    .get(id);
  database.close();
  return [row?.state ?? 'gone', row?.unsubscribed_at ?? null];
}
