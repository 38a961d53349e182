/** Documents that are no listing are refused by their name. */
import { expect, test } from 'vitest';
import { parseListing } from '../../../src/sources/parse-listing.ts';
import { whatItIs } from '../../../src/sources/what-it-is.ts';
import { context } from './sample-listings.ts';

test.each([
  [
    '{"meta":{},"results":[{"id":"https://openalex.org/W1","title":"T"}]}',
    'an OpenAlex search answer',
  ],
  ['{"hitCount":3,"resultList":{"result":[]}}', 'a Europe PMC search answer'],
  ['{"hits":{"hits":[{"conceptdoi":"10.5281/zenodo.1"}]}}', 'a Zenodo search answer'],
  ['{"status":"ok","message-type":"work-list","message":{}}', 'a Crossref answer'],
  ['{"authorId": "1", "name": "A"}', 'an author record of Semantic Scholar'],
  ['["2026-10-01", "2026-10-02"]', 'a list of dates'],
  ['{"rss":{"channel":{}}}', 'an RSS feed written as JSON'],
  [
    '{"title":"T","items":[],"version":"2.0"}',
    'a feed that some program has already taken apart (JSON)',
  ],
  ['{"a":1}', 'a JSON document of another kind'],
  ['<opml version="2.0"></opml>', 'a list of feeds (OPML)'],
  ['<result><hits/></result>', 'a DBLP search answer'],
  ['<CHANNEL HREF="x"></CHANNEL>', 'a channel in the old Channel Definition Format'],
  ['<note/>', 'an XML document (<note>)'],
  ['<!-- nothing -->', 'an XML document without any element'],
  [
    '<!doctype html><title>Just a moment...</title>',
    'a page that asks whether you are a person, not the listing',
  ],
  ['<html><head><title>404 Not Found</title></head></html>', 'an error page of a web server'],
  ['<html><body>Move along</body></html>', 'an HTML page without a listing'],
])('%s', async (text, is) => {
  expect(whatItIs(text)?.is).toBe(is);
  await expect(parseListing({ name: 'x', text }, context)).rejects.toMatchObject({
    code: 'LISTING_UNRECOGNISED',
    message: expect.stringContaining(`x is ${is}, no listing`),
  });
});

test('plain text is nothing in particular', () => {
  expect(whatItIs('Dear all,')).toBeNull();
});
