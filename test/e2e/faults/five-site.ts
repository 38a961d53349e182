/** Five sources, a configuration that reads them and a store of its own, and what one run made of them. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { loadConfig } from '../../../src/config/load-config.ts';
import type { App } from '../../../src/pipeline/app.ts';
import { type DailyResult, runDaily } from '../../../src/pipeline/daily.ts';
import { type FaultySource, openSource } from './fault-server.ts';
import { fiveFormats } from './five-listings.ts';

/** Seconds after which a source is given up. */
export const timeout = 3;

export interface Site {
  readonly folder: string;
  readonly config: string;
  readonly data: string;
  readonly sources: readonly FaultySource[];
  readonly app: App;
  /** Puts the clock forward by so many milliseconds. */
  wait(milliseconds: number): void;
  close(): Promise<void>;
}

export interface TimedRun {
  readonly result: DailyResult;
  /** Milliseconds from the start until each source was read, by name. */
  readonly readAfter: ReadonlyMap<string, number>;
}

/** Writes `paperboy.yaml` into `folder`; the store comes beside it. */
export async function openSite(folder: string): Promise<Site> {
  mkdirSync(folder, { recursive: true });
  const sources = await Promise.all(
    fiveFormats.map((sample, nth) => openSource(sample, `127.0.0.${nth + 2}`)),
  );
  const config = join(folder, 'paperboy.yaml');
  const entries = sources.map(
    ({ sample, address }) =>
      `  - name: ${sample.name}\n    from: [${address}]\n    allowPrivate: true\n`,
  );
  writeFileSync(
    config,
    `timezone: UTC\nfetch:\n  timeout: ${timeout}\nsources:\n${entries.join('')}`,
  );
  const data = join(folder, 'data');
  let now = Date.parse('2026-10-14T08:00:00Z');
  return {
    ...{ folder, config, data, sources },
    app: {
      config: loadConfig({ environment: {}, file: config, data }),
      now: () => new Date(now),
    },
    wait: (milliseconds) => {
      now += milliseconds;
    },
    close: async () => {
      await Promise.all(sources.map((source) => source.close()));
    },
  };
}

export async function runTimed(site: Site): Promise<TimedRun> {
  mkdirSync(site.data, { recursive: true });
  const readAfter = new Map<string, number>();
  const start = performance.now();
  const result = await runDaily(site.app, {
    date: null,
    watch: { onRead: ({ name }) => void readAfter.set(name, performance.now() - start) },
  });
  return { result, readAfter };
}

/** The titles that each source has shown, as the store has them. */
export function titlesBySource(site: Site): Record<string, string[]> {
  const database = new Database(join(site.data, 'paperboy.db'), { readonly: true });
  try {
    const rows = database
      .prepare<[], { source: string; title: string }>(
        'select source, title from sightings join papers on key = paper_key order by source, title',
      )
      .all();
    const titles: Record<string, string[]> = {};
    for (const { source, title } of rows) {
      titles[source] ??= [];
      titles[source].push(title);
    }
    return titles;
  } finally {
    database.close();
  }
}
