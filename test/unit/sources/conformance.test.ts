/** The conformance files of two feed readers, where they are at hand: what a paper source needs comes out as expected. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'cheerio';
import { expect, test } from 'vitest';
import { decodeText } from '../../../src/lib/decode.ts';
import { cleanText } from '../../../src/lib/text.ts';
import { withoutMail } from '../../../src/sources/author-names.ts';
import { readDay } from '../../../src/sources/day.ts';
import { type FeedEntry, readFeedEntry } from '../../../src/sources/feed/feed-entry.ts';
import { feedKind } from '../../../src/sources/feed/feed-kind.ts';
import { readFeed } from '../../../src/sources/feed/read-feed.ts';
import { feedBase } from '../../../src/sources/feed/root-base.ts';
import { htmlToText } from '../../../src/sources/html-text.ts';
import { jsonFeed } from '../../../src/sources/json-feed/parse.ts';
import { type Expectation, gofeedExpectations, pythonExpectations } from './expectations.ts';
import { context } from './sample-listings.ts';

const shared =
  process.env.PAPERBOY_SHARED ?? new URL('../../../../shared', import.meta.url).pathname;
const fixtures = join(shared, 'fixtures');
const folders = ['feeds-conformance', 'feeds-malformed'] as const;

type Facts = Pick<
  FeedEntry,
  'title' | 'link' | 'id' | 'abstract' | 'authors' | 'published' | 'updated'
>;

/** feedparser's files were served from here, or say what the server said. */
function addressOf(text: string): string {
  const said = /^\s*Header:\s*Content-Location:\s*(\S+)/im.exec(text)?.[1];
  return said ?? 'http://127.0.0.1:8097/feed.xml';
}

async function readEntries(text: string): Promise<readonly Facts[]> {
  if (jsonFeed.recognises(text)) {
    const { entries } = await jsonFeed.parse({ name: 'x', text }, context);
    return entries.map((entry) => ({
      ...entry,
      link: entry.url,
      id: null,
      updated: entry.published,
    }));
  }
  const name = addressOf(text);
  const { feed } = await readFeed({ name, text });
  const base = feedBase(feed, name);
  return feed.items.map((item) => readFeedEntry(item, { kind: feed.kind, base, load }));
}

/** Markup in an expected text is compared as the text that it is: Paperboy keeps no markup. */
function sameText(ours: string | null, expected: string): boolean {
  const readings = [expected, htmlToText(expected, load), load(expected).text()].map(cleanText);
  return readings.includes(ours ?? '');
}

function sameDay(days: readonly (string | null)[], expected: string): boolean {
  return days.includes(readDay(expected.trim()));
}

function matches({ fact, index, value }: Expectation, entry: Facts | undefined): boolean {
  if (entry === undefined) return false;
  switch (fact) {
    case 'title':
    case 'abstract':
      return sameText(entry[fact], value);
    case 'link':
      return (
        URL.canParse(value) &&
        entry.link !== null &&
        new URL(value).href === new URL(entry.link).href
      );
    case 'id':
      return sameText(entry.id, value);
    case 'author':
      return sameText(entry.authors?.[index] ?? null, withoutMail(value));
    case 'published':
      return sameDay([entry.published], value);
    case 'updated':
      return sameDay([entry.updated, entry.published], value);
  }
}

/** Why an expectation asks for something that no source of papers needs; null where it applies. */
function notForPapers({ fact, value }: Expectation, text: string): string | null {
  if (feedKind(text) === null && !jsonFeed.recognises(text))
    return 'a format that no source of papers uses (CDF)';
  if (fact === 'id' && jsonFeed.recognises(text))
    return "the id of a JSON Feed's item, which a listed paper has no place for";
  if (fact === 'link' && !/^https?:/i.test(value.trim())) return 'a link that is no web address';
  return null;
}

interface Case {
  readonly name: string;
  readonly text: string;
  readonly expectations: readonly Expectation[];
}

/** The bytes as the reader of a document decodes them, by the header that the file says it was served with. */
function readText(path: string): string {
  const bytes = readFileSync(path);
  const header = /Header:\s*Content-type:\s*(.*)/i.exec(bytes.toString('latin1', 0, 2_000))?.[1];
  return decodeText(bytes, header ?? null).text;
}

function casesIn(path: string): Case[] {
  const names = readdirSync(path).sort();
  return names.flatMap((name) => {
    if (!/\.(?:xml|json)$/.test(name)) return [];
    const text = readText(join(path, name));
    if (!name.startsWith('gofeed-')) return { name, text, expectations: pythonExpectations(text) };
    const pair = name.endsWith('.xml')
      ? name.replace(/\.xml$/, '.json')
      : name.replace(/\.json$/, '_expected.json');
    const expected = names.includes(pair) ? gofeedExpectations(readText(join(path, pair))) : null;
    return expected === null ? [] : { name, text, expectations: expected };
  });
}

test('at least 95 of 100 conformance cases match', async () => {
  if (!existsSync(fixtures)) return console.info('not run: no conformance files');
  const counts = { files: 0, applying: 0, matching: 0, expectations: 0 };
  const left = new Map<string, number>();
  const misses: string[] = [];

  for (const { name, text, expectations } of folders.flatMap((each) =>
    casesIn(join(fixtures, each)),
  )) {
    counts.files += 1;
    const applying = expectations.filter((expectation) => {
      const reason = notForPapers(expectation, text);
      if (reason !== null) left.set(reason, (left.get(reason) ?? 0) + 1);
      return reason === null;
    });
    if (applying.length === 0) continue;
    counts.applying += 1;
    counts.expectations += applying.length;
    const entries = await readEntries(text);
    const missed = applying.filter((each) => !matches(each, entries[each.entry]));
    if (missed.length === 0) counts.matching += 1;
    for (const { fact, index, entry, value } of missed) {
      const read = entries[entry]?.[fact === 'author' ? 'authors' : fact] ?? null;
      misses.push(
        `${name}: ${fact} ${index + 1} of entry ${entry + 1}: expected ${JSON.stringify(value)}, read ${JSON.stringify(read)}`,
      );
    }
  }

  const share = counts.matching / counts.applying;
  console.info(
    [
      `conformance: ${counts.files} cases, of which ${counts.applying} (${counts.expectations} expectations) say something of an entry's title, link, id, date, authors or summary`,
      `${counts.matching} match (${(share * 100).toFixed(1)} %)`,
      ...[...left].map(([reason, number]) => `left out: ${number} that ask for ${reason}`),
      ...misses.map((miss) => `miss: ${miss}`),
    ].join('\n'),
  );
  expect(counts.applying).toBeGreaterThan(140);
  expect(share).toBeGreaterThanOrEqual(0.95);
}, 60_000);
