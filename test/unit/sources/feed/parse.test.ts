/** Feeds: arXiv's RSS, Atom and API answers, others, and broken ones. */
import { expect, test } from 'vitest';
import { feed } from '../../../../src/sources/feed/parse.ts';
import { arxivAtom, arxivRss, context, lanterns, tides } from '../sample-listings.ts';

function parse(text: string, date: string | null = null) {
  return feed.parse({ name: 'feed.xml', text }, { ...context, date });
}

function rss(items: string): string {
  return `<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>T</title><link>https://example.org/</link>${items}</channel></rss>`;
}

async function titlesOf(items: string) {
  return (await parse(rss(items))).entries.map((entry) => entry.title);
}

test("arXiv's feed gives titles, abstracts, names, ids and the day of announcement", async () => {
  const listing = await parse(arxivRss);

  expect(listing).toMatchObject({
    format: 'feed',
    listedOn: '2026-04-27',
    dayInferred: false,
    problems: [],
  });
  expect(listing.entries[0]).toMatchObject({
    ...lanterns,
    authors: ['Ada Quill', "B\\'ela T\\'oth"],
    authorCount: 2,
    published: '2026-04-27',
    ids: { arxiv: '2604.21935v1', doi: '10.1234/moth.77' },
    url: 'https://arxiv.org/abs/2604.21935',
    categories: ['cs.XY', 'q-bio.ZZ'],
    listedOn: '2026-04-27',
  });
});

test('a replacement is not published on the day of its announcement', async () => {
  expect((await parse(arxivRss)).entries[1]).toMatchObject({
    ...tides,
    published: null,
    listedOn: '2026-04-27',
  });
});

test("an answer of arXiv's API keeps all authors, old ids and the PDF", async () => {
  const listing = await parse(arxivAtom);

  expect(listing).toMatchObject({ listedOn: null, problems: [] });
  expect(listing.entries).toMatchObject([
    {
      title: 'Lantern Paths: How Moths Cross a Maze',
      abstract: lanterns.abstract,
      authors: ['Ada Quill', 'Béla Tóth'],
      published: '2026-01-29',
      ids: { arxiv: 'hep-ex/0307015v2' },
      url: 'https://arxiv.org/abs/hep-ex/0307015v2',
      pdfUrl: 'https://arxiv.org/pdf/hep-ex/0307015v2',
      categories: ['hep-ex'],
      listedOn: null,
    },
  ]);
});

test("the caller's date is the listing's day", async () => {
  expect((await parse(arxivAtom, '2026-02-02')).entries[0]?.listedOn).toBe('2026-02-02');
});

test('the old RDF form gives its id from the link and loses the tail of its titles', async () => {
  const text = `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
    <channel rdf:about="x"><title>T</title></channel><item rdf:about="http://arxiv.org/abs/1805.06430">
    <title>Lantern Paths. (arXiv:1805.06430v2 [nucl-th] UPDATED)</title><link>http://arxiv.org/abs/1805.06430</link>
    <description>&lt;p&gt;Turns with $2.6&amp;lt;\\eta$ are rare.&lt;/p&gt;</description>
    <dc:creator>&lt;a href="http://arxiv.org/find/1"&gt;Ada Quill&lt;/a&gt; (Moth Lab)</dc:creator></item></rdf:RDF>`;

  expect((await parse(text)).entries).toMatchObject([
    {
      title: 'Lantern Paths',
      abstract: 'Turns with $2.6<\\eta$ are rare.',
      authors: ['Ada Quill'],
      ids: { arxiv: '1805.06430' },
    },
  ]);
});

test('surnames with initials are kept together, other commas part nothing', async () => {
  const creators = ['Rivera, A., Osei, M. K.', 'Quill, Ada', 'Ada Quill; Mara Osei'];

  const { entries } = await parse(
    rss(
      creators
        .map((each) => `<item><title>T</title><dc:creator>${each}</dc:creator></item>`)
        .join(''),
    ),
  );

  expect(entries.map((entry) => entry.authors)).toEqual([
    ['Rivera, A.', 'Osei, M. K.'],
    ['Quill, Ada'],
    ['Ada Quill', 'Mara Osei'],
  ]);
});

test('RSS titles are decoded once more, and only real tags are taken away', async () => {
  const titles = [
    '&lt;i&gt;Moths&lt;/i&gt; &amp;amp; Bread',
    'a&lt;b and c&gt;d',
    'x &lt; y',
    'Salt &amp;lt;sub&amp;gt;',
    'AT&amp;T',
  ];

  expect(
    await titlesOf(titles.map((title) => `<item><title>${title}</title></item>`).join('')),
  ).toEqual(['Moths & Bread', 'a<b and c>d', 'x < y', 'Salt <sub>', 'AT&T']);
});

