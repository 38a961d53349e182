/** A store whose merges were recorded before they could be undone: all get numbers, and a split does what it can. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { openStore } from '../../../src/store/store.ts';
import { samplePaper, sampleSighting } from './sample-papers.ts';

const keep = samplePaper('Tides of glass', ['arxiv:2602.00001']);
const drop = samplePaper('Tides of Glass, revisited', ['doi:10.5555/tides']);

/** Takes back what the newest schema added. */
const older = `
  UPDATE merges SET undo = NULL, n = 0;
  DROP TABLE splits;
  DROP INDEX merges_n;
  ALTER TABLE merges DROP COLUMN n;
  ALTER TABLE merges DROP COLUMN undo;
  DELETE FROM schema_migrations WHERE name = '005-splits'`;

test('merges of an older store are numbered as they came, and split as far as can be told', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-store-'));
  const path = join(folder, 'paperboy.db');
  const before = await openStore(path);
  await before.papers.insert([keep, drop]);
  await before.sightings.record([
    sampleSighting(keep, '2026-03-01'),
    sampleSighting(drop, '2026-03-02'),
  ]);
  await before.papers.merge(keep.key, drop.key, 'same title');
  await before.merges.record([
    {
      paperKey: keep.key,
      ...{ source: 'a', day: '2026-03-01', position: 1, title: 'Tides', reason: 'same title' },
    },
  ]);
  await before.close();
  const database = new Database(path);
  database.exec(older);
  database.close();
  const store = await openStore(path);

  const merges = await store.merges.of(keep.key);
  const whole = merges.find(({ source }) => source === `paper:${drop.key}`);
  const { key, doubts } = await store.splits.split(whole?.number ?? 0);

  expect(merges.map(({ number }) => number).sort()).toEqual([1, 2]);
  const papers = await store.papers.get([keep.key, key]);
  expect([...papers.values()]).toEqual([keep, drop]);
  expect(await store.sightings.of(keep.key)).toHaveLength(2);
  expect(doubts).toHaveLength(2);
  await store.close();
  rmSync(folder, { recursive: true });
});
