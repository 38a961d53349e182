/** The daily job and `paperboy ingest` complete papers from the arXiv API; rehearsals and named listings ask nobody. */
import { describe, expect, it } from 'vitest';
import { knowing, serveArxiv } from '../pipeline/local-arxiv.ts';
import { dumpStore } from './daily-site.ts';
import { temporaryPlace } from './run-paperboy.ts';

const place = temporaryPlace();
place.file(
  'feed.xml',
  `<rss version="2.0"><channel><title>Quay news</title><item><title>Lamps in Fog</title>
    <link>https://arxiv.org/abs/2610.90001v2</link></item></channel></rss>`,
);
const told = {
  id: '2610.90001',
  title: 'Lamps in Fog',
  summary: 'We hang lamps in the fog and count who finds the quay.',
  authors: ['Ada Quill'],
};

async function arxivFor(name: string) {
  const arxiv = await serveArxiv(knowing([told]));
  const settings = `timezone: UTC\nsources: [feed.xml]\nhydrate:\n  address: ${arxiv.address}\n`;
  place.file(`${name}.yaml`, settings);
  const run = (command: string, ...more: string[]) =>
    place.run([
      ...[command, '--config', `${name}.yaml`, '--data', name, '--date', '2026-10-14'],
      ...more,
    ]);
  return { ...arxiv, run };
}

describe('paperboy run', () => {
  it('publishes the paper as completed, and says so; a rehearsal asks nobody', async () => {
    const { asked, run } = await arxivFor('daily');

    const rehearsal = await run('run', '--dry-run');
    const before = asked.length;
    const first = await run('run');
    const second = await run('run');

    expect([rehearsal.code, first.code, second.code]).toEqual([0, 0, 0]);
    expect(before).toBe(0);
    expect(asked).toEqual([['2610.90001']]);
    expect(rehearsal.err).not.toContain('arXiv');
    expect(first.err).toContain('arXiv: asked for 1 paper, 1 filled\n');
    expect(second.err).not.toContain('asked for');
    expect(JSON.stringify(dumpStore(`${place.folder}/daily/paperboy.db`).issues)).toContain(
      'count who finds the quay',
    );
  });
});

describe('paperboy ingest', () => {
  it('completes papers of the configured sources, and none of a listing that is named', async () => {
    const { asked, run } = await arxivFor('ingest');

    const named = await run('ingest', 'feed.xml');
    const before = asked.length;
    const configured = await run('ingest', '--json');

    expect([named.code, before]).toEqual([0, 0]);
    expect(JSON.parse(configured.out).papers).toBe(1);
    expect(configured.err).toContain('arXiv: asked for 1 paper, 1 filled\n');
    expect(asked).toEqual([['2610.90001']]);
  });

  it('counts trouble there as no warning, not even with --strict', async () => {
    const { address } = await serveArxiv((_request, response) => response.writeHead(404).end());
    const words = ['ingest', '--strict', '--data', 'trouble', '--date', '2026-10-14'];
    const env = { PAPERBOY_SOURCES: 'feed.xml', PAPERBOY_HYDRATE_ADDRESS: address };

    const { code, err } = await place.run(words, { env });

    expect(code).toBe(0);
    expect(err).toMatch(/arXiv: asked for 1 paper, 0 filled \(the rest another time: .*404.*\)/);
  });
});
