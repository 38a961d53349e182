/** The whole way from listing texts to a rendered digest, in one process and a store in memory. */
import { readFileSync } from 'node:fs';
import { loadConfig } from '../../../src/config/load-config.ts';
import type { Digest } from '../../../src/model/digest.ts';
import { type App, openAppStore } from '../../../src/pipeline/app.ts';
import { ingestReads, type PlaceReport } from '../../../src/pipeline/ingest-reads.ts';
import { makeDigest } from '../../../src/pipeline/make-digest.ts';
import { readNamed } from '../../../src/pipeline/read-listings.ts';
import { showDigest } from '../../../src/pipeline/show-digest.ts';
import type { Store } from '../../../src/store/store.ts';

export interface Run {
  readonly digest: Digest;
  /** The digest as JSON text. */
  readonly json: string;
  readonly reports: readonly PlaceReport[];
}

export const nothing = { explain: false, color: false, width: 80 };

export function appFor(topics: string, date: string, limit = 12): App {
  const config = loadConfig({ environment: {}, flags: { topics, limit } });
  return { config, now: () => new Date(`${date}T08:00:00Z`) };
}

/** One digest from the files at `places`, all days of them. Ingests `times` times. */
export async function runPipeline(
  app: App,
  places: readonly string[],
  date: string,
  times = 1,
): Promise<Run> {
  const store = await openAppStore(app, 'memory');
  try {
    const reads = await readNamed(app, places, { date });
    let reports: PlaceReport[] = [];
    for (let time = 0; time < times; time++) reports = await ingestReads(store, reads, date);
    const digest = await digestOf(app, store, date);
    const json = await showDigest(app, digest, 'json', nothing);
    return { digest, json: String(json), reports };
  } finally {
    await store.close();
  }
}

export async function digestOf(app: App, store: Store, date: string): Promise<Digest> {
  const { values, interests } = app.config;
  const { title, limit } = values;
  return await makeDigest(store, {
    date,
    from: null,
    to: null,
    title,
    limit,
    interests,
    notices: [],
  });
}

/** The file's text, or null where there is none. */
export function textAt(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
