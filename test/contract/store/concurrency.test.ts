/** Processes that share a store wait for each other; none fails and nothing is lost. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { expectSound } from './sound.ts';
import { stressStore } from './stress.ts';

test('three writers and a reader, from the making of the database on, get everything done', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-stress-'));
  const path = join(folder, 'paperboy.db');

  const { writers, reader } = await stressStore(path, 5);

  const written = writers.reduce((sum, writer) => sum + writer.papers, 0);
  expect(reader.rounds).toBeGreaterThan(3);
  for (const writer of writers) expect(writer.rounds).toBeGreaterThan(3);
  await expectSound(path, written);
  rmSync(folder, { recursive: true });
});
