/** The HTML of a papers page. */
import { expect, test } from 'vitest';
import { hfHtml } from '../../../../src/sources/hf-html/parse.ts';
import {
  articlePage,
  context,
  htmlPage,
  hydratedPage,
  lanterns,
  tides,
} from '../sample-listings.ts';

function parse(text: string, date: string | null = null) {
  return hfHtml.parse({ name: 'papers.html', text }, { ...context, date });
}

test("the embedded data gives every field, and the page's own day", async () => {
  const listing = await parse(hydratedPage);

  expect(listing).toMatchObject({
    format: 'hf-html',
    listedOn: '2026-07-24',
    dayInferred: false,
    problems: [],
  });
  expect(listing.entries).toMatchObject([
    { ...lanterns, upvotes: 5, comments: 2, ids: { arxiv: '2607.21557' }, listedOn: '2026-07-24' },
    tides,
  ]);
});

test('neither the order of attributes nor the kind of quotes matters', async () => {
  const props = JSON.stringify({
    dailyPapers: [{ paper: { id: '2607.00002', title: 'Salt & <Sand>' } }],
  });
  const page = htmlPage(
    `<section data-props='${props.replaceAll('&', '&amp;')}' id=x data-target='DailyPapers'></section>`,
  );

  expect((await parse(page)).entries).toMatchObject([{ title: 'Salt & <Sand>', listedOn: null }]);
});

test('a page of a week has no day of its own: its papers have theirs', async () => {
  const page = hydratedPage.replace(
    '2026-07-24&quot;,&quot;dailyPapers',
    '2026-W30&quot;,&quot;dailyPapers',
  );

  expect(page).not.toBe(hydratedPage);
  expect(await parse(page)).toMatchObject({ listedOn: '2026-07-24' });
});

test('without embedded data the articles are read, with a problem that says so', async () => {
  const listing = await parse(articlePage, '2026-07-24');

  expect(listing.entries).toMatchObject([
    {
      title: 'Lantern Paths & Mirrors',
      upvotes: 94,
      authorCount: 533,
      comments: 5,
      ids: { arxiv: '2607.21557' },
    },
    {
      title: tides.title,
      abstract: tides.abstract,
      upvotes: 0,
      authorCount: null,
      comments: null,
    },
  ]);
  expect(listing.entries[0]?.url).toBe('https://huggingface.co/papers/2607.21557');
  expect(listing.problems).toMatchObject([
    { message: expect.stringMatching(/embedded data was not found/) },
  ]);
});

test('broken embedded data falls back to the articles', async () => {
  const page = articlePage.replace(
    '<main>',
    '<main><div data-target="DailyPapers" data-props="{"></div>',
  );

  expect((await parse(page)).problems).toMatchObject([
    { message: expect.stringMatching(/broken/) },
  ]);
});

test('a page of changed layout is an error, never an empty listing', async () => {
  const page = htmlPage('<div class="card">nothing we know</div>');

  expect(hfHtml.recognises(page)).toBe(true);
  await expect(parse(page)).rejects.toMatchObject({ code: 'LISTING_INVALID' });
});

test('other pages are not recognised', () => {
  const others = [
    '<html><body><article><h3>News</h3></article></body></html>',
    '<p>huggingface</p>',
    'huggingface /papers/1',
  ];

  expect(others.map(hfHtml.recognises)).toEqual([false, false, false]);
});
