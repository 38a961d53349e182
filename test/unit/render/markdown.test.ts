/** The digest as CommonMark: listings cannot add markup of their own. */
import { expect, test } from 'vitest';
import { renderDigest } from '../../../src/render/render.ts';
import {
  digestOf,
  digestOfTitles,
  options,
  paperWith,
  ranked,
  richDigest,
} from './sample-digest.ts';

test.each([
  ['*a* _b_ `c`', '\\*a\\* \\_b\\_ \\`c\\`'],
  ['[a](b)', '\\[a\\](b)'],
  ['<b>', '\\<b\\>'],
  ['&lt;', '\\&lt;'],
  ['1. first', '1\\. first'],
  ['2) second', '2\\) second'],
  ['- dash', '\\- dash'],
  ['+ plus', '\\+ plus'],
  ['# hash', '\\# hash'],
  ['=== line', '\\=== line'],
  ['a | b', 'a \\| b'],
  ['\\*', '\\\\\\*'],
  ['https://evil.example', 'https\\://evil.example'],
])('a summary %j is written as %j', async (summary, written) => {
  const papers = [ranked(paperWith('Title'), { summary })];
  const digest = digestOf([{ kind: 'trending', title: 'Papers', papers, more: 0 }]);

  const output = await renderDigest(digest, 'markdown', options);

  expect(output.split('\n')).toContain(written);
});

test('addresses stand in angle brackets, parentheses and all', async () => {
  const links = {
    abstract: 'https://archive.example/a_(b)?c=<d>',
    pdf: null,
    listing: null,
    code: null,
  };
  const digest = digestOf([
    { kind: 'trending', title: 'Papers', papers: [ranked(paperWith('Title', { links }))], more: 0 },
  ]);

  const output = await renderDigest(digest, 'markdown', options);

  expect(output).toContain('### [Title](<https://archive.example/a_(b)?c=%3Cd%3E>)');
});

test('sections, counts, reasons and scores are there', async () => {
  const output = await renderDigest(richDigest(), 'markdown', { ...options, explain: true });

  expect(output).toContain(
    '# Paperboy\n\n**Wednesday, 14 October 2026**\n\n14 papers from 312 listed',
  );
  expect(output).toContain('## Video generation');
  expect(output).toContain('**Why:** you follow Ines Okafor; matches video generation');
  expect(output).toContain('Score 9.0000\n- 3.2100 topic:');
  expect(output).toContain('*and 4 more*');
  expect(output).toContain('> Note: The feed of Example Preprints');
});

test('an empty digest says so', async () => {
  const digest = digestOfTitles([], { interests: [] });

  expect(await renderDigest(digest, 'markdown', options)).toContain('Nothing new among 312 listed');
});
