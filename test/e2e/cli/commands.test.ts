/** The other commands, as people call them, and the README's promises about all of them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commands } from '../../../src/cli/commands.ts';
import { options } from '../../../src/config/options.ts';
import { abstractOf, pastedPage, temporaryPlace } from './run-paperboy.ts';

const place = temporaryPlace();
const listing = place.file(
  'page.txt',
  pastedPage([
    {
      title: 'Lamp Oil Scheduling by Barometer',
      abstract: abstractOf('lamp oil'),
      block: '  • 4 authors\n·\nOct 9 2',
    },
    { title: 'Fog Horns as Language Models', abstract: abstractOf('fog horns') },
  ]),
);

describe('paperboy parse', () => {
  it('prints one JSON object a line, in the documented shape, unknown as null', async () => {
    const { code, out } = await place.run(['parse', listing, '--date', '2026-10-14']);

    const [first, second] = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(code).toBe(0);
    expect(Object.keys(first).slice(0, 12)).toEqual(
      'title abstract authors authorCount organization published comments upvotes ids url listedOn position'.split(
        ' ',
      ),
    );
    expect(first).toMatchObject({
      authors: null,
      authorCount: 4,
      published: '2026-10-09',
      comments: 2,
      upvotes: null,
    });
    expect(first).toMatchObject({ listedOn: '2026-10-14', position: 1, ids: {}, url: null });
    expect(second).toMatchObject({
      authorCount: null,
      published: null,
      comments: null,
      position: 2,
    });
  });
});

describe('paperboy ingest', () => {
  it('keeps every paper once, however often a listing is read', async () => {
    const words = ['ingest', listing, '--date', '2026-10-14', '--json', '--data', 'once'];

    const first = JSON.parse((await place.run(words)).out);
    const again = JSON.parse((await place.run(words)).out);

    expect(first.sources[0]).toMatchObject({
      source: 'page.txt',
      verdict: 'fresh',
      listed: 2,
      new: 2,
      known: 0,
      updated: 0,
    });
    expect(again.sources[0]).toMatchObject({
      verdict: 'unchanged',
      listed: 2,
      new: 0,
      known: 2,
      updated: 0,
    });
    expect([first.papers, again.papers]).toEqual([2, 2]);
  });

  it('feeds the digest from the store, which names the newest day when its own is empty', async () => {
    await place.run(['ingest', listing, '--date', '2026-10-14', '--data', 'store']);

    const digest = await place.run(['digest', '--date', '2026-10-15', '--data', 'store']);
    const later = await place.run(['digest', '--date', '2026-12-15', '--data', 'store']);

    expect(digest.out).toContain('2 papers from 2 listed');
    expect(later.code).toBe(0);
    expect(later.err).toContain('paperboy digest --date 2026-10-14');
  });
});

describe('paperboy search', () => {
  it('finds papers by any form of their words, and says when there are none', async () => {
    await place.run(['ingest', listing, '--date', '2026-10-14', '--data', 'found']);

    const hit = await place.run(['search', 'language model', '--json', '--data', 'found']);
    const miss = await place.run(['search', 'submarines', '--data', 'found']);

    expect(JSON.parse(hit.out)).toMatchObject({
      total: 1,
      papers: [{ title: 'Fog Horns as Language Models', lastSeen: '2026-10-14' }],
    });
    expect(miss).toMatchObject({ code: 0, out: '' });
    expect(miss.err).toContain('submarines');
  });

  it('names each paper by the key that other commands take', async () => {
    await place.run(['ingest', listing, '--date', '2026-10-14', '--data', 'keys']);

    const { out } = await place.run(['search', 'fog', '--data', 'keys']);
    const key = /^ {2}(\S+) · 2026-10-14/m.exec(out)?.[1] ?? '';
    const shown = await place.run(['papers', 'show', key, '--data', 'keys']);

    expect(shown).toMatchObject({ code: 0, out: expect.stringContaining('Fog Horns') });
  });

  it('says that words with a minus alone find nothing', async () => {
    await place.run(['ingest', listing, '--date', '2026-10-14', '--data', 'minus']);

    const { err } = await place.run(['search', '--data', 'minus', '--', '-fog']);

    expect(err).toContain('needs a word to find');
  });
});

describe('paperboy config', () => {
  it('shows each value and where it came from, the command line before the environment before the file', async () => {
    place.file(
      'mine.yaml',
      'limit: 7\ntitle: The Morning Tide\ninterests:\n  topics:\n    - fog horns: 2\n',
    );
    const { out } = await place.run(['config', '--json', '--config', 'mine.yaml'], {
      env: { PAPERBOY_LIMIT: '9' },
    });

    const { values, origins, nextRuns } = JSON.parse(out);
    expect(values).toMatchObject({ limit: 9, title: 'The Morning Tide' });
    expect(origins).toMatchObject({
      limit: 'PAPERBOY_LIMIT',
      title: 'mine.yaml:2',
      days: 'default',
    });
    expect(values['interests.topics'].topics).toEqual([
      { name: 'fog horns', weight: 2, exact: false },
    ]);
    expect(nextRuns).toHaveLength(3);
  });

  it('never shows a secret, and says of one that is not there that it is not set', async () => {
    const { out } = await place.run(['config'], {
      env: { PAPERBOY_MAIL_SMTP: 'smtps://me:halyard@mail.example.org' },
    });

    expect(out).toMatch(/^mail\.smtp +\(secret\)$/m);
    expect(out).toMatch(/^mail\.dkim\.key +\(not set\)$/m);
    expect(out).not.toContain('halyard');
  });

  it('refuses an unknown option with its line and the one that was meant', async () => {
    place.file('typo.yaml', 'title: x\nlimt: 7\n');
    const { code, err } = await place.run(['config', '--config', 'typo.yaml']);

    expect(code).toBe(2);
    expect(err).toMatch(/typo\.yaml:2: there is no option limt\n.*Did you mean limit\?/);
  });
});

describe('paperboy migrate', () => {
  it('says what is to do, does it, and then has nothing to do', async () => {
    const status = await place.run(['migrate', '--status', '--data', 'new']);
    const done = await place.run(['migrate', '--data', 'new']);
    const again = await place.run(['migrate', '--data', 'new']);

    expect(status.out).toMatch(/schema 0 of \d+; to do: /);
    expect(done.out).toMatch(/schema \d+, after /);
    expect(again.out).toMatch(/nothing to do/);
  });
});

describe('paperboy sample', () => {
  it('shows the same digest every time, in every format, and names the command for real papers', async () => {
    const read = () => readFileSync(join(place.folder, 'data/sample/digest.json'), 'utf8');
    const first = await place.run(['sample']);
    const one = read();
    const second = await place.run(['sample']);

    expect(first.code).toBe(0);
    expect(first.out).toBe(second.out);
    expect(read()).toBe(one);
    expect(first.err.trim().split('\n').at(-1)).toMatch(/npx paperboy digest https:/);
    for (const ending of ['html', 'txt', 'md', 'json', 'rss', 'atom', 'feed.json', 'eml']) {
      expect(first.err).toContain(`data/sample/digest.${ending}`);
    }
  });
});

describe('help and README', () => {
  const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8');

  it('the help of every command teaches by example', async () => {
    const { out } = await place.run(['--help']);

    const unwrapped = out.replace(/\s+/g, ' ');
    for (const { name, summary } of commands) {
      expect(unwrapped).toMatch(
        new RegExp(`${name} .*${summary.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`),
      );
    }
    for (const { name } of commands.filter(({ name }) => name !== 'sample')) {
      const help = await place.run(['help', name]);
      expect(help.code).toBe(0);
      expect(help.out).toContain(`paperboy ${name}`);
      expect(help.out).toContain('Examples:');
    }
  });

  it('the README names every command and every option with its meaning', () => {
    for (const { name } of commands) expect(readme).toContain(`\`paperboy ${name}`);
    for (const { name, about } of Object.values(options)) {
      expect(readme).toContain(`| \`${name}\` | ${about.replaceAll('|', '\\|')}`);
    }
  });
});

describe('paperboy help', () => {
  it('shows the help of a part of a command as the part does itself', async () => {
    const asked = await place.run(['help', 'subscribers', 'add']);
    const itself = await place.run(['subscribers', 'add', '--help']);

    expect(asked).toEqual(itself);
    expect(asked.code).toBe(0);
    expect(asked.out).toContain('Usage: paperboy subscribers add');
  });

  it('shows that of a command without parts whatever stands behind it', async () => {
    const { code, out } = await place.run(['help', 'run', '--json']);

    expect(code).toBe(0);
    expect(out).toContain('Usage: paperboy run');
  });
});

describe('paperboy run --only', () => {
  it('refuses what is no mail address before it reads anything', async () => {
    const { code, out, err } = await place.run(['run', '--only', 'ada', '--data', 'only']);

    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toContain('"ada" is not a mail address');
    expect(err).not.toContain('issue');
  });
});
