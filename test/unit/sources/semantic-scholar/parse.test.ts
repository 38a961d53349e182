/** Semantic Scholar's lists of papers. */
import { expect, test } from 'vitest';
import { semanticScholar } from '../../../../src/sources/semantic-scholar/parse.ts';
import { scholarAnswer } from '../sample-answers.ts';
import { context, lanterns, tides } from '../sample-listings.ts';

const parse = (value: unknown) => {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return semanticScholar.parse({ name: 'x.json', text }, context);
};

test('papers keep their ids, and null fields are unknown', () => {
  expect(parse(scholarAnswer)).toMatchObject({
    declared: 2,
    problems: [],
    entries: [
      {
        ...lanterns,
        authors: ['Ada Quill'],
        published: '2026-10-13',
        ids: { arxiv: '2610.91234', doi: '10.1234/moth.77' },
        url: `https://www.semanticscholar.org/paper/${'a'.repeat(40)}`,
        pdfUrl: 'https://example.org/m.pdf',
      },
      { title: tides.title, abstract: null, authors: null, ids: {} },
    ],
  });
});

test.each([
  ['recommendations', { recommendedPapers: [{ paperId: '1', title: 'T' }] }],
  ['references', { offset: 0, data: [{ citedPaper: { paperId: '1', title: 'T' } }] }],
  ['citations', { offset: 0, data: [{ citingPaper: { paperId: '1', title: 'T' } }] }],
  ['a batch with a paper that was not found', [null, { paperId: '1', title: 'T' }]],
  ['one paper', { paperId: '1', title: 'T' }],
])('%s are lists of papers too', (_, value) => {
  expect(parse(value).entries).toMatchObject([{ title: 'T' }]);
});

test('an answer without titles says what to ask for', () => {
  expect(() => parse({ total: 1, data: [{ paperId: '1', year: 1936 }] })).toThrow(
    expect.objectContaining({
      code: 'LISTING_INVALID',
      hint: expect.stringMatching(/fields=title/),
    }),
  );
});
