/** The daily job learns from the papers kept, with the built program: told, shown by stats, and mended when damaged. */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { generateListing } from '../../bench/generate.ts';
import { pastedPage, temporaryPlace } from './run-paperboy.ts';

const place = temporaryPlace();
const papers = generateListing(330).entries.map(({ title, abstract }) => ({
  ...{ title, abstract: abstract ?? '' },
}));
place.file('page.txt', pastedPage(papers));
place.file('paperboy.yaml', 'timezone: UTC\nlimit: 4\nsources: [page.txt]\n');
const run = (...more: string[]) => place.run(['run', '--date', '2026-10-14', ...more]);

it('learns before the issue is made, once, and again from what cannot be read', async () => {
  const rehearsed = await run('--dry-run');
  const before = await place.run(['stats']);
  const first = await run();
  const after = await place.run(['stats']);
  const json = JSON.parse((await place.run(['stats', '--json'])).out);
  const second = await run();
  const database = new Database(join(place.folder, 'data', 'paperboy.db'));
  database.exec('UPDATE archives SET data = CAST(substr(data, 1, 5000) AS BLOB)');
  database.close();
  const mended = await run();
  const digest = await place.run(['digest', '--date', '2026-10-14']);

  expect([first, second, mended, digest].map(({ code }) => code)).toEqual([0, 0, 0, 0]);
  expect(rehearsed.err).not.toContain('learned');
  expect(before.out).toContain('nothing learned from the papers yet: from 300 papers on');
  expect(first.err).toMatch(/^learned from 330 papers in \d+\.\d s$/m);
  expect(after.out).toMatch(/^learned from 330 papers on \d{4}-\d\d-\d\d$/m);
  expect(json.archive).toEqual({ madeAt: expect.stringMatching(/^\d{4}-.*Z$/), papers: 330 });
  expect(second.err).not.toContain('learned');
  expect(mended.err).toMatch(/^warning: What was learned .* could not be read; it was learned/m);
  expect(mended.err).toMatch(/^learned from 330 papers in/m);
});
