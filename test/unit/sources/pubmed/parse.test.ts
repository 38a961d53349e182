/** PubMed's articles in XML. */
import { expect, test } from 'vitest';
import { pubmed } from '../../../../src/sources/pubmed/parse.ts';
import { pubmedArticles } from '../sample-answers.ts';
import { context, lanterns } from '../sample-listings.ts';

const parse = (text: string) => pubmed.parse({ name: 'x.xml', text }, context);

test('an article gives its labelled abstract, people and groups, its own DOI and its day', async () => {
  expect(await parse(pubmedArticles)).toMatchObject({
    problems: [],
    entries: [
      {
        title: lanterns.title,
        abstract: 'AIMS: To see moths. RESULTS: We saw H2O.',
        authors: ['Ada Quill', 'Moth Lab'],
        authorCount: 2,
        published: '2026-10-03',
        ids: { doi: '10.1234/moth.77' },
        url: 'https://pubmed.ncbi.nlm.nih.gov/99912345/',
        categories: ['moths'],
      },
    ],
  });
});

test('a month is no day, and an incomplete list of authors has no number', async () => {
  const text = pubmedArticles
    .replace(/<ArticleDate>.*<\/ArticleDate>/, '')
    .replace('CompleteYN="Y"', 'CompleteYN="N"');

  expect((await parse(text)).entries).toMatchObject([{ published: null, authorCount: null }]);
});

test('an empty set is an empty listing, one that was cut off before the first article an error', async () => {
  expect(await parse('<PubmedArticleSet></PubmedArticleSet>')).toMatchObject({ entries: [] });
  await expect(parse('<PubmedArticleSet><Pubm')).rejects.toMatchObject({ code: 'LISTING_INVALID' });
});

test('a label that swallowed what follows it, for want of its quote, is one clean line', async () => {
  const text = pubmedArticles.replace('Label="RESULTS"', 'Label="RESULTS\u0007\n of it ');

  const [entry] = (await parse(text)).entries;

  expect(entry?.abstract).toMatch(/^AIMS: To see moths\. RESULTS of it >We saw/);
  expect(entry?.abstract).not.toMatch(/[\u0000-\u001f]|\s\s|\s$/);
});

test('an empty part of the abstract leaves no trace', async () => {
  const text = pubmedArticles.replace(
    '<Abstract>',
    '<Abstract><AbstractText> </AbstractText><AbstractText Label=" "/>',
  );

  expect((await parse(text)).entries).toMatchObject([
    { abstract: 'AIMS: To see moths. RESULTS: We saw H2O.' },
  ]);
});
