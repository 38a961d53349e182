/** The Trending Papers page as pasted, where every paper stands twice. */
import { expect, test } from 'vitest';
import { pastedTrending } from '../../../../src/sources/pasted-trending/parse.ts';
import {
  context,
  dailyPage,
  lanterns,
  markdownPage,
  markdownTrending,
  plainTrending,
  tides,
} from '../sample-listings.ts';

function parse(text: string, date: string | null = null) {
  return pastedTrending.parse({ name: 'trending.txt', text }, { ...context, date });
}

test('the copies of a paper in Markdown become one, with votes, stars and links', () => {
  const listing = parse(markdownTrending);

  expect(listing).toMatchObject({
    format: 'pasted-trending',
    listedOn: null,
    dayInferred: false,
    problems: [],
  });
  expect(listing.entries).toMatchObject([
    {
      ...lanterns,
      organization: 'Moth Lab',
      published: '2026-10-04',
      upvotes: 117,
      stars: 11_300,
      ids: { arxiv: '2610.05608' },
      url: 'https://huggingface.co/papers/2610.05608',
      codeUrl: 'https://github.com/mothlab/lantern',
      position: 1,
    },
    {
      ...tides,
      authorCount: 4,
      upvotes: null,
      stars: 476,
      codeUrl: 'https://github.com/tides/tables',
      position: 2,
    },
  ]);
  expect(listing.entries).toHaveLength(2);
});

test('plain text gives the same without links, and a dash is no vote', () => {
  const listing = parse(plainTrending, '2026-10-06');

  expect(listing).toMatchObject({ listedOn: '2026-10-06', problems: [] });
  expect(listing.entries).toMatchObject([
    {
      ...lanterns,
      organization: 'Moth Lab',
      published: '2026-10-04',
      upvotes: 117,
      stars: 11_300,
      ids: {},
    },
    { ...tides, organization: null, published: '2026-10-04', upvotes: 0, stars: 131 },
  ]);
  expect(listing.entries).toHaveLength(2);
});

test('an abstract that was wrapped to many lines is one text again', () => {
  const wrapped = markdownTrending.replaceAll(
    tides.abstract,
    tides.abstract.replace(/(.{60}\S*) /g, '$1\n'),
  );

  expect(parse(wrapped).entries[1]?.abstract).toBe(tides.abstract);
});

test('a title that was wrapped is one line again', () => {
  const wrapped = markdownTrending.replaceAll(
    `### ${tides.title}`,
    `### ${tides.title.replace(' River', '\n  River')}`,
  );

  expect(parse(wrapped).entries[1]?.title).toBe(tides.title);
});

test('what one copy lacks comes from the other', () => {
  const text = plainTrending.replace('Upvote\n\n117\n\nGitHub 11.3k\n', '');

  const [entry] = parse(text).entries;

  expect(entry).toMatchObject({ upvotes: 117, stars: 11_300 });
});

test('papers of one title with different abstracts stay two', () => {
  const text = plainTrending.replaceAll(tides.title, lanterns.title);

  expect(parse(text).entries).toHaveLength(2);
});

test('papers of one title with different ids stay two', () => {
  const other = markdownTrending.replace(/### \[[\s\S]*?### /, (card) =>
    card.replaceAll('2610.05608', '2610.99999'),
  );

  expect(parse(other).entries.map((entry) => entry.ids.arxiv)).toEqual([
    '2610.99999',
    '2610.05608',
    undefined,
  ]);
});

test('only a trending page is recognised, not a daily one that links to it', () => {
  expect([markdownTrending, plainTrending].map(pastedTrending.recognises)).toEqual([true, true]);
  expect([dailyPage, markdownPage].map(pastedTrending.recognises)).toEqual([false, false]);
});
