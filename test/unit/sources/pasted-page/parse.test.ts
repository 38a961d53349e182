/** The Daily Papers page as pasted: plain text, Markdown, and text with addresses. */
import { expect, test } from 'vitest';
import { pastedPage } from '../../../../src/sources/pasted-page/parse.ts';
import {
  addressPage,
  bread,
  context,
  dailyPage,
  lanterns,
  markdownPage,
  pageHead,
  pageListing,
  paperWithFacts,
  tides,
} from '../sample-listings.ts';

function parse(text: string, date: string | null = null) {
  return pastedPage.parse({ name: 'page.txt', text }, { ...context, date });
}

test('every paper of a page is read with the facts it gives', () => {
  const listing = parse(dailyPage);

  expect(listing.problems).toEqual([]);
  expect(listing.entries).toMatchObject([
    {
      ...lanterns,
      authorCount: 9,
      organization: null,
      published: '2024-07-19',
      comments: 9,
      position: 1,
    },
    {
      ...tides,
      authorCount: null,
      organization: null,
      published: null,
      comments: null,
      position: 2,
    },
    {
      ...bread,
      authorCount: null,
      organization: 'Crumb Works Guild',
      published: '2025-10-09',
      comments: null,
    },
  ]);
  expect(listing.entries.every((entry) => entry.upvotes === null && entry.authors === null)).toBe(
    true,
  );
});

test("the page's day gets its year from the papers, marked as inferred", () => {
  expect(parse(dailyPage)).toMatchObject({ listedOn: '2025-12-16', dayInferred: true });
  expect(parse(dailyPage).entries[0]?.listedOn).toBe('2025-12-16');
});

test("the caller's date settles the years for sure", () => {
  const listing = parse(dailyPage, '2024-12-20');

  expect(listing).toMatchObject({ listedOn: '2024-12-16', dayInferred: false });
  expect(listing.entries[2]?.published).toBe('2024-10-09');
});

test('an organisation of one word is its own name', () => {
  expect(
    parse(pageListing('Dec 16', [paperWithFacts(lanterns, 'Crumbs', 'Oct 9')])).entries[0]
      ?.organization,
  ).toBe('Crumbs');
});

test('one author is one', () => {
  const text = pageListing('Dec 16', [paperWithFacts(lanterns, '• 1 authors', 'Oct 9, 2020')]);

  expect(parse(text).entries[0]?.authorCount).toBe(1);
});

test('Markdown gives ids, votes, comments and organisations from its links', () => {
  const listing = parse(markdownPage);

  expect(listing).toMatchObject({ listedOn: '2026-10-02', dayInferred: false, problems: [] });
  expect(listing.entries).toMatchObject([
    {
      title: lanterns.title,
      abstract: lanterns.abstract,
      organization: 'Moth Lab of Harbour City',
      published: '2026-05-29',
      comments: 6,
      upvotes: 101,
      ids: { arxiv: '2606.00001' },
      url: 'https://huggingface.co/papers/2606.00001',
    },
    {
      title: tides.title,
      abstract: tides.abstract,
      authorCount: 3,
      organization: null,
      published: '2025-02-27',
      comments: null,
      upvotes: 0,
      ids: { arxiv: '2502.00002' },
    },
  ]);
});

test('text with addresses on lines of their own is read alike, menus and search words left out', () => {
  const listing = parse(addressPage);

  expect(listing).toMatchObject({ listedOn: '2026-03-25', dayInferred: false, problems: [] });
  expect(listing.entries).toMatchObject([
    {
      ...lanterns,
      authorCount: 2,
      upvotes: 1,
      comments: null,
      published: '2024-10-07',
      ids: { arxiv: '2410.05434' },
    },
    {
      ...tides,
      organization: 'Harbour Institute',
      upvotes: 0,
      comments: 2,
      published: '2026-02-03',
      ids: { arxiv: '2409.02326' },
    },
  ]);
  expect(listing.entries).toHaveLength(2);
});

