/** Records of arXiv's OAI-PMH service. */
import { expect, test } from 'vitest';
import { arxivOai } from '../../../../src/sources/arxiv-oai/parse.ts';
import { oaiRecords } from '../sample-answers.ts';
import { context, lanterns, tides } from '../sample-listings.ts';

const parse = (text: string) => arxivOai.parse({ name: 'oai.xml', text }, context);

test("records in arXiv's format and in Dublin Core are read, deleted ones are named", async () => {
  const listing = await parse(oaiRecords);

  expect(listing).toMatchObject({ format: 'arxiv-oai', listedOn: '2026-10-14' });
  expect(listing.entries).toMatchObject([
    {
      ...lanterns,
      authors: ['Ada Quill', 'Béla Tóth Jr'],
      published: '2026-10-12',
      ids: { arxiv: '2610.91234', doi: '10.1234/moth.77' },
      url: 'https://arxiv.org/abs/2610.91234',
      categories: ['cs.XY', 'q-bio.ZZ'],
      listedOn: '2026-10-14',
    },
    { ...tides, authors: ['Mara Osei'], ids: { arxiv: '2610.91236' }, published: '2026-10-11' },
  ]);
  expect(listing.problems).toEqual([{ line: null, message: 'entry 2 was deleted at the source' }]);
});

function answer(inner: string): string {
  return `<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">${inner}</OAI-PMH>`;
}

test('no records on a quiet day are an empty listing, other errors are told', async () => {
  expect(await parse(answer('<error code="noRecordsMatch">none</error>'))).toMatchObject({
    entries: [],
  });
  await expect(parse(answer('<error code="badArgument">from is no date</error>'))).rejects.toThrow(
    /error of the site: badArgument from is no date/,
  );
  await expect(parse(answer('<Identify/>'))).rejects.toMatchObject({ code: 'LISTING_INVALID' });
});
