/** The search index holds exactly what the surviving papers say, after any series of changes. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openStore } from '../../../src/store/store.ts';
import { samplePaper } from '../../contract/store/sample-papers.ts';
import { expectSoundIndex } from '../../contract/store/sound.ts';

const word = fc.constantFrom(
  'amber',
  'amber amber',
  'birch',
  'cedar',
  '',
  'İstanbul',
  '字 字',
  'a\u0000b',
);
const change = fc.record({
  kind: fc.constantFrom('insert', 'update', 'merge'),
  which: fc.nat(3),
  other: fc.nat(3),
  title: word,
  abstract: fc.option(word),
});

test('no series of inserts, updates and merges parts the index from the papers', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-index-'));
  let file = 0;

  await fc.assert(
    fc.asyncProperty(fc.array(change, { maxLength: 12 }), async (changes) => {
      const path = join(folder, `${file++}.db`);
      const store = await openStore(path);
      for (const { kind, which, other, title, abstract } of changes) {
        const paper = samplePaper(title, [`url:example.org/${which}`], { abstract });
        const again = samplePaper('', [`url:example.org/${other}`]);
        const found = await store.papers.get([paper.key]);
        const known = found.get(paper.key);
        if (kind === 'insert' && !known) await store.papers.insert([paper]);
        if (kind === 'update' && known) await store.papers.update([{ ...known, title, abstract }]);
        if (kind === 'merge' && known && (await store.papers.get([again.key])).size > 0) {
          await store.papers.merge(paper.key, again.key, 'chance');
        }
      }
      await store.close();
      const database = new Database(path);
      expectSoundIndex(database);
      database.close();
    }),
    { numRuns: 60 },
  );
  rmSync(folder, { recursive: true });
});

test('the check of the index sees a paper whose text changed behind its back', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-index-'));
  const path = join(folder, 'paperboy.db');
  const store = await openStore(path);
  await store.papers.insert([samplePaper('Amber')]);
  await store.close();
  const database = new Database(path);
  database.exec("update papers set title = 'Birch'");

  expect(() => expectSoundIndex(database)).toThrow();
  database.close();
  rmSync(folder, { recursive: true });
});