test('the cards of a page without abstracts give titles and numbers, with one problem', () => {
  const card = (n: number) =>
    `Submitted by\n\nperson${n}\n\n${90 - n}\n\nLantern Number ${n}\n\n· ${n + 3} authors\n\n${n}`;
  const listing = parse([...pageHead, 'Nov 20', card(1), card(2), card(3)].join('\n\n'));

  expect(listing.entries).toMatchObject([
    { title: 'Lantern Number 1', upvotes: 89, authorCount: 4, comments: 1, abstract: null },
    { title: 'Lantern Number 2', upvotes: 88, authorCount: 5, comments: 2, abstract: null },
    { title: 'Lantern Number 3', upvotes: 87, authorCount: 6, comments: 3, abstract: null },
  ]);
  expect(listing.problems).toHaveLength(1);
});

test('a page that lost its blank lines is read all the same', () => {
  const listing = parse(dailyPage.replace(/\n+/g, '\n'));

  expect(listing.entries.map((entry) => entry.title)).toEqual([
    lanterns.title,
    tides.title,
    bread.title,
  ]);
  expect(listing.entries[2]).toMatchObject({
    abstract: bread.abstract,
    organization: 'Crumb Works Guild',
  });
});

test('wherever a page is cut, the papers before the cut are unharmed', () => {
  const whole = parse(dailyPage).entries;

  for (let end = dailyPage.indexOf(tides.title) + 5; end < dailyPage.length; end += 7) {
    const cut = parse(dailyPage.slice(0, end));
    expect(cut.entries[0]).toEqual({ ...whole[0], listedOn: cut.listedOn });
    expect(tides.title.startsWith(cut.entries[1]?.title ?? 'none')).toBe(true);
  }
});

test('a title without an abstract stays, with its line as a problem', () => {
  const text = pageListing('Dec 16', [
    paperWithFacts(lanterns, '• 9 authors', 'Oct 9, 2024'),
    'A Title Cut O',
  ]);

  const listing = parse(text);

  expect(listing.entries[1]).toMatchObject({ title: 'A Title Cut O', abstract: null });
  expect(listing.problems).toEqual([
    { line: 21, message: 'no abstract follows this title; the text may be cut off there' },
  ]);
});

test('the title before another title has no abstract, the other has its own', () => {
  const listing = parse(
    pageListing('Dec 16', ['A Lonely Title', `${tides.title}\n\n${tides.abstract}`]),
  );

  expect(listing.entries.map((entry) => entry.abstract)).toEqual([null, tides.abstract]);
  expect(listing.problems).toHaveLength(1);
});

test('a paragraph that fits nowhere is reported, and the next paper is read', () => {
  const listing = parse(
    pageListing('Dec 16', [
      `${tides.title}\n\n${tides.abstract}\n\n${lanterns.abstract}`,
      `${bread.title}\n\n${bread.abstract}`,
    ]),
  );

  expect(listing.entries.map((entry) => entry.title)).toEqual([tides.title, bread.title]);
  expect(listing.problems).toHaveLength(1);
});

test('menus at the foot of the page are no papers', () => {
  const foot =
    'Previous\n\nSystem theme\n\nCompany\n\nTOS\n\nPrivacy\n\nTrending Papers ranked by GitHub stars activity';

  expect(parse(`${dailyPage}\n\n${foot}`).entries).toHaveLength(3);
});

test('it is recognised by its head or, without one, by the facts of its papers', () => {
  const headless = [lanterns, tides]
    .map((paper) => paperWithFacts(paper, '• 2 authors', 'Oct 9, 2024'))
    .join('\n\n');

  expect([dailyPage, markdownPage, addressPage, headless].map(pastedPage.recognises)).toEqual(
    Array(4).fill(true),
  );
  expect(pastedPage.recognises('Daily Papers\n\nBread and tides.\n\n·\n\nthe end')).toBe(false);
});

test('a head without papers is an error, not an empty listing', () => {
  expect(() => parse(pageListing('Dec 16', []))).toThrow(
    expect.objectContaining({ code: 'LISTING_INVALID' }),
  );
});
