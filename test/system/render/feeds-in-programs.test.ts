/** The feeds as programs read them that Paperboy has no part in: xmllint and newsboat. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type DigestFormat, renderDigest } from '../../../src/render/render.ts';
import { hostileTitles, unclean } from '../../unit/render/hostile-titles.ts';
import { digestOfTitles, options, richDigest } from '../../unit/render/sample-digest.ts';
import { needProgram, runProgram } from './run-program.ts';

const digest = digestOfTitles([...hostileTitles, ...unclean.map(([title]) => title)], {
  title: 'A <b> & "feed" ]]>',
  interests: ['<i>', '&amp;', ']]>'],
});

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'paperboy-feeds-'));
});

afterEach(async () => rm(folder, { recursive: true, force: true }));

async function writeFeed(format: DigestFormat, feed = digest): Promise<string> {
  const path = join(folder, `feed.${format}`);
  await writeFile(path, await renderDigest(feed, format, options));
  return path;
}

test.for(['rss', 'atom'] as const)(
  'xmllint finds %s in order, whatever the titles',
  async (format, context) => {
    needProgram(context, 'xmllint');
    const path = await writeFeed(format);

    const { status, stderr } = runProgram('xmllint', ['--noout', '--nonet', path]);

    expect(stderr).toBe('');
    expect(status).toBe(0);
  },
);

test('xmllint would have found a control character', async (context) => {
  needProgram(context, 'xmllint');
  const path = join(folder, 'broken.rss');
  await writeFile(
    path,
    (await renderDigest(digest, 'rss', options)).replace('</title>', '\u0007</title>'),
  );

  expect(runProgram('xmllint', ['--noout', path]).status).not.toBe(0);
});

test.for(['rss', 'atom'] as const)(
  'newsboat reads every item of %s once, with title and address',
  async (format, context) => {
    needProgram(context, 'newsboat');
    const feed = await writeFeed(format, richDigest());

    readWithNewsboat(feed);
    const { stdout } = readWithNewsboat(feed);

    const items = newsboatItems();
    expect(stdout).toContain('14 unread articles');
    expect(items).toHaveLength(14);
    expect(items).toContainEqual({
      title: 'Frame Interpolation When $x<y$ and a<b: Ordering Constraints in Diffusion Samplers',
      url: 'https://archive.example/abs/2610.01278',
    });
    expect(items).toContainEqual({
      title: 'توليد الفيديو من النصوص الطويلة بذاكرة صغيرة',
      url: 'https://archive.example/abs/2610.01315',
    });
  },
);

test.for(['rss', 'atom'] as const)(
  'newsboat shows hostile titles of %s as they are',
  async (format, context) => {
    needProgram(context, 'newsboat');

    readWithNewsboat(await writeFeed(format));

    const shown = newsboatItems().map(({ title }) => title);
    expect(shown.sort()).toEqual(
      [
        ...hostileTitles.map((title) => title.normalize('NFC')),
        ...unclean.map(([, text]) => text),
      ].sort(),
    );
  },
);

function readWithNewsboat(feed: string) {
  const files = ['urls', 'config', 'cache.db'].map((name) => join(folder, name));
  const [urls = '', config = '', cache = ''] = files;
  runProgram('sh', [
    '-c',
    'printf "%s\\n" "$1" > "$2" && : > "$3"',
    'sh',
    pathToFileURL(feed).href,
    urls,
    config,
  ]);
  return runProgram(
    'newsboat',
    ['-u', urls, '-C', config, '-c', cache, '-x', 'reload', 'print-unread'],
    { home: folder },
  );
}

function newsboatItems(): { title: string; url: string }[] {
  const cache = new Database(join(folder, 'cache.db'), { readonly: true });
  const items = cache
    .prepare<[], { title: string; url: string }>('select title, url from rss_item')
    .all();
  cache.close();
  return items;
}
