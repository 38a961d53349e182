/** OpenReview's notes in both versions of its API. */
import { expect, test } from 'vitest';
import { openreview } from '../../../../src/sources/openreview/parse.ts';
import { openreviewNotes } from '../sample-answers.ts';
import { context, lanterns, tides } from '../sample-listings.ts';

const parse = (text: string) => openreview.parse({ name: 'notes.json', text }, context);

test('fields are read bare or as values, and replies are no papers', () => {
  const listing = parse(openreviewNotes);

  expect(listing.entries).toMatchObject([
    {
      ...lanterns,
      authors: ['Ada Quill', 'Béla Tóth'],
      published: '2026-10-13',
      url: 'https://openreview.net/forum?id=aB1',
      pdfUrl: 'https://openreview.net/pdf/0a1b.pdf',
      categories: ['moths'],
    },
    { title: tides.title, abstract: null, authors: ['Mara Osei'], pdfUrl: null, published: null },
  ]);
  expect(listing.problems).toMatchObject([{ message: 'entry 3 is a reply, not a submission' }]);
});

test('a venue without submissions is an empty listing, an answer of replies only an error', () => {
  expect(openreview.recognises('{"notes":[],"count":0}')).toBe(true);
  expect(parse('{"notes":[],"count":0}')).toMatchObject({ entries: [] });
  expect(() => parse('{"notes":[{"id":"a","forum":"b","replyto":"b"}]}')).toThrow(/is a reply/);
});
