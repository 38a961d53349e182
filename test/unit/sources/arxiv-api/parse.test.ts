/** arXiv's query API: its totals, its empty pages and its errors. */
import { expect, test } from 'vitest';
import { arxivApi } from '../../../../src/sources/arxiv-api/parse.ts';
import { arxivQuery } from '../sample-answers.ts';
import { arxivRss, context, lanterns } from '../sample-listings.ts';

const parse = (text: string) => arxivApi.parse({ name: 'answer.xml', text }, context);

test('an answer gives its papers and how many this page holds', async () => {
  const listing = await parse(arxivQuery);

  expect(listing).toMatchObject({ format: 'arxiv-api', declared: 2, builtOn: '2026-10-14' });
  expect(listing.entries[0]).toMatchObject({
    ...lanterns,
    authors: ['Ada Quill', 'Béla Tóth'],
    published: '2026-01-29',
    ids: { arxiv: 'hep-ex/0307015v2' },
    announce: null,
  });
});

test('the last page declares what is left of the total', async () => {
  const last = arxivQuery.replace('<opensearch:startIndex>2<', '<opensearch:startIndex>39<');

  expect(await parse(last)).toMatchObject({ declared: 2 });
  expect(await parse(last.replace('>39<', '>40<'))).toMatchObject({ declared: 1 });
});

test('an answer without hits is an empty listing, a page that lost its entries an error', async () => {
  const lost = arxivQuery.replace(/<entry>[\s\S]*<\/entry>/, '');
  const none = lost.replace('>41<', '>0<');

  expect(await parse(none)).toMatchObject({ entries: [], declared: 0, problems: [] });
  await expect(parse(lost)).rejects.toThrow(/says that it holds 2 papers, but there is none/);
});

test("the API's errors, which are entries, are told as errors", async () => {
  const answer = `<feed xmlns="http://www.w3.org/2005/Atom"><title>ArXiv Query</title><entry>
    <id>http://arxiv.org/api/errors#x</id><title>Error</title><summary>incorrect id format for 1</summary></entry></feed>`;

  expect(arxivApi.recognises(answer)).toBe(true);
  await expect(parse(answer)).rejects.toMatchObject({
    code: 'LISTING_INVALID',
    message: expect.stringMatching(/error of the site: incorrect id format/),
  });
});

test("arXiv's daily feeds are no answers of the API", () => {
  expect(arxivApi.recognises(arxivRss)).toBe(false);
  expect(arxivApi.recognises('<feed xmlns:arxiv="http://arxiv.org/schemas/atom"></feed>')).toBe(
    false,
  );
});
