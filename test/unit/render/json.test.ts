/** The JSON shape is a contract with scripts. */
import { expect, test } from 'vitest';
import { renderDigest } from '../../../src/render/render.ts';
import { digestOf, options, paperWith, ranked, richDigest } from './sample-digest.ts';

test('a digest of one paper has exactly this shape', async () => {
  const paper = paperWith('A Title', {
    key: 'aaaaaaaaaaaa',
    authors: ['Ada One'],
    authorCount: 1,
    published: '2026-10-12',
    categories: ['cs.CV'],
    links: { abstract: null, pdf: 'https://archive.example/pdf/1', listing: null, code: null },
    ids: ['arxiv:2610.00001'],
  });
  const sighting = {
    source: 'a list',
    day: '2026-10-13',
    position: 3,
    upvotes: 0,
    comments: null,
    stars: null,
  };
  const papers = [
    ranked(paper, {
      score: 1.23456789,
      sightings: [sighting],
      similar: [paperWith('Other', { key: 'b' })],
    }),
  ];
  const digest = digestOf([{ kind: 'topic', title: 'Samples', papers, more: 4 }]);

  const output = await renderDigest(digest, 'json', options);

  expect(output.endsWith('}\n')).toBe(true);
  expect(output).toContain('\n  "issue": {\n    "date": "2026-10-14"');
  expect(JSON.parse(output)).toStrictEqual({
    issue: { date: '2026-10-14', title: 'Paperboy' },
    counts: { listed: 312, papers: 288, repeats: 24, chosen: 1, muted: 3 },
    interests: ['video generation', 'self-correction'],
    sections: [{ kind: 'topic', title: 'Samples', papers: ['aaaaaaaaaaaa'], more: 4 }],
    notices: [],
    papers: [
      {
        id: 'aaaaaaaaaaaa',
        title: 'A Title',
        abstract: null,
        url: 'https://archive.example/pdf/1',
        score: 1.2346,
        reasons: ['matches sample'],
        sightings: [sighting],
        section: 'Samples',
        summary: '',
        authors: ['Ada One'],
        authorCount: 1,
        organization: null,
        published: '2026-10-12',
        categories: ['cs.CV'],
        links: { abstract: null, pdf: 'https://archive.example/pdf/1', listing: null, code: null },
        ids: ['arxiv:2610.00001'],
        similar: [{ id: 'b', title: 'Other' }],
      },
    ],
  });
});

test('each section tells its kind', async () => {
  const { sections } = JSON.parse(await renderDigest(richDigest(), 'json', options));

  expect(sections.map(({ kind }: { kind: string }) => kind)).toEqual([
    ...['followed', 'topic', 'topic', 'liked', 'trending', 'exploration'],
  ]);
});

test('papers come by falling score whatever their section, ties by id', async () => {
  const paper = (key: string, score: number) => ranked(paperWith(key, { key }), { score });
  const digest = digestOf([
    { kind: 'topic', title: 'One', papers: [paper('c', 2), paper('b', 1)], more: 0 },
    { kind: 'topic', title: 'Two', papers: [paper('d', 3), paper('a', 1)], more: 0 },
  ]);

  const output = JSON.parse(await renderDigest(digest, 'json', options));

  expect(output.papers.map(({ id }: { id: string }) => id)).toEqual(['d', 'c', 'a', 'b']);
});

test('the address is the abstract, else the listing, else the PDF, else null', async () => {
  const none = { abstract: null, pdf: null, listing: null, code: 'https://code.example/1' };
  const pdf = 'https://archive.example/pdf';
  const listing = 'https://listing.example/1';
  const abstract = 'https://archive.example/abs';
  const all = [
    none,
    { ...none, pdf },
    { ...none, pdf, listing },
    { ...none, pdf, listing, abstract },
  ];
  const papers = all.map((links, index) =>
    ranked(paperWith('x', { key: `k${index}`, links }), { score: -index }),
  );

  const output = JSON.parse(
    await renderDigest(
      digestOf([{ kind: 'trending', title: 'All', papers, more: 0 }]),
      'json',
      options,
    ),
  );

  expect(output.papers.map(({ url }: { url: string | null }) => url)).toEqual([
    null,
    pdf,
    listing,
    abstract,
  ]);
});

test('only with explain do papers carry the parts of their score', async () => {
  const plain = JSON.parse(await renderDigest(richDigest(), 'json', options));
  const explained = JSON.parse(
    await renderDigest(richDigest(), 'json', { ...options, explain: true }),
  );

  expect(plain.papers[0]).not.toHaveProperty('parts');
  expect(explained.papers[0].parts[0]).toEqual({
    name: 'topic',
    value: 3.21,
    detail: 'sum of the weights of the words it shares',
  });
});
