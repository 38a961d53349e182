/** Real listings, where they are at hand: every entry that a simple count finds is read. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Listing } from '../../../src/model/listing.ts';
import { parseListing } from '../../../src/sources/parse-listing.ts';
import { context } from './sample-listings.ts';

const shared =
  process.env.PAPERBOY_SHARED ?? new URL('../../../../shared', import.meta.url).pathname;

interface Document {
  readonly name: string;
  readonly text: string;
}

function documentsIn(folder: string, ending: RegExp): readonly Document[] {
  const path = join(shared, folder);
  if (!existsSync(path)) return [];
  return readdirSync(path)
    .filter((name) => ending.test(name))
    .sort()
    .map((name) => ({ name, text: readFileSync(join(path, name), 'utf8') }));
}

/** Reads what is there, checks each, and says how much was read or that nothing was. */
async function readAll(
  folder: string,
  ending: RegExp,
  check: (listing: Listing, document: Document) => void,
) {
  const documents = documentsIn(folder, ending);
  let entries = 0;
  for (const document of documents) {
    const listing = await parseListing(document, context);
    check(listing, document);
    entries += listing.entries.length;
  }
  console.info(
    documents.length === 0
      ? `not run: no documents in ${folder}`
      : `${folder}: ${documents.length} documents, ${entries} entries`,
  );
  return documents.length === 0 ? null : listingSizes(documents.length, entries);
}

function listingSizes(documents: number, entries: number) {
  return { documents, entries };
}

/** A count of its own: paragraphs by blank lines, of which the facts begin with a bullet or hold a dot. */
function countPage(text: string) {
  const [, body = ''] = text.split(/research community\n\n.*\n\n/);
  const paragraphs = body.trim().split(/\n{2,}/);
  const facts = paragraphs.filter((paragraph) => /^.*\n·\n/.test(paragraph));
  const texts = paragraphs.filter((paragraph) => !facts.includes(paragraph));
  return {
    titles: texts.filter((_, index) => index % 2 === 0).map((title) => title.trim()),
    abstracts: texts.filter((_, index) => index % 2 === 1).length,
    authors: facts.filter((fact) => /\d authors\n/.test(fact)).length,
    organizations: facts.flatMap((fact) =>
      /authors\n/.test(fact) ? [] : (/\S+ (.*)\n·/.exec(fact)?.[1] ?? []),
    ),
    days: facts.length,
    comments: facts.flatMap((fact) => / \d+(?:, \d{4})? (\d+)$/.exec(fact)?.[1] ?? []).map(Number),
    named: facts.flatMap((fact) => /, (\d{4})/.exec(fact)?.[1] ?? []).sort(),
  };
}

function known<T>(values: readonly (T | null)[]): T[] {
  return values.filter((value) => value !== null);
}

test('every entry of the pasted listings is read, with every fact', async () => {
  const sizes = new Map<string, number[]>();

  const read = await readAll('seeds', /\.txt$/, (listing, { name, text }) => {
    const { entries } = listing;
    expect(listing.problems).toEqual([]);
    expect(entries.every((entry) => entry.title !== '' && entry.abstract !== null)).toBe(true);
    const day = listing.listedOn ?? '';
    sizes.set(`${name.slice(0, 3)} ${listing.format} ${day}`, [entries.length]);
    if (listing.format === 'pasted-bare') {
      expect(entries).toHaveLength((text.trim().split('\n').length - 2) / 2);
      return;
    }
    const expected = countPage(text);
    expect(entries.map((entry) => entry.title)).toEqual(expected.titles);
    expect(entries).toHaveLength(expected.abstracts);
    expect(known(entries.map((entry) => entry.authorCount))).toHaveLength(expected.authors);
    expect(known(entries.map((entry) => entry.organization))).toEqual(expected.organizations);
    expect(known(entries.map((entry) => entry.published))).toHaveLength(expected.days);
    expect(known(entries.map((entry) => entry.comments))).toEqual(expected.comments);
    expect(listing.dayInferred).toBe(true);
    const years = known(entries.map((entry) => entry.published)).map((published) =>
      published.slice(0, 4),
    );
    expect(years.filter((year) => year !== '2025').sort()).toEqual(expected.named);
    sizes
      .get(`${name.slice(0, 3)} ${listing.format} ${day}`)
      ?.push(expected.days, expected.comments.length);
  });

  if (read === null) return;
  expect(read).toEqual({ documents: 4, entries: 380 });
  expect(Object.fromEntries(sizes)).toEqual({
    '000 pasted-bare ': [119],
    '001 pasted-page 2025-12-16': [44, 38, 17],
    '002 pasted-bare ': [119],
    '003 pasted-page 2025-11-11': [98, 88, 27],
  });
});

test("every record of the API's answers is read", async () => {
  const read = await readAll(
    'fixtures/hf-daily-json',
    /^(?:daily|single).*\.json$/,
    (listing, { name, text }) => {
      const records: unknown[] = JSON.parse(text);
      expect(listing.entries).toHaveLength(records.length);
      expect(listing.problems).toEqual([]);
      expect(
        listing.entries.every(
          (entry) => entry.ids.arxiv && entry.upvotes !== null && entry.authors,
        ),
      ).toBe(true);
      const day = /\d{4}-\d{2}-\d{2}/.exec(name)?.[0] ?? '';
      if (!listing.dayInferred) expect(listing.listedOn).toBe(day);
    },
  );

  if (read !== null) expect(read).toEqual({ documents: 13, entries: 182 });
});

test('the damaged answers are refused with a typed error', async () => {
  const damaged = documentsIn('fixtures/hf-daily-json', /^damaged/);

  for (const document of damaged) {
    await expect(parseListing(document, context)).rejects.toMatchObject({
      code: 'LISTING_INVALID',
    });
  }

  console.info(
    damaged.length === 0
      ? 'not run: no damaged answers'
      : `damaged answers: ${damaged.length} documents`,
  );
});

test('every article of the saved pages is read, from the data and from the markup alike', async () => {
  const documents: Document[] = [];
  const read = await readAll('fixtures/hf-html', /\.html$/, (listing, document) => {
    expect(listing.entries).toHaveLength(document.text.split('<article').length - 1);
    documents.push(document);
  });

  for (const { name, text } of documents) {
    const data = await parseListing({ name, text }, context);
    const markup = await parseListing(
      { name, text: text.replaceAll('data-target="DailyPapers"', '') },
      context,
    );
    const facts = (listing: Listing) =>
      listing.entries.map(({ title, upvotes, comments, ids }) => ({
        title,
        upvotes,
        comments,
        ids,
      }));
    expect(facts(markup)).toEqual(facts(data));
  }
  if (read !== null) expect(read).toEqual({ documents: 1, entries: 13 });
});

test.each([
  ['fixtures/arxiv-rss', { documents: 3, entries: 9 }],
  ['fixtures/arxiv-api-atom', { documents: 11, entries: 56 }],
])('every entry of the feeds in %s is read', async (folder, expected) => {
  const read = await readAll(folder, /\.xml$/, (listing, { text }) => {
    expect(listing.entries).toHaveLength(text.split(/<(?:item|entry)[\s>]/).length - 1);
    expect(
      listing.entries.every((entry) => entry.ids.arxiv && entry.abstract && entry.authors),
    ).toBe(true);
    expect(
      listing.entries.some((entry) => /arXiv:|Announce Type/.test(entry.title + entry.abstract)),
    ).toBe(false);
    expect(listing.problems).toEqual([]);
  });

  if (read !== null) expect(read).toEqual(expected);
});
