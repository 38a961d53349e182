/** Any document: recognised by its content, or refused with words that help. */
import { expect, test } from 'vitest';
import { parseListing } from '../../../src/sources/parse-listing.ts';
import { listingParsers } from '../../../src/sources/registry.ts';
import * as answers from './sample-answers.ts';
import * as samples from './sample-listings.ts';

function parse(text: string) {
  return parseListing({ name: 'paste.txt', text }, samples.context);
}

test.each([
  ['pasted-bare', samples.bareListing],
  ['pasted-page', samples.dailyPage],
  ['pasted-page', samples.markdownPage],
  ['pasted-page', samples.addressPage],
  ['pasted-trending', samples.markdownTrending],
  ['pasted-trending', samples.plainTrending],
  ['hf-json', samples.dailyAnswer],
  ['hf-html', samples.hydratedPage],
  ['hf-html', samples.articlePage],
  ['feed', samples.arxivRss],
  ['arxiv-api', samples.arxivAtom],
  ['arxiv-api', answers.arxivQuery],
  ['arxiv-list', answers.arxivListPage],
  ['arxiv-mail', answers.arxivMailText],
  ['arxiv-oai', answers.oaiRecords],
  ['biorxiv-api', answers.biorxivAnswer],
  ['openreview', answers.openreviewNotes],
  ['semantic-scholar', answers.scholarAnswer],
  ['json-feed', answers.jsonFeedText],
  ['pubmed', answers.pubmedArticles],
])('%s is recognised by its content alone', async (format, text) => {
  const listing = await parse(text);

  expect(listing.format).toBe(format);
  expect(listing.entries.map((entry) => entry.position)).toEqual(
    listing.entries.map((_, index) => index + 1),
  );
});

test('the registry holds every format once', () => {
  const formats = listingParsers.map((parser) => parser.format);

  expect([...formats].sort()).toEqual([
    ...['arxiv-api', 'arxiv-list', 'arxiv-mail', 'arxiv-oai', 'biorxiv-api', 'feed', 'hf-html'],
    ...['hf-json', 'json-feed', 'openreview', 'pasted-bare', 'pasted-page', 'pasted-trending'],
    ...['pubmed', 'semantic-scholar'],
  ]);
});

test.each(['', ' \n\t\n', '\ufeff'])('the empty document %j is refused by name', async (text) => {
  await expect(parse(text)).rejects.toMatchObject({
    code: 'INPUT_EMPTY',
    message: 'paste.txt is empty',
  });
});

test('an unknown document is refused with what was expected and how it begins', async () => {
  const text = `\n\nDear all,\n\n\u001b[31mthe tide\u202e is out.\n${'long '.repeat(40)}\nfourth line`;

  const error = await parse(text).catch((reason: Error & { hint: string }) => reason);

  expect(error).toMatchObject({
    code: 'LISTING_UNRECOGNISED',
    hint: expect.stringMatching(/copy/),
  });
  for (const parser of listingParsers)
    expect(error).toHaveProperty('message', expect.stringContaining(parser.describes));
  const lines = (error as Error).message.split('\n').filter((line) => line.startsWith('  > '));
  expect(lines).toEqual([
    '  > Dear all,',
    '  > \\u{1b}[31mthe tide\\u{202e} is out.',
    `  > ${'long '.repeat(16)}…`,
  ]);
});

test.each([
  ['an essay', `${samples.tides.abstract}\n\n${samples.bread.abstract}\n\n`.repeat(5)],
  [
    'source code',
    'import { tide } from "./tide.js";\n\nexport function main() {\n  return tide();\n}\n'.repeat(
      20,
    ),
  ],
  ['a mail', 'From: ada@example.org\nSubject: Daily Papers\n\nSee the tides paper.\n'],
  ['a table', 'a,b,c\n1,2,3\n'.repeat(50)],
  ['other XML', '<?xml version="1.0"?><catalog><title>x</title></catalog>'],
  ['other JSON', '{"notes":[{"title":"x","abstract":"y"}]}'],
  ['binary rubbish', '\u0000\u0001PNG\u0002'.repeat(50)],
])('%s is no listing', async (_, text) => {
  await expect(parse(text)).rejects.toMatchObject({ code: 'LISTING_UNRECOGNISED' });
});
