/** Documents made to hang or crash a parser end soon, in a listing or a typed error. */
import { expect, test } from 'vitest';
import { PaperboyError } from '../../../src/lib/errors.ts';
import { parseListing } from '../../../src/sources/parse-listing.ts';
import { context } from './sample-listings.ts';

const page = 'Daily Papers\n\nby AK and the research community\n\nNov 2\n\n';
const banner = 'Get trending papers in your email inbox!\n';
const html = '<!doctype html><div data-target="DailyPapers">';
const record = '{"paper":{"title":"Tides","upvotes":1}}';

function rss(description: string): string {
  return `<rss version="2.0"><channel><item><title>T</title><description>${description}</description></item></channel></rss>`;
}

/** Each took from several seconds to for ever in a naive parser; here each takes well under a second when idle. */
const documents: Readonly<Record<string, () => string>> = {
  'one line of 50 MB': () => 'tides '.repeat(8_700_000),
  'one line of 30 MB behind a banner': () => banner + 'tides '.repeat(5_000_000),
  '100,000 short lines': () => 'a short line\n'.repeat(100_000),
  '100,000 short lines on a page': () => page + 'a short line\n'.repeat(100_000),
  'brackets that never close': () => `${page}](http\n${'[[[[[[[[[[\n'.repeat(50_000)}`,
  'images that never close': () => `${page}](http\n${`${'!['.repeat(8_000)}\n`.repeat(100)}`,
  '200,000 brackets of JSON': () => '['.repeat(200_000),
  '200,000 brackets in a record': () => `[{"paper":{"title":"T","x":${'['.repeat(200_000)}`,
  '200,000 closed brackets in a record': () =>
    `[{"paper":{"title":"T","x":${'['.repeat(200_000)}${']'.repeat(200_000)}}}]`,
  'a million bad records on one line': () => `[${record}${',1'.repeat(1_000_000)}]`,
  '50,000 records, the last cut off': () => `[${`${record},`.repeat(50_000)}{"paper"`,
  'an endless string of JSON': () => `[{"paper":{"title":"${'\\'.repeat(5_000_000)}`,
  '200,000 open elements of HTML': () => html + '<div>'.repeat(200_000),
  '200,000 open elements behind a mark of XML': () => `${html}<![CDATA[>${'<div>'.repeat(200_000)}`,
  '100,000 open list items': () => html + '<li><p>'.repeat(100_000),
  '5 MB of angle brackets': () => html + '<'.repeat(5_000_000),
  '200,000 open elements of a feed': () => `<rss version="2.0"><channel>${'<a>'.repeat(200_000)}`,
  'tags that never end in a feed': () => rss('&lt;p'.repeat(400_000)),
  'tags before line breaks in a feed': () => rss('x&lt;p&gt;\n'.repeat(200_000)),
  'comments that never end in a feed': () => rss(`<![CDATA[${'<!--'.repeat(500_000)}]]>`),
  'entities of entities': () =>
    `<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>${rss('&c;')}`,
};

test.each(Object.entries(documents))('%s', { timeout: 30_000 }, async (_, make) => {
  const text = make();
  const start = performance.now();

  const outcome = await parseListing({ name: 'x', text }, context).catch((error: unknown) => error);

  if (outcome instanceof Error) expect(outcome).toBeInstanceOf(PaperboyError);
  expect(performance.now() - start).toBeLessThan(10_000);
});
