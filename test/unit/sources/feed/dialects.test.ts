/** The dialects of feeds: namespaces under any prefix, Atom 0.3, relative addresses, entities, and what a feed says of itself. */
import { expect, test } from 'vitest';
import { feed } from '../../../../src/sources/feed/parse.ts';
import { context } from '../sample-listings.ts';

const parse = (text: string, name = 'feed.xml') => feed.parse({ name, text }, context);
const entriesOf = async (text: string, name?: string) => (await parse(text, name)).entries;

test('elements are known by their namespace, whatever their prefix; others of the same name are not', async () => {
  const text = `<rss version="2.0" xmlns:x=" http://purl.org/dc/elements/1.1/ " xmlns:media="http://search.yahoo.com/mrss/" xmlns:a="http://www.w3.org/2005/Atom">
    <channel><title>T</title><a:link rel="self" href="https://example.org/feed"/><item><media:title>A picture</media:title><title>Tides</title>
    <x:creator>Ada Quill</x:creator><x:creator>Mara Osei</x:creator><a:link rel="alternate" href="/1"/></item></channel></rss>`;

  expect(await entriesOf(text)).toMatchObject([
    { title: 'Tides', authors: ['Ada Quill', 'Mara Osei'], url: 'https://example.org/1' },
  ]);
});

test('RSS 1.0 with prefixes, RSS 0.90 and upper case are read', async () => {
  const rdf = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"';
  const texts = [
    `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:s="http://purl.org/rss/1.0/"><s:channel><s:title>T</s:title></s:channel><s:item rdf:about="https://example.org/1"><s:title>Tides</s:title></s:item></rdf:RDF>`,
    `<rdf:RDF ${rdf} xmlns="http://my.netscape.com/rdf/simple/0.9/"><channel><title>T</title></channel><item><title>Tides</title><link>https://example.org/1</link></item></rdf:RDF>`,
    '<RSS VERSION="0.91"><CHANNEL><TITLE>T</TITLE><ITEM><TITLE>Tides</TITLE><LINK>https://example.org/1</LINK></ITEM></CHANNEL></RSS>',
  ];

  for (const text of texts) {
    expect(await parse(text)).toMatchObject({
      entries: [{ title: 'Tides', url: 'https://example.org/1' }],
    });
  }
});

test('PRISM and Dublin Core give DOI, day and link', async () => {
  const text = `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:p="http://prismstandard.org/namespaces/basic/2.0/">
    <channel><title>T</title></channel><item><dc:title>Tides</dc:title><p:doi>10.1234/tide.1</p:doi><p:url>https://example.org/1</p:url><p:publicationDate>2026-10-03</p:publicationDate></item></rdf:RDF>`;

  expect(await entriesOf(text)).toMatchObject([
    {
      title: 'Tides',
      ids: { doi: '10.1234/tide.1' },
      url: 'https://example.org/1',
      published: '2026-10-03',
    },
  ]);
});

test('Atom 0.3 writes its texts plain, escaped, as elements or in base64', async () => {
  const title = (attributes: string, text: string) =>
    `<entry><title ${attributes}>${text}</title><issued>2026-10-03T10:00:00Z</issued></entry>`;
  const text = `<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>T</title>
    ${title('type="text/plain"', 'Salt &amp;amp; Sand')}${title('type="text/html" mode="escaped"', 'Salt &lt;i&gt;and&lt;/i&gt; Sand')}
    ${title('type="application/xhtml+xml"', '<div>Salt <i>and</i> Sand</div>')}
    ${title('type="text/html" mode="base64"', Buffer.from('Salt <i>and</i> Sand').toString('base64'))}
    ${title('mode="base64"', 'test')}</feed>`;

  const entries = await entriesOf(text);

  expect(entries.map((entry) => entry.title)).toEqual([
    ...['Salt &amp; Sand', 'Salt and Sand', 'Salt and Sand', 'Salt and Sand', 'test'],
  ]);
  expect(entries[0]?.published).toBe('2026-10-03');
});

