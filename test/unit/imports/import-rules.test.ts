/** The import rules catch what they promise to, in a tree with planted violations. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { checkImports } from '../../imports/import-rules.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'paperboy-imports-'));
symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
writeFileSync(
  join(folder, 'package.json'),
  '{"type":"module","dependencies":{"cheerio":"*","kysely":"*"},"devDependencies":{"vitest":"*"}}',
);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function plant(files: Record<string, string>): void {
  rmSync(join(folder, 'src'), { recursive: true, force: true });
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

describe('the import rules', () => {
  it('see the whole project and find nothing wrong with it', async () => {
    const { modules, violations } = await checkImports('src');

    expect(modules).toBeGreaterThan(80);
    expect(violations).toEqual([]);
  });

  const cases: readonly [string, Record<string, string>][] = [
    [
      'layer-rank',
      { 'src/rank/a.ts': "import '../store/b.ts';", 'src/store/b.ts': 'export const b = 1;' },
    ],
    [
      'layer-lib',
      {
        'src/lib/a.ts': "import type { B } from '../model/b.ts'; export type A = B;",
        'src/model/b.ts': 'export type B = 1;',
      },
    ],
    [
      'layer-model',
      { 'src/model/a.ts': "import '../config/b.ts';", 'src/config/b.ts': 'export const b = 1;' },
    ],
    ['door-cheerio', { 'src/rank/a.ts': "import { load } from 'cheerio'; load('');" }],
    ['door-kysely', { 'src/cli/a.ts': "import { sql } from 'kysely'; sql``;" }],
    ['known-packages', { 'src/lib/a.ts': "import 'fast-check';" }],
    ['no-cycles', { 'src/lib/a.ts': "import './b.ts';", 'src/lib/b.ts': "import './a.ts';" }],
    ['no-orphans', { 'src/lib/a.ts': 'export const a = 1;' }],
    ['no-unresolved', { 'src/lib/a.ts': "import './nothing.ts';" }],
    [
      'known-folders',
      { 'src/utils/a.ts': "import '../lib/b.ts';", 'src/lib/b.ts': 'export const b = 1;' },
    ],
  ];

  it.each(cases)('%s is violated by a planted import', async (rule, files) => {
    plant(files);

    const { violations } = await checkImports('src', folder);

    expect(violations.map((line) => line.split(':')[0])).toContain(rule);
  });
});