test("Atom's plain titles are not decoded again, its HTML and XHTML titles are", async () => {
  const text = `<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title>
    <entry><title>Salt &amp;amp; Sand</title></entry>
    <entry><title type="html">Salt &amp;amp; &lt;b&gt;Sand&lt;/b&gt;</title></entry>
    <entry><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">H<sub>2</sub>O net</div></title></entry></feed>`;

  const listing = await parse(text);

  expect(listing.entries.map((entry) => entry.title)).toEqual([
    'Salt &amp; Sand',
    'Salt & Sand',
    'H2O net',
  ]);
  expect(listing.problems).toEqual([]);
});

test('a feed that is not well-formed is read tolerantly, with its line as a problem', async () => {
  const text = rss('\n<item><title>Salt & Sand</title></item>\n<item><title>Bread</title></item>');

  const listing = await parse(text);

  expect(listing.entries.map((entry) => entry.title)).toEqual(['Salt & Sand', 'Bread']);
  expect(listing.problems).toMatchObject([
    { line: 2, message: expect.stringMatching(/not well-formed.*tolerantly/) },
  ]);
});

test('a feed that was cut off gives the entries before the cut', async () => {
  const listing = await parse(arxivRss.slice(0, arxivRss.indexOf('Announce Type: replace')));

  expect(listing.entries[0]).toMatchObject({
    ...lanterns,
    ids: { arxiv: '2604.21935v1', doi: '10.1234/moth.77' },
  });
  expect(listing.problems).toHaveLength(1);
  expect(listing.isCut).toBe(true);
});

test('a feed cut off between two entries is known to be cut', async () => {
  const end = arxivAtom.indexOf('</entry>') + '</entry>'.length;

  expect(await parse(arxivAtom.slice(0, end))).toMatchObject({ isCut: true });
  expect((await parse(arxivAtom)).isCut).toBeUndefined();
});

test('a feed cut off before its first entry is refused, not empty', async () => {
  const text = arxivRss.slice(0, arxivRss.indexOf('<item'));

  await expect(parse(text)).rejects.toMatchObject({ code: 'LISTING_INVALID' });
});

test('a feed with something else in the place of entries is refused, one with nothing there is empty', async () => {
  const head = '<image><title>T</title><link>https://example.org/</link></image><ttl>9</ttl>';
  const post = '<post><title>Moths</title><link>https://example.org/m</link></post>';

  expect((await parse(rss(head))).entries).toEqual([]);
  await expect(parse(rss(head + post))).rejects.toMatchObject({
    code: 'LISTING_INVALID',
    message: expect.stringContaining('<post> in their place'),
  });
  await expect(parse(`<feed><title>T</title>${post}</feed>`)).rejects.toThrow('<post>');
});

test('odd dates and links cost only themselves', async () => {
  const text = `<feed><title>T</title><entry><title>Moths</title><published>soon</published><link>https://example.org/m</link></entry>
    <entry><title>Tides</title><updated>2026-01-02</updated><link href="javascript:x"/></entry></feed>`;

  expect((await parse(text)).entries).toMatchObject([
    { title: 'Moths', published: null, url: 'https://example.org/m' },
    { title: 'Tides', published: '2026-01-02', url: null },
  ]);
});

test('a prefix before the elements of Atom does not matter', async () => {
  const text =
    '<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:title>T</a:title><a:entry><a:title>Moths</a:title><a:author><a:name>Ada</a:name></a:author></a:entry></a:feed>';

  expect((await parse(text)).entries).toMatchObject([{ title: 'Moths' }]);
});

test('an entry without a title is a problem, a feed of nothing else an error', async () => {
  expect(
    (await parse(rss('<item><title>Moths</title></item><item><link>x</link></item>'))).problems,
  ).toMatchObject([{ message: 'entry 2 has no title' }]);
  await expect(parse(rss('<item><link>x</link></item>'))).rejects.toMatchObject({
    code: 'LISTING_INVALID',
  });
});

test('an empty feed is an empty listing', async () => {
  expect(await parse(rss(''))).toMatchObject({ entries: [], problems: [], listedOn: null });
});

test('a feed of an unusual form without entries is empty too, a broken one is an error', async () => {
  expect(await parse('<rss><channel><title>T</title></channel></rss>')).toMatchObject({
    entries: [],
    problems: [],
  });
  await expect(parse('<rss version="2.0"><channel><title>Salt & San')).rejects.toMatchObject({
    code: 'LISTING_INVALID',
  });
});

test("arXiv's error, which is a feed, is told as an error", async () => {
  const query = rss('').replace('<title>T</title>', '<title>Feed error for query: cs.NOPE</title>');

  await expect(parse(query)).rejects.toThrow(/Feed error for query: cs\.NOPE/);
});

test('only feeds are recognised', () => {
  const feeds = [
    arxivRss,
    arxivAtom,
    '<!-- a -->\n<!DOCTYPE rss [<!ENTITY x "y">]><rss version="0.91"></rss>',
  ];
  const others = [
    '<html></html>',
    '<opml></opml>',
    '<rdf:RDF></rdf:RDF>',
    'rss',
    '<',
    '<?xml',
    '<!DOCTYPE rss',
  ];

  expect(feeds.map(feed.recognises)).toEqual([true, true, true]);
  expect(others.map(feed.recognises)).toEqual(others.map(() => false));
});
