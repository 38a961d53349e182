/** XML made to blow up, to read files, or to nest without end is refused or harmless, and soon. */
import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { PaperboyError } from '../../../../src/lib/errors.ts';
import type { Listing } from '../../../../src/model/listing.ts';
import { parseListing } from '../../../../src/sources/parse-listing.ts';
import { context } from '../sample-listings.ts';

/** In milliseconds. */
const longest = 2_000;

const secret = join(tmpdir(), `paperboy-hostile-xml-${process.pid}.txt`);
writeFileSync(secret, 'the secret of the tides');
afterAll(() => rmSync(secret, { force: true }));

function rss(doctype: string, item: string, attributes = ''): string {
  return `<?xml version="1.0"?>${doctype}<rss version="2.0"><channel><title>T</title><item${attributes}><title>Tides</title>${item}</item></channel></rss>`;
}

const laughs = Array.from({ length: 12 }, (_, at) => {
  return `<!ENTITY l${at + 1} "${`&l${at};`.repeat(10)}">`;
}).join('');

const documents: Readonly<Record<string, () => string>> = {
  'a billion laughs': () =>
    rss(`<!DOCTYPE rss [<!ENTITY l0 "ha">${laughs}]>`, '<description>&l12;</description>'),
  'a quadratic blow-up': () =>
    rss(
      `<!DOCTYPE rss [<!ENTITY a "${'a'.repeat(100_000)}">]>`,
      `<description>${'&a;'.repeat(100_000)}</description>`,
    ),
  'a blow-up of short entities': () =>
    rss(
      `<!DOCTYPE rss [<!ENTITY a "${'a'.repeat(200)}">]>`,
      `<description>${'&a;'.repeat(500_000)}</description>`,
    ),
  'an external entity': () =>
    rss(`<!DOCTYPE rss [<!ENTITY x SYSTEM "file://${secret}">]>`, '<description>&x;</description>'),
  'an external entity of the web': () =>
    rss(
      '<!DOCTYPE rss [<!ENTITY x SYSTEM "http://127.0.0.1:9/x">]>',
      '<description>&x;</description>',
    ),
  'a parameter entity': () =>
    rss(
      `<!DOCTYPE rss [<!ENTITY % p SYSTEM "file://${secret}"><!ENTITY % q "<!ENTITY x '%p;'>">%q;]>`,
      '<description>&x;</description>',
    ),
  'an external document type': () =>
    rss(`<!DOCTYPE rss SYSTEM "file://${secret}">`, '<description>Sand</description>'),
  '200,000 nested elements': () =>
    rss('', `<description>${'<a>'.repeat(200_000)}${'</a>'.repeat(200_000)}</description>`),
  '200,000 nested elements that never end': () => rss('', '<a>'.repeat(200_000)),
  '200,000 nested elements that seem to be empty': () => rss('', '<a b="/>">'.repeat(200_000)),
  '200,000 nested elements behind quotes of two kinds': () =>
    rss('', `<a b="'/>">`.repeat(200_000)),
  '200,000 nested elements in an instruction': () => rss('', `<?a >${'<a>'.repeat(200_000)}?>`),
  '100,000 attributes': () =>
    rss('', '', Array.from({ length: 100_000 }, (_, at) => ` a${at}="x"`).join('')),
  '100,000 namespaces': () =>
    rss('', '', Array.from({ length: 100_000 }, (_, at) => ` xmlns:n${at}="urn:x"`).join('')),
  '100,000 different elements': () =>
    rss('', Array.from({ length: 100_000 }, (_, at) => `<n${at}/>`).join('')),
  '100,000 entities of HTML': () =>
    rss('', `<description>${'&eacute;'.repeat(100_000)} &</description>`),
  'spaces and commas for authors': () => rss('', `<author>${' ,;'.repeat(200_000)}</author>`),
  'spaces for a description': () =>
    rss('', `<description>&lt;h2&gt;${' '.repeat(500_000)}&lt;h2&gt;</description>`),
};

async function outcomeOf(text: string): Promise<Listing | Error> {
  return await parseListing({ name: 'x', text }, context).catch((error: unknown) => {
    return error instanceof Error ? error : new Error(String(error));
  });
}

test.each(Object.entries(documents))('%s', async (_, make) => {
  const text = make();
  await outcomeOf(rss('', ''));
  const start = performance.now();

  const outcome = await outcomeOf(text);

  expect(performance.now() - start).toBeLessThan(longest);
  if (outcome instanceof Error) expect(outcome).toBeInstanceOf(PaperboyError);
  const shown = outcome instanceof Error ? outcome.message : JSON.stringify(outcome);
  expect(shown).not.toContain('secret');
  expect(shown.length).toBeLessThan(text.length + 1_100_000);
});

test.each(['a billion laughs', 'an external entity', 'a parameter entity'])(
  '%s costs only the text that it stands in',
  async (name) => {
    const listing = await parseListing({ name: 'x', text: documents[name]?.() ?? '' }, context);

    expect(listing.entries).toMatchObject([{ title: 'Tides' }]);
    expect(listing.problems).toMatchObject([{ message: expect.stringMatching(/not well-formed/) }]);
  },
);

test('a short entity of the feed itself is read, as is a name of HTML', async () => {
  const text = rss(
    '<!DOCTYPE rss [<!ENTITY who "Ada">]>',
    '<author>&who; Quill &ndash; B&eacute;la</author>',
  );

  expect((await parseListing({ name: 'x', text }, context)).entries).toMatchObject([
    { authors: ['Ada Quill – Béla'] },
  ]);
});
