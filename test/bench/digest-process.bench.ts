/** The whole `paperboy digest` process on four listings against a bare `node -e 0`. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { BenchResult } from './main.ts';
import { compare } from './measure.ts';

export async function benchDigestProcess(): Promise<BenchResult[]> {
  const shared = resolve(process.env.PAPERBOY_SHARED ?? '../shared', 'seeds');
  const folder = existsSync(shared) ? shared : resolve('seeds');
  const listings = readdirSync(folder)
    .filter((name) => /\.(?:txt|json)$/.test(name))
    .map((name) => join(folder, name));
  const words = [
    'dist/cli/main.js',
    'digest',
    ...listings,
    '--date',
    '2025-12-16',
    '--topics',
    'video generation',
  ];
  const run = (args: readonly string[]) => {
    const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    if (status !== 0) throw new Error(`exit ${status}: ${stderr}`);
  };
  const { ours, reference } = await compare(
    'digest',
    () => run(words),
    () => run(['-e', '0']),
    15,
  );
  return [
    {
      name: `whole digest of ${listings.length} listings to text, against node -e 0`,
      ratio: ours / reference,
      limit: { kind: 'at most', value: 12 },
      detail: `${ours.toFixed(0)} ms against ${reference.toFixed(0)} ms (medians of 15, by turns)`,
    },
  ];
}
