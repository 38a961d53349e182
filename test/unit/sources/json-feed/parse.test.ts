/** JSON Feed. */
import { expect, test } from 'vitest';
import { jsonFeed } from '../../../../src/sources/json-feed/parse.ts';
import { jsonFeedText } from '../sample-answers.ts';
import { context, lanterns, tides } from '../sample-listings.ts';

const parse = (text: string) => jsonFeed.parse({ name: 'feed.json', text }, context);

test('items give titles, texts without markup, names of both versions and ids in addresses', async () => {
  const listing = await parse(jsonFeedText);

  expect(listing.entries).toMatchObject([
    {
      title: lanterns.title,
      abstract: `${lanterns.abstract} & more`,
      authors: ['Ada Quill', 'Béla Tóth'],
      published: '2026-10-13',
      ids: { arxiv: '2610.91234v1' },
      url: 'https://arxiv.org/abs/2610.91234v1',
      categories: ['moths'],
    },
    { ...tides, authors: ['Mara Osei'], url: null },
  ]);
  expect(listing.problems).toEqual([{ line: 1, message: 'entry 3 has no title' }]);
});

test('only documents of the format are recognised', () => {
  expect(jsonFeed.recognises(jsonFeedText)).toBe(true);
  expect(
    jsonFeed.recognises('{"version":"https:\\/\\/jsonfeed.org\\/version\\/1","items":[]}'),
  ).toBe(true);
  expect(jsonFeed.recognises('{"version":"2.0","items":[{"title":"T"}]}')).toBe(false);
});

test('an empty feed is an empty listing', async () => {
  expect(await parse('{"version":"https://jsonfeed.org/version/1.1","items":[]}')).toMatchObject({
    entries: [],
  });
});

test('of very many items the newest are read', async () => {
  const items = Array.from({ length: 2_100 }, (_, at) => {
    return {
      id: String(at),
      title: `Paper ${at}`,
      date_published: at < 100 ? '2020-01-01' : '2026-10-13',
    };
  });
  const text = JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', items });

  const listing = await parse(text);

  expect(listing.entries).toHaveLength(2_000);
  expect(listing.entries[0]?.title).toBe('Paper 100');
  expect(listing.problems).toMatchObject([
    { message: expect.stringMatching(/the other 100 left out/) },
  ]);
});

test('a feed whose list has another name is refused: its own title is no paper', async () => {
  const text = jsonFeedText.replace('"items"', '"entries"');

  expect(text).not.toBe(jsonFeedText);
  await expect(parse(text)).rejects.toMatchObject({
    code: 'LISTING_INVALID',
    message: expect.stringContaining('layout may have changed'),
  });
});
