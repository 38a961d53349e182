/** The contract suite's stress of three writers and a reader, for half a minute. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { expectSound } from '../../contract/store/sound.ts';
import { stressStore } from '../../contract/store/stress.ts';

test('three writers and a reader get everything done for thirty seconds', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-stress-'));
  const path = join(folder, 'paperboy.db');

  const { writers, reader } = await stressStore(path, 30);

  const written = writers.reduce((sum, writer) => sum + writer.papers, 0);
  expect(reader.rounds).toBeGreaterThan(10);
  for (const writer of writers) expect(writer.rounds).toBeGreaterThan(10);
  await expectSound(path, written);
  rmSync(folder, { recursive: true });
});
