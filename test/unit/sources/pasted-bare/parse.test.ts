/** The bare layout: nothing but titles and abstracts in turn. */
import { expect, test } from 'vitest';
import { pastedBare } from '../../../../src/sources/pasted-bare/parse.ts';
import { bareListing, bread, context, lanterns, tides } from '../sample-listings.ts';

const banner = 'Get trending papers in your email inbox!';

function parse(text: string, date: string | null = null) {
  return pastedBare.parse({ name: 'paste.txt', text }, { ...context, date });
}

function titles(text: string) {
  return parse(text).entries.map((entry) => entry.title);
}

test('titles and abstracts are paired, and the button is cut from the first title', () => {
  const listing = parse(bareListing);

  expect(listing.entries.map(({ title, abstract }) => ({ title, abstract }))).toEqual([
    lanterns,
    tides,
    bread,
  ]);
  expect(listing.entries.map((entry) => entry.position)).toEqual([1, 2, 3]);
  expect(listing).toMatchObject({
    format: 'pasted-bare',
    listedOn: null,
    dayInferred: false,
    problems: [],
  });
});

test('what the layout does not say is unknown', () => {
  expect(parse(bareListing).entries[0]).toMatchObject({
    authors: null,
    authorCount: null,
    comments: null,
    upvotes: null,
    published: null,
    url: null,
    ids: {},
    listedOn: null,
  });
});

test("the caller's date is the listing's day", () => {
  const listing = parse(bareListing, '2026-02-03');

  expect(listing.listedOn).toBe('2026-02-03');
  expect(listing.entries.every((entry) => entry.listedOn === '2026-02-03')).toBe(true);
});

test.each([
  ['SubscribeTides', 'Tides'],
  ['Subscribe3D Tides', '3D Tides'],
  ['Subscribee-Tides', 'e-Tides'],
  ['Subscribers of Tides', 'Subscribers of Tides'],
  ['Subscribe to Tides', 'Subscribe to Tides'],
])('the first title %j is %j', (line, title) => {
  expect(titles([banner, line, tides.abstract].join('\n'))).toEqual([title]);
});

test('a title like the button is left whole below the first', () => {
  expect(titles([bareListing, 'SubscribeNet: Letters for All', tides.abstract].join('\n'))[3]).toBe(
    'SubscribeNet: Letters for All',
  );
});

test('a title at the end without an abstract stays, as a problem', () => {
  const listing = parse(`${bareListing}\nA Title Cut Off Ther`);

  expect(listing.entries[3]).toMatchObject({ title: 'A Title Cut Off Ther', abstract: null });
  expect(listing.problems).toEqual([
    { line: 9, message: 'no abstract follows this title; the text may be cut off there' },
  ]);
});

test('a lost abstract costs only itself', () => {
  const lines = bareListing.split('\n').filter((line) => line !== tides.abstract);

  const listing = parse(lines.join('\n'));

  expect(listing.entries.map((entry) => entry.abstract)).toEqual([
    lanterns.abstract,
    null,
    bread.abstract,
  ]);
  expect(listing.problems.map((problem) => problem.line)).toEqual([5]);
});

test('a lost title costs only its abstract', () => {
  const lines = bareListing.split('\n').filter((line) => line !== tides.title);

  const listing = parse(lines.join('\n'));

  expect(listing.entries.map((entry) => entry.title)).toEqual([lanterns.title, bread.title]);
  expect(listing.entries[0]?.abstract).toBe(lanterns.abstract);
  expect(listing.problems).toMatchObject([{ line: 5 }]);
});

test('an abstract that a line break cut in two is joined', () => {
  const [start, end] = [tides.abstract.slice(0, 120), tides.abstract.slice(121)];
  const text = [
    bareListing,
    'Another Title',
    `${lanterns.abstract} ${start}`,
    `${end} ${bread.abstract}`,
  ].join('\n');

  const listing = parse(text);

  expect(listing.entries).toHaveLength(4);
  expect(listing.entries[3]?.abstract).toBe(
    `${lanterns.abstract} ${start} ${end} ${bread.abstract}`,
  );
  expect(listing.problems).toMatchObject([{ line: 11 }]);
});

test('text is kept raw but for white space and control characters', () => {
  const [entry] = parse(
    [banner, '64times\u0007 64  $S^3$-`Nets\u2019\t', tides.abstract].join('\n'),
  ).entries;

  expect(entry?.title).toBe('64times 64 $S^3$-`Nets\u2019');
});

test('a listing without its banner is recognised by its turns of short and long lines', () => {
  const lines = bareListing.split('\n').slice(4);

  expect(pastedBare.recognises([...lines, 'More of It', lanterns.abstract].join('\n'))).toBe(true);
  expect(pastedBare.recognises(lines.join('\n'))).toBe(false);
});

test('prose and code are not taken for a listing', () => {
  const prose = Array(8).fill(`${tides.abstract}\n\n${bread.abstract}`).join('\n\n');
  const article = Array(8).fill(`## Heading\n\n${tides.abstract}`).join('\n\n');
  const code = Array(30)
    .fill(`function make(tides) {\n  return ${'tides + '.repeat(40)}1;\n}`)
    .join('\n');

  expect([prose, article, code].map((text) => pastedBare.recognises(text))).toEqual([
    false,
    false,
    false,
  ]);
});

test('a banner with nothing behind it is an error, not an empty listing', () => {
  expect(() => parse(`${banner}\nSubscribe\n`)).toThrow(
    expect.objectContaining({ code: 'LISTING_INVALID' }),
  );
});

test('an overlong line is left out and reported', () => {
  const listing = parse(`${bareListing}\n${'x'.repeat(60_000)}`);

  expect(listing.entries).toHaveLength(3);
  expect(listing.problems).toMatchObject([{ line: 9 }]);
});
