/** bioRxiv's and medRxiv's details API. */
import { expect, test } from 'vitest';
import { biorxivApi } from '../../../../src/sources/biorxiv-api/parse.ts';
import { biorxivAnswer } from '../sample-answers.ts';
import { context, lanterns, tides } from '../sample-listings.ts';

const parse = (text: string) => biorxivApi.parse({ name: 'x.json', text }, context);

test('preprints keep names with initials, unpadded days and their version', () => {
  expect(parse(biorxivAnswer)).toMatchObject({
    declared: 2,
    problems: [],
    entries: [
      {
        ...lanterns,
        authors: ['Quill, A.', 'Tóth, B. J.'],
        published: '2026-10-03',
        ids: { doi: '10.1101/2026.10.13.912345' },
        url: 'https://www.biorxiv.org/content/10.1101/2026.10.13.912345v2',
        categories: ['moths'],
      },
      {
        title: tides.title,
        authors: null,
        published: null,
        url: 'https://www.medrxiv.org/content/10.1101/912346v1',
      },
    ],
  });
});

test('no posts are an empty listing, another status is an error', () => {
  const answer = (status: string) => JSON.stringify({ messages: [{ status }], collection: [] });

  expect(parse(answer('no posts found'))).toMatchObject({ entries: [] });
  expect(() => parse(answer('bad interval'))).toThrow(/error of the site: bad interval/);
});

test('an answer that was cut off gives the preprints before the cut', () => {
  const listing = parse(biorxivAnswer.slice(0, biorxivAnswer.indexOf('medRxiv')));

  expect(listing.entries).toMatchObject([{ title: lanterns.title }]);
  expect(listing.problems).toHaveLength(2);
});

test('a preprint that was published names the DOI of the article; NA is none', () => {
  const answer = (published: string) =>
    JSON.stringify({
      messages: [{ status: 'ok', count: 1 }],
      collection: [{ title: tides.title, doi: '10.1101/912346', published }],
    });

  expect(parse(answer('10.5555/tides'))).toMatchObject({
    entries: [{ ids: { doi: '10.1101/912346', published: '10.5555/tides' } }],
  });
  expect(parse(answer('NA'))).toMatchObject({ entries: [{ ids: { doi: '10.1101/912346' } }] });
});
