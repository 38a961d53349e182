/** Whatever arrives, and wherever a good document was damaged: a listing or a PaperboyError, never another failure. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PaperboyError } from '../../../src/lib/errors.ts';
import type { Listing } from '../../../src/model/listing.ts';
import { parseListing } from '../../../src/sources/parse-listing.ts';
import { listingParsers } from '../../../src/sources/registry.ts';
import * as answers from './sample-answers.ts';
import * as samples from './sample-listings.ts';

const documents: readonly string[] = [
  samples.bareListing,
  samples.dailyPage,
  samples.markdownPage,
  samples.addressPage,
  samples.markdownTrending,
  samples.plainTrending,
  samples.dailyAnswer,
  samples.hydratedPage,
  samples.articlePage,
  samples.arxivRss,
  samples.arxivAtom,
  ...Object.values(answers),
];

/** Pieces that mean something to one format or another. */
const marks = fc.constantFrom(
  ...[
    '·',
    '-',
    '[',
    ']',
    '](',
    '](http://x/)',
    '![',
    '\\',
    '\n',
    '\n\n',
    '# ',
    '### ',
    '"',
    '{',
    '}',
    '<',
    '>',
    '&',
    '&amp;',
  ],
  ...[
    '<![CDATA[',
    ']]>',
    '<!--',
    '</item>',
    '<item>',
    '<b>',
    'Oct 9',
    'Feb 30, 2024 7',
    '9 authors',
    'Upvote',
    'GitHub 1k',
  ],
  ...[
    'Submitted by',
    'Subscribe',
    '#community',
    'Daily Papers',
    'null',
    '1e999',
    '\u0000',
    '\ud800',
    '\ufeff',
    '\u202e',
  ],
);

const damages = fc.array(
  fc.record({
    at: fc.nat(9_999),
    remove: fc.nat(300),
    insert: fc.oneof(marks, fc.string({ maxLength: 12 })),
  }),
  { minLength: 1, maxLength: 5 },
);

function damage(
  text: string,
  changes: readonly { at: number; remove: number; insert: string }[],
): string {
  let result = text;
  for (const { at, remove, insert } of changes) {
    const start = Math.floor((at / 10_000) * result.length);
    result = result.slice(0, start) + insert + result.slice(start + remove);
  }
  return result;
}

function expectSound(listing: Listing): void {
  for (const [index, entry] of listing.entries.entries()) {
    expect(entry.position).toBe(index + 1);
    expect(entry.title).toMatch(/\S/);
    const texts = [entry.title, entry.abstract, entry.organization];
    for (const text of [...texts, ...(entry.authors ?? []), ...entry.categories]) {
      expect(text ?? '').not.toMatch(/[\u0000-\u001f\u007f-\u009f\ufffe\uffff]|^\s|\s$/);
    }
    for (const number of [entry.comments, entry.upvotes, entry.stars, entry.authorCount]) {
      expect(number === null || (Number.isInteger(number) && number >= 0)).toBe(true);
    }
    for (const address of [entry.url, entry.pdfUrl, entry.codeUrl])
      expect(address ?? 'http:').toMatch(/^https?:/);
  }
}

async function outcomeOf(text: string): Promise<void> {
  try {
    expectSound(await parseListing({ name: 'x', text }, samples.context));
  } catch (error) {
    if (!(error instanceof PaperboyError)) throw error;
  }
}

test('arbitrary text', async () => {
  const text = fc.array(fc.oneof(marks, fc.string({ unit: 'binary', maxLength: 40 })), {
    maxLength: 40,
  });

  await fc.assert(
    fc.asyncProperty(text, (parts) => outcomeOf(parts.join(''))),
    { numRuns: 500 },
  );
});

test('arbitrary text given to each parser, recognised or not', async () => {
  const text = fc.array(fc.oneof(marks, fc.string({ maxLength: 60 })), { maxLength: 30 });
  const parser = fc.constantFrom(...listingParsers);

  await fc.assert(
    fc.asyncProperty(parser, text, async (each, parts) => {
      try {
        expectSound(await each.parse({ name: 'x', text: parts.join('') }, samples.context));
      } catch (error) {
        if (!(error instanceof PaperboyError)) throw error;
      }
    }),
    { numRuns: 500 },
  );
});

test.each(documents.map((text, index) => [index, text] as const))(
  'sample %i, damaged',
  async (_, text) => {
    await fc.assert(
      fc.asyncProperty(damages, (changes) => outcomeOf(damage(text, changes))),
      { numRuns: 150 },
    );
  },
);

test.each(documents.map((text, index) => [index, text] as const))(
  'sample %i, cut off anywhere',
  async (_, text) => {
    for (let end = 0; end < text.length; end += Math.ceil(text.length / 120))
      await outcomeOf(text.slice(0, end));
  },
);

test('JSON records of any shape', async () => {
  const record = fc.record({
    paper: fc.oneof(fc.jsonValue(), fc.dictionary(fieldName, fc.jsonValue())),
  });
  const records = fc.array(fc.oneof(record, fc.jsonValue()), { maxLength: 5 });

  await fc.assert(
    fc.asyncProperty(records, (each) => outcomeOf(JSON.stringify([{ paper: {} }, ...each]))),
    { numRuns: 500 },
  );
});

const fieldName = fc.constantFrom(
  'id',
  'title',
  'summary',
  'authors',
  'upvotes',
  'publishedAt',
  'githubRepo',
  'organization',
);