test('relative addresses are resolved against the base of entry, feed or document', async () => {
  const atom = (attributes: string, entry: string) =>
    `<feed xmlns="http://www.w3.org/2005/Atom"${attributes}><title>T</title>${entry}</feed>`;
  const entry = '<entry xml:base="b/"><title>Tides</title><link href="1"/></entry>';

  expect(await entriesOf(atom(' xml:base="https://example.org/a/"', entry))).toMatchObject([
    { url: 'https://example.org/a/b/1' },
  ]);
  expect(
    await entriesOf(atom('', `<link href="/moths"/>${entry}`), 'https://example.org/x/feed'),
  ).toMatchObject([{ url: 'https://example.org/x/b/1' }]);
  expect(await entriesOf(atom('', entry))).toMatchObject([{ url: null }]);
});

test("a feed tells when it was built, when it rests, and arXiv's kinds of announcement", async () => {
  const item = (kind: string) =>
    `<item><title>Tides</title><arxiv:announce_type>${kind}</arxiv:announce_type></item>`;
  const text = `<rss version="2.0" xmlns:arxiv="http://arxiv.org/schemas/atom"><channel><title>T</title><lastBuildDate>Wed, 14 Oct 2026 04:00:00 +0000</lastBuildDate>
    <skipDays><day>Saturday</day><day>Sunday</day></skipDays>${['new', 'cross', 'replace', 'replace-cross'].map(item).join('')}</channel></rss>`;

  const listing = await parse(text);

  expect(listing).toMatchObject({ builtOn: '2026-10-14', skipDays: ['Saturday', 'Sunday'] });
  expect(listing.entries.map((entry) => entry.announce)).toEqual([
    'new',
    'cross',
    'replace',
    'replace',
  ]);
});

test("the older feeds of arXiv tell kind in the title and the day at the feed's head", async () => {
  const text = `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
    <channel><title>T</title><dc:date>2018-05-23T20:30:00-05:00</dc:date></channel>
    ${['', ' CROSS LISTED', ' UPDATED'].map((kind) => `<item><title>Tides. (arXiv:1805.91234v2 [hep-ex]${kind})</title></item>`).join('')}</rdf:RDF>`;

  expect(await entriesOf(text)).toMatchObject([
    { title: 'Tides', announce: 'new', listedOn: '2018-05-23' },
    { title: 'Tides', announce: 'cross' },
    { title: 'Tides', announce: 'replace', published: null },
  ]);
});

test('a text that is cut short gives way to the longer one', async () => {
  const text = `<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>T</title><item><title>Tides</title>
    <description>Moths turn...</description><content:encoded>&lt;p&gt;Moths turn left, and then right.&lt;/p&gt;</content:encoded></item></channel></rss>`;

  expect(await entriesOf(text)).toMatchObject([{ abstract: 'Moths turn left, and then right.' }]);
});

test('a list of names that is cut short has no number', async () => {
  const text =
    '<rss version="2.0"><channel><title>T</title><item><title>Tides</title><author>Quill A, Osei M, et al.</author></item></channel></rss>';

  expect(await entriesOf(text)).toMatchObject([
    { authors: ['Quill A', 'Osei M'], authorCount: null },
  ]);
});

test('quotes written as Windows-1252 in entities are quotes', async () => {
  const text =
    '<rss version="2.0"><channel><title>T</title><item><title>The tide&#146;s turn</title></item></channel></rss>';

  expect(await entriesOf(text)).toMatchObject([{ title: 'The tide’s turn' }]);
});

test('a lone Atom entry is a feed of one', async () => {
  const text =
    '<entry xmlns="http://www.w3.org/2005/Atom"><title>Tides</title><author><name>Ada</name></author></entry>';

  expect(await parse(text)).toMatchObject({
    entries: [{ title: 'Tides', authors: ['Ada'] }],
    problems: [],
  });
});

test('an empty feed that is not well-formed is empty, one that was cut off is an error', async () => {
  const text = '<rss version="2.0"><channel><title>Salt & Sand</title></channel></rss>';

  expect(await parse(text)).toMatchObject({ entries: [], problems: [{ line: 1 }] });
  await expect(parse(text.slice(0, -8))).rejects.toMatchObject({ code: 'LISTING_INVALID' });
});
