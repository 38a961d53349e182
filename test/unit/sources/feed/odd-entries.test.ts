/** Entries with missing or repeated ids, odd links and impossible dates: each keeps what is sound, and none is lost. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, isDay } from '../../../../src/lib/days.ts';
import { arxivId, doiId, type PaperId, urlId } from '../../../../src/model/paper-id.ts';
import { feed } from '../../../../src/sources/feed/parse.ts';
import { context } from '../sample-listings.ts';

const guids = fc.constantFrom(
  ...[
    '',
    '<guid>1</guid>',
    '<guid isPermaLink="false">oai:arXiv.org:2610.91234v3</guid>',
    '<guid/>',
  ],
  ...[
    '<guid>https://example.org/p/1</guid>',
    '<guid>doi:10.1234/moth.77</guid>',
    '<guid>\u0000</guid>',
  ],
);
const links = fc.constantFrom(
  ...[
    '',
    '<link/>',
    '<link>/p/1</link>',
    '<link>https://example.org/p/1</link>',
    '<link>javascript:x</link>',
  ],
  ...[
    '<link>https://arxiv.org/abs/2610.91234</link>',
    '<link>http://[</link>',
    '<link>tag:x,2026:1</link>',
  ],
);
const dates = fc.constantFrom(
  ...['', 'soon', '2026-10-13T10:00:00', 'Tue, 13 Oct 2026 10:00:00', '2099-01-01', '9999-99-99'],
  ...[
    '0000-00-00',
    '-1',
    '1e9',
    'Fri, 31 Feb 2026 10:00:00 GMT',
    '2026-11-22T23:59:59+14:00',
    '20261013',
  ],
);
const item = fc
  .tuple(guids, links, dates)
  .map(
    ([guid, link, date]) =>
      `<item><title>Tides</title>${guid}${link}${date === '' ? '' : `<pubDate>${date}</pubDate>`}</item>`,
  );

function rss(items: readonly string[]): string {
  return `<rss version="2.0"><channel><title>T</title><link>https://example.org/</link>${items.join('')}</channel></rss>`;
}

const parse = (text: string) => feed.parse({ name: 'feed.xml', text }, context);

test('every entry stays, with a link that can be opened and a day that exists, or none', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(item, { minLength: 1, maxLength: 8 }), async (items) => {
      const { entries, problems } = await parse(rss(items));

      expect(entries).toHaveLength(items.length);
      for (const [index, { url, published }] of entries.entries()) {
        expect(url === null || /^https?:\/\/[^\s[]/.test(url)).toBe(true);
        expect(published === null || isDay(published)).toBe(true);
        expect((published ?? '') <= addDays(context.today, 1)).toBe(true);
        const future = items[index]?.includes('2099') === true;
        const told = problems.some(({ message }) =>
          message.startsWith(`entry ${index + 1} is dated 2099`),
        );
        expect(told).toBe(future);
      }
    }),
    { numRuns: 300 },
  );
});

/** The name by which a paper is known: arXiv id without version, else DOI, else address. */
async function keyOf(text: string): Promise<PaperId | null | undefined> {
  const [entry] = (await parse(rss([`<item><title>Tides</title>${text}</item>`]))).entries;
  if (entry?.ids.arxiv !== undefined) return arxivId(entry.ids.arxiv);
  if (entry?.ids.doi !== undefined) return doiId(entry.ids.doi);
  return entry?.url == null ? null : urlId(entry.url);
}

test('a later version, another parameter or a missing guid does not change which paper it is', async () => {
  const arxiv = '<guid isPermaLink="false">oai:arXiv.org:2610.91234v1</guid>';
  const link = '<link>https://arxiv.org/abs/2610.91234</link>';

  expect(await keyOf(arxiv + link)).toBe('arxiv:2610.91234');
  expect(await keyOf(arxiv.replace('v1', 'v4'))).toBe('arxiv:2610.91234');
  expect(await keyOf(link)).toBe('arxiv:2610.91234');
  expect(await keyOf('<guid>doi:10.1234/Moth.77</guid><link>https://example.org/1</link>')).toBe(
    'doi:10.1234/moth.77',
  );
  expect(await keyOf('<link>https://example.org/doi/full/10.1234/moth.77?af=R</link>')).toBe(
    'doi:10.1234/moth.77',
  );
  expect(await keyOf('<link>https://example.org/p/1?utm_source=feed</link>')).toBe(
    'url:example.org/p/1',
  );
  expect(await keyOf('<guid>7</guid>')).toBe(null);
  const pubmed = 'https://pubmed.ncbi.nlm.nih.gov/99912345/';
  expect(await keyOf(`<link>${pubmed}?ff=20261014&amp;v=2</link>`)).toBe(
    await keyOf(`<link>${pubmed}?ff=20261015&amp;v=2</link>`),
  );
});

test('entries that share a guid both stay: which paper each is, its ids and title tell', async () => {
  const items = ['Tides', 'Moths'].map(
    (title) => `<item><title>${title}</title><guid>same</guid></item>`,
  );

  expect((await parse(rss(items))).entries.map(({ title }) => title)).toEqual(['Tides', 'Moths']);
});

test('a time without a zone stays on the day that is written', async () => {
  const written = ['2026-10-13T23:59:59', '2026-10-13T00:00:01-11:00', 'Tue, 13 Oct 2026 23:59:59'];

  const { entries } = await parse(
    rss(written.map((date) => `<item><title>T</title><pubDate>${date}</pubDate></item>`)),
  );

  expect(entries.map(({ published }) => published)).toEqual(written.map(() => '2026-10-13'));
});
