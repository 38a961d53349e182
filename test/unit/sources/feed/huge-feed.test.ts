/** A feed of very many entries is bounded: the newest are read, the rest counted, in little time and memory. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { feed } from '../../../../src/sources/feed/parse.ts';
import { context } from '../sample-listings.ts';

const script = fileURLToPath(new URL('parse-huge-feed.ts', import.meta.url));

test('of 100,000 entries the newest 2,000 are read, in under 10 s and 400 MB', {
  timeout: 60_000,
}, async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', script]);

  const result = JSON.parse(stdout);
  console.info(
    `100,000 entries: ${result.milliseconds} ms, ${Math.round(result.peak / 1000)} MB at most, ${result.bytes} bytes`,
  );
  // The newest 2,000 hours.
  expect(result).toMatchObject({ entries: 2_000, oldest: '2011-03-07', newest: '2011-05-29' });
  expect(result.problems).toEqual([
    'the feed has 100,000 entries: the newest 2,000 were read, the other 98,000 left out',
  ]);
  expect(result.milliseconds).toBeLessThan(10_000);
  expect(result.peak).toBeLessThan(400_000);
});

function rss(items: readonly string[]): string {
  return `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel><title>T</title><items></items></channel>${items.join('')}</rdf:RDF>`;
}

test('without dates the first are kept; what only looks like an entry is none', async () => {
  const items = Array.from(
    { length: 2_100 },
    (_, at) =>
      `<item><title>Paper ${at}</title><description><![CDATA[<item>]]></description></item>`,
  );

  const listing = await feed.parse({ name: 'x', text: rss(items) }, context);

  expect(listing.entries).toHaveLength(2_000);
  expect(listing.entries.at(-1)?.title).toBe('Paper 1999');
  expect(listing.problems).toMatchObject([
    { message: expect.stringMatching(/the other 100 left out/) },
  ]);
});

test('2,000 entries are all read', async () => {
  const items = Array.from({ length: 2_000 }, (_, at) => `<item><title>Paper ${at}</title></item>`);

  expect(await feed.parse({ name: 'x', text: rss(items) }, context)).toMatchObject({
    problems: [],
  });
});
