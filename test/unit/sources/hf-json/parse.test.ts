/** The daily-papers API's answer. */
import { expect, test } from 'vitest';
import { hfJson } from '../../../../src/sources/hf-json/parse.ts';
import { context, dailyAnswer, dailyItem, lanterns, tides } from '../sample-listings.ts';

function parse(value: unknown, date: string | null = null) {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return hfJson.parse({ name: 'daily.json', text }, { ...context, date });
}

test('every field that a record has is read', () => {
  expect(parse(dailyAnswer)).toEqual({
    format: 'hf-json',
    listedOn: '2026-07-24',
    dayInferred: false,
    problems: [],
    entries: [
      {
        ...lanterns,
        authors: ['Ada Quill', 'Béla Tóth'],
        authorCount: 2,
        organization: 'Moth Lab',
        published: '2026-07-23',
        comments: 2,
        upvotes: 5,
        stars: 24,
        ids: { arxiv: '2607.21557' },
        url: 'https://huggingface.co/papers/2607.21557',
        pdfUrl: null,
        codeUrl: 'https://github.com/mothlab/lantern',
        categories: [],
        announce: null,
        listedOn: '2026-07-24',
        position: 1,
      },
      expect.objectContaining({
        ...tides,
        organization: null,
        stars: null,
        codeUrl: null,
        position: 2,
      }),
    ],
  });
});

test('a record of the older dumps was listed on its top-level day, marked as inferred', () => {
  const old = dailyItem('2405.15738', tides, { submittedOnDailyAt: undefined });

  expect(parse([old])).toMatchObject({ listedOn: '2026-07-22', dayInferred: true });
});

test('the day that was asked for goes before all others', () => {
  const listing = parse(dailyAnswer, '2026-07-25');

  expect(listing).toMatchObject({ listedOn: '2026-07-25', dayInferred: false });
  expect(listing.entries.map((entry) => entry.listedOn)).toEqual(['2026-07-25', '2026-07-25']);
});

test("the listing's day is the one that most records share", () => {
  const days = ['2026-07-24', '2026-07-25', '2026-07-25'];

  const listing = parse(
    days.map((day, at) => dailyItem(`2607.0000${at}`, tides, { submittedOnDailyAt: day })),
  );

  expect(listing.listedOn).toBe('2026-07-25');
  expect(listing.entries.map((entry) => entry.listedOn)).toEqual(days);
});

test.each(['dailyPapers', 'data', 'papers'])('a list wrapped as %s is read', (key) => {
  expect(parse({ status: 'ok', [key]: [dailyItem('2607.00001', tides)] }).entries).toHaveLength(1);
});

test('a single record is a listing of one', () => {
  expect(parse(dailyItem('2607.00001', tides)).entries).toMatchObject([tides]);
});

test('an empty answer is an empty listing', () => {
  expect(hfJson.recognises(' [ ]\n')).toBe(true);
  expect(parse('[]')).toMatchObject({ entries: [], problems: [], listedOn: null });
});

test('fields of a wrong type are unknown, numbers as text are read, absurd ones are not', () => {
  const more = {
    authors: null,
    upvotes: '12',
    githubStars: -4,
    githubRepo: 'javascript:x',
    summary: 7,
    id: 9,
    publishedAt: 5,
  };

  const [entry] = parse([
    dailyItem('x', tides, more, { numComments: 1e20, summary: null }),
  ]).entries;

  expect(entry).toMatchObject({
    upvotes: 12,
    stars: null,
    comments: null,
    authors: null,
    authorCount: null,
  });
  expect(entry).toMatchObject({
    codeUrl: null,
    abstract: null,
    url: null,
    ids: {},
    published: null,
  });
});

test('a record that cannot be read is a problem with its number and line', () => {
  const python = `"{'paper': {'id': '2412.07760', 'title': 'Tides'}}"`;
  const text = `[\n${JSON.stringify(dailyItem('2607.00001', tides))},\n${python},\nnull,\n{"paper":{"title":5,"upvotes":1}}\n]`;

  const listing = parse(text);

  expect(listing.entries).toHaveLength(1);
  expect(listing.problems).toEqual([
    {
      line: 3,
      message: 'entry 2 is text, not an object: a Python dictionary that was written as text',
    },
    { line: 4, message: 'entry 3 is null, not an object' },
    { line: 5, message: 'entry 4 has no title' },
  ]);
});

test('an answer of nothing but unreadable records is an error that says why', () => {
  const text = JSON.stringify([`{'paper': {'title': 'Tides'}}`]);

  expect(hfJson.recognises(text)).toBe(true);
  expect(() => parse(text)).toThrow(/entry 1 is text, not an object.*line 1/);
});

test('an answer that was cut off gives every whole record', () => {
  const text = dailyAnswer.slice(0, -40);

  const listing = parse(text);

  expect(listing.entries).toMatchObject([lanterns]);
  expect(listing.problems.at(-1)).toMatchObject({ message: 'the document ends inside entry 2' });
  expect(text.split('\n')[(listing.problems.at(-1)?.line ?? 0) - 1]).toBe('  {');
});

test('a broken record in the middle costs only itself', () => {
  const good = JSON.stringify(
    dailyItem('2607.00001', { ...tides, title: 'Braces } and "quotes" [' }),
  );

  const listing = parse(`[${good},{"paper":{"title":"x",}},${good}]`);

  expect(listing.entries.map((entry) => entry.title)).toEqual(
    Array(2).fill('Braces } and "quotes" ['),
  );
  expect(listing.problems.map((problem) => problem.message)).toContain('entry 2 is not valid JSON');
});

test('an error of the site is told as one', () => {
  expect(hfJson.recognises('{"error":"Invalid date"}')).toBe(true);
  expect(() => parse('{"error":"Invalid date"}')).toThrow(/error of the site: Invalid date/);
});

test('JSON of other kinds is not recognised', () => {
  const others = [
    '{"name":"x","version":"1"}',
    '[1,2,3]',
    '{"items":[{"title":"x"}]}',
    '[["a"]]',
    '{}',
    '"paper"',
  ];

  expect(others.map(hfJson.recognises)).toEqual(others.map(() => false));
});
