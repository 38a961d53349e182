/** Every title comes out of every format as the text that went in. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cleanText } from '../../../src/lib/text.ts';
import { type DigestFormat, digestFormats, renderDigest } from '../../../src/render/render.ts';
import { hostileTitles, unclean } from './hostile-titles.ts';
import { readTitles } from './read-titles.ts';
import { digestOf, digestOfTitles, options, paperWith, ranked } from './sample-digest.ts';

const formats = Object.keys(digestFormats) as DigestFormat[];
const unlimited = { ...options, mail: false };

test.each(formats)('hostile titles are plain text in %s', async (format) => {
  const digest = digestOfTitles([...hostileTitles, ...unclean.map(([title]) => title)]);

  const output = await renderDigest(digest, format, unlimited);

  const wanted = [
    ...hostileTitles.map((title) => title.normalize('NFC')),
    ...unclean.map(([, text]) => text),
  ];
  expect(await readTitles(format, output)).toEqual(
    format === 'text' ? wanted.map((title) => title.replace(/\s/g, '')) : wanted,
  );
});

test.each(formats)('any title survives %s', async (format) => {
  const markup = fc.constantFrom(
    '<',
    '>',
    '&',
    '"',
    '[',
    ']',
    '*',
    '_',
    '\\',
    '`',
    '{{',
    ']]>',
    '&lt;',
    'ش',
    '字',
    '\u0007',
    ' ',
  );
  const title = fc
    .oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.string({ unit: 'grapheme', maxLength: 200 }),
      fc.array(fc.oneof(markup, fc.string({ maxLength: 4 }))).map((parts) => parts.join('')),
    )
    .filter((text) => cleanText(text) !== '');

  await fc.assert(
    fc.asyncProperty(fc.array(title, { minLength: 1, maxLength: 4 }), async (titles) => {
      const output = await renderDigest(digestOfTitles(titles), format, unlimited);

      const wanted = titles.map(cleanText);
      expect(await readTitles(format, output)).toEqual(
        format === 'text' ? wanted.map((text) => text.replace(/\s/g, '')) : wanted,
      );
    }),
    { numRuns: 150, seed: 20261014 },
  );
});

/** Bell, escape, CSI, a bidi override and a noncharacter round a word that stays. */
const dirty = '\u0007\u001b[31m\u009b31m\u202eword\uffff';

test.each(formats)('no control character of any field reaches %s', async (format) => {
  const paper = paperWith(dirty, {
    abstract: dirty,
    authors: [dirty],
    organization: dirty,
    categories: [dirty],
    links: { abstract: `https://a.example/${dirty}`, pdf: dirty, listing: null, code: null },
  });
  const sighting = { day: '2026-10-14', position: 1, upvotes: 1, comments: 1, stars: 1 };
  const shown = ranked(paper, {
    summary: dirty,
    reasons: [dirty],
    sightings: [{ source: dirty, ...sighting }],
    parts: [{ name: dirty, value: 1, detail: dirty }],
    similar: [paper],
  });
  const digest = digestOf([{ kind: 'topic', title: dirty, papers: [shown], more: 1 }], {
    title: dirty,
    interests: [dirty],
    notices: [dirty],
  });

  const output = await renderDigest(digest, format, {
    ...options,
    explain: true,
    why: dirty,
    sender: dirty,
  });

  expect(output.toLowerCase()).toContain('word');
  expect(output).not.toMatch(
    /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\uffff]/,
  );
});

test.each(formats)('the same digest gives the same bytes in %s', async (format) => {
  const digest = digestOfTitles(['One', 'Two']);

  const first = await renderDigest(digest, format, options);
  await new Promise((resolve) => setTimeout(resolve, 5));

  expect(await renderDigest(digest, format, options)).toBe(first);
});
