/** What every command works with: the configuration, the clock, the store's place. Built once, handed down. */
import { join } from 'node:path';
import type { Config } from '../config/load-config.ts';
import { dayIn } from '../lib/days.ts';
import type { HttpClient } from '../lib/http/client.ts';
import type { Day } from '../model/listing.ts';
import type { JobLock } from '../store/job-lock.ts';
import type { Store } from '../store/store.ts';

export interface App {
  readonly config: Config;
  readonly now: () => Date;
}

/** Today in the site's time zone. */
export function today(app: App): Day {
  return dayIn(app.config.values.timezone, app.now());
}

export function databasePath(app: App): string {
  return join(app.config.dataFolder, 'paperboy.db');
}

/** Where the public pages and feeds are. */
export function publicFolder(app: App): string {
  return join(app.config.dataFolder, 'public');
}

/** Where mails are laid down while there is no mail server. */
export function outboxFolder(app: App): string {
  return join(app.config.dataFolder, 'outbox');
}

/** Takes the one lock that jobs in the data folder share; see `takeJobLock`. */
export async function takeAppLock(app: App, onWait: (() => void) | null): Promise<JobLock> {
  const { takeJobLock } = await import('../store/job-lock.ts');
  return takeJobLock(join(app.config.dataFolder, 'job.lock.db'), { onWait });
}

/** Opens the store of the data folder, or an empty one in memory that leaves no trace. Close it after use. */
export async function openAppStore(app: App, place: 'data' | 'memory'): Promise<Store> {
  const { openStore } = await import('../store/store.ts');
  const path = place === 'memory' ? ':memory:' : databasePath(app);
  return openStore(path, { now: () => app.now().toISOString() });
}

export function maxBytes(app: App): number {
  return app.config.values.maxMegabytes * 1_000_000;
}

/**
 * The polite client. With a store, turns at a host and cool-downs hold over all processes and restarts; without one
 * within this process. Close it after use.
 */
export async function openHttpClient(
  app: App,
  store: Store | null,
  onDate?: (serverTime: number) => void,
): Promise<HttpClient> {
  const { createHttpClient } = await import('../lib/http/client.ts');
  const { createGate } = await import('../lib/http/gate.ts');
  const { timeout, contact } = app.config.values;
  return createHttpClient({
    maxBytes: maxBytes(app),
    timeout: timeout * 1_000,
    clock: () => app.now().getTime(),
    ...(onDate === undefined ? {} : { onDate }),
    userAgent: `Paperboy/0.1 (paper digest${contact === null ? '' : `; ${contact}`})`,
    ...(store === null
      ? {}
      : { coolDown: store.fetchState, gate: createGate({ rows: store.gates }) }),
  });
}
