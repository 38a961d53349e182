/** The three feeds: the same items, with ids that never change. */
import { load } from 'cheerio';
import { expect, test } from 'vitest';
import { papersOf } from '../../../src/model/digest.ts';
import { renderDigest } from '../../../src/render/render.ts';
import {
  digestOf,
  digestOfTitles,
  options,
  paperWith,
  ranked,
  richDigest,
} from './sample-digest.ts';

const ids = papersOf(richDigest()).map(
  ({ paper }) => `tag:paperboy.invalid,2026:paper/${paper.key}`,
);

test('RSS items have stable ids, the day they were listed, every author and their section', async () => {
  const $ = load(await renderDigest(richDigest(), 'rss', options), { xml: true });

  const first = $('item').first();
  expect(
    $('guid[isPermaLink="false"]')
      .toArray()
      .map((guid) => $(guid).text()),
  ).toEqual(ids);
  expect(first.find('link').text()).toBe('https://archive.example/abs/2610.01204');
  expect(first.find('pubDate').text()).toBe('Tue, 13 Oct 2026 00:00:00 GMT');
  expect(first.find('dc\\:creator')).toHaveLength(5);
  expect(first.find('category').text()).toBe('From people you follow');
  expect($('channel > title').text()).toBe('Paperboy');
});

test('Atom entries have stable ids, the day they were listed, every author and their section', async () => {
  const $ = load(await renderDigest(richDigest(), 'atom', options), { xml: true });

  const first = $('entry').first();
  expect(
    $('entry > id')
      .toArray()
      .map((id) => $(id).text()),
  ).toEqual(ids);
  expect($('entry > title[type="text"]')).toHaveLength(ids.length);
  expect(first.find('link').attr('href')).toBe('https://archive.example/abs/2610.01204');
  expect(first.find('updated').text()).toBe('2026-10-13T00:00:00.000Z');
  expect(first.find('author > name')).toHaveLength(5);
  expect(first.find('category').attr('term')).toBe('From people you follow');
});

test('JSON Feed is 1.1 with everything an item needs', async () => {
  const feed = JSON.parse(await renderDigest(richDigest(), 'jsonfeed', options));

  expect(feed.version).toBe('https://jsonfeed.org/version/1.1');
  expect(feed.title).toBe('Paperboy');
  expect(feed.items.map(({ id }: { id: string }) => id)).toEqual(ids);
  expect(feed.items[0]).toMatchObject({
    url: 'https://archive.example/abs/2610.01204',
    title: 'Slow Looking: Attention Budgets for Long Films',
    date_published: '2026-10-13T00:00:00.000Z',
    tags: ['From people you follow'],
  });
  expect(feed.items[0].authors[0]).toEqual({ name: 'Ines Okafor' });
});

test("an item's day is the first on which a listing had it, and never after the issue's", async () => {
  const seenOn = (...days: string[]) =>
    ranked(paperWith(`Paper of ${days.join(' and ') || 'no day'}`), {
      sightings: days.map((day) => ({
        ...{ source: 'list', day, position: null, upvotes: null, comments: null, stars: null },
      })),
    });
  const papers = [seenOn('2026-10-14', '2026-10-12'), seenOn('2026-10-20'), seenOn()];
  const digest = digestOf([{ kind: 'trending', title: 'Trending', papers, more: 0 }]);

  const { items } = JSON.parse(await renderDigest(digest, 'jsonfeed', options));

  expect(
    items.map(({ date_published }: { date_published: string }) => date_published.slice(0, 10)),
  ).toEqual(['2026-10-12', '2026-10-14', '2026-10-14']);
});

test.each(['rss', 'atom', 'jsonfeed'] as const)(
  '%s ids are the same with and without a public address',
  async (format) => {
    const without = await renderDigest(richDigest(), format, options);
    const withAddress = await renderDigest(richDigest(), format, {
      ...options,
      baseUrl: 'https://paperboy.example',
    });

    for (const id of ids) {
      expect(without).toContain(id);
      expect(withAddress).toContain(id);
    }
    expect(withAddress).toContain('https://paperboy.example');
  },
);

test('the content of an item is HTML with nothing of the listing as markup', async () => {
  const paper = paperWith('T', {
    abstract: '<script>alert(1)</script> a<b & c',
    authors: ['<b>Ada</b>'],
  });
  const papers = [ranked(paper, { reasons: ['<i>why</i>'], similar: [paperWith('<u>near</u>')] })];
  const digest = digestOf([{ kind: 'topic', title: '<s>topic "x"</s>', papers, more: 0 }]);

  const $ = load(await renderDigest(digest, 'rss', options), { xml: true });
  const atom = load(await renderDigest(digest, 'atom', options), { xml: true });
  const feed = JSON.parse(await renderDigest(digest, 'jsonfeed', options));

  const contents = [
    $('item > description').text(),
    atom('entry > content').text(),
    feed.items[0].content_html,
  ];
  expect(new Set(contents).size).toBe(1);
  const html = load(contents[0]);
  expect(
    html('body *')
      .toArray()
      .map(({ tagName }) => tagName),
  ).toEqual(['p', 'p', 'p', 'p', 'a', 'p', 'a']);
  expect(html('p').eq(1).text()).toBe('<script>alert(1)</script> a<b & c');
  expect($('item > category').text()).toBe('<s>topic "x"</s>');
  expect(atom('entry > category').attr('term')).toBe('<s>topic "x"</s>');
  expect($('dc\\:creator').text()).toBe('<b>Ada</b>');
});

test('feeds name no reader', async () => {
  for (const format of ['rss', 'atom', 'jsonfeed'] as const) {
    const output = await renderDigest(richDigest(), format, options);

    expect(output).not.toContain('unsubscribe');
    expect(output).not.toContain(options.sender);
  }
});

test('an empty digest is still a feed', async () => {
  const digest = digestOfTitles([]);

  expect(JSON.parse(await renderDigest(digest, 'jsonfeed', options)).items).toEqual([]);
  expect(load(await renderDigest(digest, 'rss', options), { xml: true })('item')).toHaveLength(0);
});
