/** Rows remember when they were first written and when last, by the clock that the store was given. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { openStore } from '../../../src/store/store.ts';
import { samplePaper, sampleSighting } from '../../contract/store/sample-papers.ts';

const morning = '2026-03-01T06:00:00.000Z';
const evening = '2026-03-01T18:00:00.000Z';
const paper = samplePaper('Dew');
const listing = { source: 's', day: '2026-03-01', format: 'feed', listed: 1 };

test('the first time stays and the last one moves', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-times-'));
  const path = join(folder, 'paperboy.db');
  let now = morning;
  const store = await openStore(path, { now: () => now });
  await store.papers.insert([paper]);
  await store.sightings.record([sampleSighting(paper, '2026-03-01')]);
  await store.listings.record(listing);

  now = evening;
  await store.papers.update([{ ...paper, title: 'Dew point' }]);
  await store.sightings.record([sampleSighting(paper, '2026-03-01')]);
  await store.listings.record(listing);

  await store.close();
  const database = new Database(path);
  const times = (columns: string, table: string) =>
    database.prepare(`select ${columns} from ${table}`).raw().all();
  expect(times('first_seen_at, updated_at', 'papers')).toEqual([[morning, evening]]);
  expect(times('first_seen_at, last_seen_at', 'sightings')).toEqual([[morning, evening]]);
  expect(times('first_read_at, last_read_at', 'listings')).toEqual([[morning, evening]]);
  expect(times('distinct applied_at', 'schema_migrations')).toEqual([[morning]]);
  database.close();
  rmSync(folder, { recursive: true });
});
