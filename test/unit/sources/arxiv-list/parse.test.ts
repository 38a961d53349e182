/** arXiv's pages of new submissions: sections, days, and their own counts. */
import { expect, test } from 'vitest';
import { arxivList } from '../../../../src/sources/arxiv-list/parse.ts';
import { readHeading } from '../../../../src/sources/arxiv-list/read-heading.ts';
import { arxivListPage } from '../sample-answers.ts';
import { bread, context, lanterns, tides } from '../sample-listings.ts';

const parse = (text: string, date: string | null = null) =>
  arxivList.parse({ name: 'list.html', text }, { ...context, date });

test('every entry has the kind of its section and the day of the page', async () => {
  const listing = await parse(arxivListPage);

  expect(listing).toMatchObject({ listedOn: '2026-10-14', declared: 3, problems: [] });
  expect(listing.entries).toMatchObject([
    {
      ...lanterns,
      authors: ['Ada Quill', 'Béla Tóth'],
      authorCount: 2,
      ids: { arxiv: '2610.91234' },
      url: 'https://arxiv.org/abs/2610.91234',
      categories: ['cs.XY', 'q-bio.ZZ'],
      announce: 'new',
      listedOn: '2026-10-14',
      published: null,
    },
    { ...tides, announce: 'cross', position: 2 },
    { title: bread.title, abstract: null, announce: 'replace', ids: { arxiv: 'hep-ex/0307015' } },
  ]);
});

test("the caller's date goes before the page's", async () => {
  expect(await parse(arxivListPage, '2026-10-15')).toMatchObject({
    listedOn: '2026-10-15',
    entries: [{ listedOn: '2026-10-15' }, {}, {}],
  });
});

test('fewer entries than the page says are a problem', async () => {
  const text = arxivListPage.replace('showing 1 of 1', 'showing 5 of 5');

  expect((await parse(text)).problems).toMatchObject([
    { message: expect.stringMatching(/shows 7 entries, but 3 were read/) },
  ]);
});

test('a page of another layout is an error, one that says that it shows nothing is empty', async () => {
  const none = arxivListPage.replace(/<dt>[\s\S]*?<\/dd>/g, '');

  await expect(parse(none)).rejects.toMatchObject({
    code: 'LISTING_INVALID',
    message: expect.stringMatching(/shows 3 entries, but none can be read/),
  });
  await expect(parse('<html>arxiv.org New submissions</html>')).rejects.toThrow(/does not say/);
  expect(await parse(none.replaceAll('showing 1 of 1', 'showing 0 of 0'))).toMatchObject({
    entries: [],
    declared: 0,
  });
});

test.each([
  ['New submissions (showing 79 of 79 entries)', { announce: 'new', shown: 79, day: null }],
  ['Cross submissions (showing 12 of 12 entries)', { announce: 'cross', shown: 12 }],
  [
    'Replacement submissions (continued, showing last 10 of 60 entries)',
    { announce: 'replace', shown: 10 },
  ],
  [
    'Fri, 23 Aug 2024 (showing first 25 of 86 entries )',
    { announce: null, shown: 25, day: '2024-08-23' },
  ],
  ['Cross-lists for Tue, 5 Dec 23', { announce: 'cross', shown: null, day: '2023-12-05' }],
  ['Showing new listings for Wednesday, 12 August 2026', { announce: null, day: '2026-08-12' }],
  ['Computer Science', { announce: null, shown: null, day: null }],
])('the heading %j', (text, expected) => {
  expect(readHeading(text)).toMatchObject(expected);
});
