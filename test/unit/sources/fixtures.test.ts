/** Every document under the shared fixtures, where they are at hand, is read by the right source or refused by name. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PaperboyError } from '../../../src/lib/errors.ts';
import { readDocument } from '../../../src/lib/read-document.ts';
import type { ListedPaper, Listing } from '../../../src/model/listing.ts';
import { parseListing } from '../../../src/sources/parse-listing.ts';
import { fixtureTable } from './fixtures-table.ts';
import { context } from './sample-listings.ts';

const shared =
  process.env.PAPERBOY_SHARED ?? new URL('../../../../shared', import.meta.url).pathname;
const fixtures = join(shared, 'fixtures');
const nothing = 'nothing: the fixtures are not at hand';
const folders = existsSync(fixtures) ? readdirSync(fixtures).sort() : [nothing];
const limits = { maxBytes: 20_000_000, client: null };

/** In milliseconds. */
const longest = 10_000;

async function outcomeOf(path: string): Promise<Listing | PaperboyError> {
  try {
    const document = await readDocument(path, limits);
    if ('unchanged' in document) throw new Error('files are always read');
    return await parseListing(document, context);
  } catch (error) {
    if (error instanceof PaperboyError) return error;
    throw error;
  }
}

const facts: Readonly<Record<string, (entry: ListedPaper) => boolean>> = {
  entries: () => true,
  'with title': ({ title }) => title !== '',
  id: ({ ids }) => ids.arxiv !== undefined || ids.doi !== undefined,
  date: ({ published, listedOn }) => published !== null || listedOn !== null,
  authors: ({ authors }) => authors !== null,
  abstract: ({ abstract }) => abstract !== null,
};

function tell(folder: string, listings: readonly (Listing | PaperboyError)[]): void {
  const read = listings.flatMap((each) => (each instanceof PaperboyError ? [] : [each]));
  const entries = read.flatMap((listing) => listing.entries);
  const counts = Object.entries(facts).map(
    ([name, has]) => `${entries.filter(has).length} ${name}`,
  );
  console.info(
    `${folder}: ${listings.length} documents, ${listings.length - read.length} refused, ${counts.join(', ')}`,
  );
}

test.each(folders)(
  'every document in %s is read or refused as the table says',
  async (folder) => {
    if (folder === nothing) return console.info('not run: no fixtures');
    const names = readdirSync(join(fixtures, folder))
      .filter((name) => name !== 'README.md')
      .sort();
    const outcomes: (Listing | PaperboyError)[] = [];
    const wrong: string[] = [];

    for (const name of names) {
      const row = fixtureTable.find(({ file }) => file.test(`${folder}/${name}`));
      const start = performance.now();
      const outcome = await outcomeOf(join(fixtures, folder, name));
      outcomes.push(outcome);
      if (performance.now() - start > longest) wrong.push(`${name} took too long`);
      const is = outcome instanceof PaperboyError ? outcome.message.split('\n')[0] : outcome.format;
      const right =
        outcome instanceof PaperboyError
          ? row?.refusal?.test(outcome.message) === true
          : outcome.format === row?.format;
      if (!right) wrong.push(`${name}: ${is}`);
    }

    tell(folder, outcomes);
    expect(wrong).toEqual([]);
  },
  40_000,
);
