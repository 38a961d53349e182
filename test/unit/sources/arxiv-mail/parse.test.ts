/** arXiv's daily mail, pasted. */
import { expect, test } from 'vitest';
import { arxivMail } from '../../../../src/sources/arxiv-mail/parse.ts';
import { arxivMailText } from '../sample-answers.ts';
import { bread, context, lanterns, tides } from '../sample-listings.ts';

const parse = (text: string, date: string | null = null) =>
  arxivMail.parse({ name: 'mail.txt', text }, { ...context, date });

test('new papers, cross-listings and replacements are told apart', () => {
  const listing = parse(arxivMailText);

  expect(listing).toMatchObject({ format: 'arxiv-mail', listedOn: '2026-10-14', problems: [] });
  expect(listing.entries).toMatchObject([
    {
      ...lanterns,
      authors: ['Ada Quill', 'Béla Tóth', 'Mara Osei'],
      published: '2026-10-13',
      ids: { arxiv: '2610.91234', doi: '10.1234/moth.77' },
      url: 'https://arxiv.org/abs/2610.91234',
      categories: ['cs.XY', 'q-bio.ZZ'],
      announce: 'new',
      listedOn: '2026-10-14',
    },
    { ...tides, announce: 'cross' },
    { title: bread.title, abstract: null, published: null, announce: 'replace', position: 3 },
  ]);
});

test('a mail that was quoted in a reply reads the same', () => {
  const quoted = arxivMailText.replaceAll(/^/gm, '> ');

  expect(arxivMail.recognises(quoted)).toBe(true);
  expect(parse(quoted).entries).toEqual(parse(arxivMailText).entries);
});

test('a block that was cut loses what is missing, one without a title is a problem with its line', () => {
  const cut = arxivMailText.slice(0, arxivMailText.indexOf('and find'));
  const untitled = arxivMailText.replace(`Title: ${tides.title}`, 'Titel: ?');
  const line = arxivMailText.slice(0, arxivMailText.indexOf('arXiv:2610.91235')).split('\n').length;

  expect(parse(cut).entries).toMatchObject([{ title: lanterns.title, abstract: null }]);
  expect(parse(untitled).problems).toEqual([{ line, message: 'arXiv:2610.91235 has no title' }]);
  expect(() => parse('arXiv:2610.91235\n\\\\\n')).toThrow(/none can be read.*\(line 1\)/);
});
