/** `paperboy digest` as people call it. */
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { abstractOf, pastedPage, temporaryPlace } from './run-paperboy.ts';

const place = temporaryPlace();
const page = pastedPage([
  {
    title: 'Lamp Oil Scheduling by Barometer',
    abstract: abstractOf('lamp oil'),
    block: '  • 4 authors\n·\nOct 9 2',
  },
  {
    title: 'Robots Among Herring Gulls',
    abstract: abstractOf('gulls and dockside robots'),
    block: 'quay Quay Institute\n·\nOct 8',
  },
  { title: 'Fog Horns as Language Models', abstract: abstractOf('fog horns') },
]);
const listing = place.file('page.txt', page);

describe('paperboy digest', () => {
  it('makes a digest from standard input', async () => {
    const { code, out } = await place.run(
      ['digest', '-', '--format', 'text', '--date', '2026-10-14'],
      { input: page },
    );

    expect(code).toBe(0);
    expect(out).toContain('Lamp Oil Scheduling by Barometer');
    expect(out).toContain('3 papers from 3 listed');
  });

  it('gives the same bytes for the same input, and nothing but the result on standard output', async () => {
    const words = [
      'digest',
      listing,
      '--date',
      '2026-10-14',
      '--format',
      'json',
      '--topics',
      'fog horns, -robot',
      '--out',
      '-',
    ];

    const [one, two] = [await place.run(words), await place.run(words)];

    expect(one.out).toBe(two.out);
    const digest = JSON.parse(one.out);
    expect(digest.counts).toMatchObject({ listed: 3, papers: 3, repeats: 0, muted: 1 });
    expect(digest.papers.map((paper: { title: string }) => paper.title)).not.toContain(
      'Robots Among Herring Gulls',
    );
    expect(digest.papers.every((paper: { reasons: string[] }) => paper.reasons.length > 0)).toBe(
      true,
    );
  });

  it('writes each format that the name of the output asks for', async () => {
    const starts: Record<string, RegExp> = {
      'a.html': /^<!doctype html/i,
      'a.txt': /^PAPERBOY/,
      'a.md': /^# /,
      'a.json': /^\{\n/,
      'a.rss': /^<\?xml.*\n?<rss/,
      'a.atom': /^<\?xml.*\n?<feed/,
      'a.feed.json': /^\{\s*"version": "https:\/\/jsonfeed\.org\/version\/1\.1"/,
      'a.eml': /^From: [\s\S]*?\r\nAuto-Submitted: auto-generated\r\n/,
    };

    for (const [name, start] of Object.entries(starts)) {
      const { code, out } = await place.run([
        'digest',
        listing,
        '--date',
        '2026-10-14',
        '--out',
        name,
      ]);

      expect([name, code, out]).toEqual([name, 0, '']);
      expect(readFileSync(join(place.folder, name), 'utf8')).toMatch(start);
    }
  });

  it('says where an ingested listing is too old for the digest of today', async () => {
    const listing = (day: string) => {
      const at = `${day}T06:00:00.000Z`;
      const paper = { id: '2603.90001', title: 'Lamp Oil by Ear', summary: 'We listen to oil.' };
      return JSON.stringify([
        { paper: { ...paper, submittedOnDailyAt: at }, title: paper.title, publishedAt: at },
      ]);
    };
    const ingest = (day: string) =>
      place.run(['ingest', place.file('old.json', listing(day)), '--data', 'old']);

    const old = await ingest('2026-03-02');
    const today = await ingest(new Date().toISOString().slice(0, 10));

    expect(old.err).toContain('old.json is of 2026-03-02, too old for today');
    expect(old.err).toContain('paperboy digest --date 2026-03-02');
    expect(today.err).not.toContain('too old');
  });

  it('leaves no trace without --save, and records the listing with it', async () => {
    await place.run(['digest', listing, '--date', '2026-10-14', '--data', 'kept']);
    const before = await place.run(['search', 'barometer', '--data', 'kept']);
    await place.run(['digest', listing, '--date', '2026-10-14', '--data', 'kept', '--save']);
    const after = await place.run(['search', 'barometer', '--data', 'kept']);

    expect(before).toMatchObject({ code: 0, out: '' });
    expect(before.err).toContain('The store is empty');
    expect(after.out).toContain('Lamp Oil Scheduling by Barometer');
  });

  it('reads a listing from an address', async () => {
    const server = createServer((_request, answer) =>
      answer.setHeader('content-type', 'text/plain').end(page),
    );
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as AddressInfo;

    const { code, out } = await place.run([
      'digest',
      `http://127.0.0.1:${port}/page`,
      '--date',
      '2026-10-14',
    ]);

    server.close();
    expect(code).toBe(0);
    expect(out).toContain('Fog Horns as Language Models');
  });

  it('goes on with the listings that can be read, says which could not, and fails only with --strict', async () => {
    const words = ['digest', listing, 'missing.txt', '--date', '2026-10-14'];

    const lenient = await place.run(words);
    const strict = await place.run([...words, '--strict']);

    expect(lenient.code).toBe(0);
    expect(lenient.err).toContain('there is no file missing.txt');
    expect(lenient.out).toContain('missing.txt could not be read');
    expect(strict.code).toBe(1);
  });

  it('explains every score with --explain', async () => {
    const { out } = await place.run([
      'digest',
      listing,
      '--date',
      '2026-10-14',
      '--topics',
      'fog horns',
      '--explain',
    ]);

    expect(out).toMatch(/topic “fog horns”/);
    expect(out).toMatch(/attention/);
  });

  it('ends quietly when the reader of its output has seen enough', async () => {
    const program = new URL('../../../dist/cli/main.js', import.meta.url).pathname;

    const { stderr } = spawnSync(
      'sh',
      ['-c', `"${process.execPath}" "${program}" parse page.txt page.txt | head -c 10`],
      {
        cwd: place.folder,
        encoding: 'utf8',
      },
    );

    expect(stderr).toBe('');
  });
});

describe('input that is no listing', () => {
  const cases: readonly { name: string; path: string; codes: readonly number[]; says: RegExp }[] = [
    { name: 'a missing file', path: 'nosuchfile', codes: [2], says: /there is no file nosuchfile/ },
    {
      name: 'an empty file',
      path: place.file('empty.txt', ''),
      codes: [1],
      says: /empty\.txt is empty/,
    },
    {
      name: 'white space',
      path: place.file('white.txt', ' \n\n\t\n'),
      codes: [1],
      says: /white\.txt is empty/,
    },
    {
      name: 'a binary file',
      path: place.file('x.bin', Buffer.from([1, 0, 2, 0, 255, 254, 0])),
      codes: [1],
      says: /binary file/,
    },
    { name: 'a PDF', path: place.file('x.pdf', '%PDF-1.7\n%âãÏÓ'), codes: [1], says: /PDF/ },
    {
      name: 'a line of 50 MB',
      path: place.file('line.txt', Buffer.alloc(50_000_000, 'a')),
      codes: [1],
      says: /line\.txt is 50 MB/,
    },
    {
      name: 'prose',
      path: place.file('prose.txt', 'Dear Anna,\nthe boat leaves at six.\nYours, Tom\n'),
      codes: [1],
      says: /Dear Anna/,
    },
    {
      name: 'broken JSON',
      path: place.file('bad.json', '[{"paper": nonsense'),
      codes: [1],
      says: /bad\.json/,
    },
    { name: 'a folder', path: place.folder, codes: [1], says: /is a folder/ },
  ];

  it.each(cases)(
    '$name ends with a clear message and no stack trace',
    async ({ path, codes, says }) => {
      const { code, out, err } = await place.run(['digest', path]);

      expect(codes).toContain(code);
      expect(err).toMatch(says);
      expect(err).not.toMatch(/\n\s+at /);
      expect(out).toBe('');
    },
  );

  it('a page cut in the middle of an entry gives what was readable, with a warning', async () => {
    const cut = place.file(
      'cut.txt',
      page.slice(0, page.indexOf('Fog Horns as') + 'Fog Horns as Lang'.length),
    );

    const { code, out, err } = await place.run(['digest', cut, '--date', '2026-10-14']);

    expect(code).toBe(0);
    expect(out).toContain('Lamp Oil Scheduling by Barometer');
    expect(err).toMatch(/warning: cut\.txt: line \d+/);
  });

  it('an abstract that breaks off at the end is a warning', async () => {
    const cut = place.file('broken.txt', page.slice(0, -60));

    const { code, err } = await place.run(['digest', cut, '--date', '2026-10-14']);

    expect(code).toBe(0);
    expect(err).toMatch(/warning: broken\.txt: .*breaks off/);
  });

  it('Latin-1 bytes are read, with a warning', async () => {
    const latin = place.file(
      'latin.txt',
      Buffer.from(page.replace('Lamp Oil', 'Öl für Lampen'), 'latin1'),
    );

    const { code, out, err } = await place.run(['digest', latin, '--date', '2026-10-14']);

    expect(code).toBe(0);
    expect(out).toContain('Öl für Lampen Scheduling');
    expect(err).toMatch(/warning: latin\.txt: .*not UTF-8/);
  });
});

describe('a format', () => {
  it('goes by its ending as well as by its name', async () => {
    const words = ['digest', listing, '--date', '2026-10-14', '--format'];

    const named = await place.run([...words, 'markdown']);
    const short = await place.run([...words, 'md']);

    expect(named.out).toMatch(/^# /);
    expect(short).toEqual(named);
  });
});

describe('the output file', () => {
  const words = (out: string) => [
    'digest',
    listing,
    '--date',
    '2026-10-14',
    '--format',
    'text',
    '--out',
    out,
  ];

  it('is written where a link leads, and keeps the mode it had', async () => {
    const real = place.file('real.txt', 'old');
    chmodSync(real, 0o644);
    symlinkSync('real.txt', join(place.folder, 'link.txt'));

    const { code } = await place.run(words('link.txt'));

    expect(code).toBe(0);
    expect(lstatSync(join(place.folder, 'link.txt')).isSymbolicLink()).toBe(true);
    expect(readFileSync(real, 'utf8')).toContain('Lamp Oil');
    expect(statSync(real).mode & 0o777).toBe(0o644);
  });

  it('may be a pipe, which stays one', async () => {
    const pipe = join(place.folder, 'pipe');
    spawnSync('mkfifo', [pipe]);
    const reader = readFile(pipe, 'utf8');

    const { code } = await place.run(words('pipe'));

    expect(code).toBe(0);
    expect(await reader).toContain('Lamp Oil');
    expect(statSync(pipe).isFIFO()).toBe(true);
  });

  it('is never the listing itself', async () => {
    const { code, err } = await place.run(words(listing));

    expect(code).toBe(2);
    expect(err).toContain('is one of the listings');
    expect(readFileSync(listing, 'utf8')).toBe(page);
  });

  it('leaves nothing behind when it cannot be written', async () => {
    mkdirSync(join(place.folder, 'taken'));

    const { code, err } = await place.run(words('taken'));

    expect(code).toBe(1);
    expect(err).toContain('It is a folder');
    expect(readdirSync(place.folder).filter((name) => name.includes('partial'))).toEqual([]);
  });

  it('must tell the format by its ending where --format does not', async () => {
    const { code, err } = await place.run(['digest', listing, '--out', 'x.pdf']);

    expect(code).toBe(2);
    expect(err).toContain('the ending .pdf tells no format');
  });

  it('that is full is an error in words', async () => {
    const program = new URL('../../../dist/cli/main.js', import.meta.url).pathname;

    const { status, stderr } = spawnSync(
      'sh',
      ['-c', `"${process.execPath}" "${program}" parse page.txt > /dev/full`],
      {
        cwd: place.folder,
        encoding: 'utf8',
      },
    );

    expect(status).toBe(1);
    expect(stderr).toContain('standard output cannot be written');
    expect(stderr).not.toMatch(/\n\s+at /);
  });
});

describe('wrong usage', () => {
  const cases: readonly [string, readonly string[], RegExp][] = [
    ['an unknown command', ['digset'], /Did you mean.*digest/],
    ['help for an unknown command', ['help', 'digset'], /Did you mean.*digest/],
    ['an unknown option', ['digest', '--frmat', 'text'], /unknown option/],
    [
      'a day that is none',
      ['digest', 'page.txt', '--date', '2026-02-30'],
      /2026-02-30 is not a day/,
    ],
    ['a format that is none', ['digest', 'page.txt', '--format', 'pdf'], /there is no format pdf/],
    [
      'a limit that is none',
      ['digest', 'page.txt', '--limit', 'many'],
      /limit: expected a whole number/,
    ],
    ['a weight that is none', ['digest', 'page.txt', '--topics', 'fog:0'], /weight of “fog:0”/],
    [
      'a missing configuration',
      ['digest', 'page.txt', '--config', 'none.yaml'],
      /there is no configuration file none\.yaml/,
    ],
  ];

  it.each(cases)('%s exits with 2 and says so', async (_name, words, says) => {
    const { code, err, out } = await place.run(words);

    expect(code).toBe(2);
    expect(err).toMatch(says);
    expect(err).not.toMatch(/\n\s+at /);
    expect(out).toBe('');
  });
});
