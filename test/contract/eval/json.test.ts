/** What `npm run eval -- --json` prints. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../..', import.meta.url));
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'paperboy-eval-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('prints one object with the measures of ours and of the baselines, and nothing else', async () => {
  const papers = ['tidal turbines in narrow straits', 'glazes of early pottery', 'songs of wrens'];
  const lines = papers.map((title, at) => JSON.stringify({ id: `p${at}`, title, abstract: '' }));
  writeFileSync(join(folder, 'corpus.jsonl'), lines.join('\n'));
  writeFileSync(join(folder, 'queries.jsonl'), JSON.stringify({ id: 'q', text: 'pottery glaze' }));
  writeFileSync(join(folder, 'qrels.tsv'), 'query-id\tcorpus-id\tscore\nq\tp1\t1\n');

  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', 'test/eval/ranking/main.ts', '--json', '--set', 'text'].concat([
      ...['--corpus', folder, '--queries', folder],
    ]),
    { cwd: root },
  );

  const said = JSON.parse(stdout);
  expect(said.set).toBe('text');
  expect(Object.keys(said.measures).sort()).toEqual([
    'bm25',
    'bm25 k1=0.9 b=0.4',
    'bm25 k1=1.2 b=0.75',
    'ours',
    'tfidf cosine',
  ]);
  expect(said.measures.bm25).toMatchObject({ 'ndcg@10': 1, map: 1, mrr: 1, 'p@5': 0.2, n: 1 });
});
