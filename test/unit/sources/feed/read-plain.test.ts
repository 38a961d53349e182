/** The quick reader of feeds: it finds what the strict one finds, or leaves the feed to it. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { feedKind } from '../../../../src/sources/feed/feed-kind.ts';
import { readPlain } from '../../../../src/sources/feed/read-plain.ts';
import { readStrict } from '../../../../src/sources/feed/read-strict.ts';
import { arxivAtom, arxivRss } from '../sample-listings.ts';

/** True where the quick reader read `text` itself; what it found is compared with what the strict one finds. */
async function agrees(text: string): Promise<boolean> {
  const kind = feedKind(text);
  const plain = kind === null ? null : readPlain(text, kind);
  if (kind === null || plain === null) return false;
  expect(plain).toEqual(await readStrict(text, kind));
  return true;
}

function inItem(fields: string): string {
  return `<rss version="2.0"><channel><title>Ponds</title><item>${fields}</item></channel></rss>`;
}

const rdf = `<?xml version="1.0"?>
<!-- made by hand -->
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
<channel rdf:about="https://example.org/"><title>Ponds</title><items><rdf:Seq><rdf:li resource="a"/></rdf:Seq></items></channel>
<item rdf:about="https://example.org/1"><title>A pond &amp; its newts</title><link>https://example.org/1</link></item>
</rdf:RDF>`;

test.each([
  ['a feed of arXiv', arxivRss],
  ['an answer of arXiv', arxivAtom],
  ['RSS 1.0', rdf],
  ['authors with parts', inItem('<author><name>Ada</name><name>Bo</name><uri>x</uri></author>')],
  ['several of a field', inItem('<category>a</category><category domain="d">b</category>')],
  [
    'white space alone',
    inItem('<link href="a"> </link><guid> </guid><title><![CDATA[ ]]></title>'),
  ],
  ['numbers of characters', inItem('<title a="&#233;">&#xe9; &lt;b&gt;&quot;&apos;</title>')],
  ['a section and a comment', inItem('<title>a<!-- b --><![CDATA[<c>&amp;]]> d</title >')],
  ['elements that mean nothing', inItem("<x:y a = '1'><z>1</z><title>no</title></x:y><title/>")],
])('%s: read quickly, as the strict reader reads it', async (_, text) => {
  expect(await agrees(text)).toBe(true);
});

test.each([
  ['markup in a text', inItem('<title>H<sub>2</sub>O</title>')],
  ['an author of unknown parts', inItem('<author><who>Ada</who></author>')],
  ['parts of parts', inItem('<author><name><b>Ada</b></name></author>')],
  ['an entity of HTML', inItem('<title>caf&eacute;</title>')],
  ['a bare ampersand', inItem('<title>A & B</title>')],
  ['a character that is none', inItem('<title>&#0;&#xd800;</title>')],
  ['an end tag of another element', inItem('<title>A</titel>')],
  ['an attribute without quotes', inItem('<title a=1>A</title>')],
  ['an attribute that stands twice', inItem('<title a="1" a="2">A</title>')],
  ['a document type', `<!DOCTYPE rss [<!ENTITY a "b">]>${inItem('<title>A</title>')}`],
  ['text behind the root', `${inItem('<title>A</title>')} b`],
  ['a second root', `${inItem('<title>A</title>')}<rss/>`],
  ['a comment that does not end', inItem('<title>A</title><!-- a -- b -->')],
  ['the end cut off', inItem('<title>A</title>').slice(0, -6)],
  ['a declaration with two marks', `<?xml version="1.0"??>${inItem('<title>A</title>')}`],
  ['no entry', '<rss version="2.0"><channel><title>A</title></channel></rss>'],
  [
    'two channels',
    `<rss><channel>${'<item><title>A</title></item></channel><channel>'}</channel></rss>`,
  ],
])('%s: left to the strict reader', (_, text) => {
  expect(readPlain(text, 'rss')).toBe(null);
});

test('damaged anywhere, a feed is read alike or left to the strict reader', async () => {
  const piece = fc.constantFrom(
    '<',
    '>',
    '/',
    '"',
    '&',
    ']]>',
    '<!--',
    '<![CDATA[',
    '?',
    ' ',
    '=',
    '',
  );
  const damage = fc.record({ at: fc.nat(999), remove: fc.nat(12), insert: piece });

  await fc.assert(
    fc.asyncProperty(fc.constantFrom(arxivRss, arxivAtom, rdf), damage, async (text, change) => {
      const start = Math.floor((change.at / 1_000) * text.length);
      await agrees(text.slice(0, start) + change.insert + text.slice(start + change.remove));
    }),
    { numRuns: 400 },
  );
});

test('the feeds of the fixtures are read alike, many of them quickly', async () => {
  const folder = resolve(process.env.PAPERBOY_SHARED ?? '../shared', 'fixtures');
  if (!existsSync(folder)) {
    console.log('not run: the fixtures are not here');
    return;
  }
  const feeds = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:xml|rss|atom)$/.test(name))
    .map((name) => readFileSync(join(folder, name), 'utf8').replace(/^\ufeff/, ''))
    .map((text) => text.replace(/\r\n?/g, '\n'))
    .filter((text) => text.length < 500_000 && feedKind(text) !== null);

  let quick = 0;
  for (const text of feeds) if (await agrees(text)) quick += 1;

  console.log(`fixtures: ${feeds.length} feeds, ${quick} read quickly`);
  expect(quick).toBeGreaterThan(feeds.length / 3);
});
