/** The mail's HTML by two linters: is it valid, and do the large mail programs know what it uses. */
import { caniemail } from 'caniemail';
import { HtmlValidate } from 'html-validate';
import { expect, test } from 'vitest';
import { renderNote } from '../../../src/render/note.ts';
import { renderDigest, renderMail } from '../../../src/render/render.ts';
import { hostileTitles } from '../../unit/render/hostile-titles.ts';
import { digestOfTitles, options, richDigest } from '../../unit/render/sample-digest.ts';
import { notes } from '../../unit/render/sample-note.ts';
import { allowedFeatures, emailProfile } from './email-profile.ts';

const clients = ['gmail.*', 'outlook.*', 'apple-mail.*', 'yahoo.*'] as const;

/** Features that one of the clients lacks or bends. */
function findingsOf(html: string): Set<string> {
  const { errors, warnings } = caniemail({ clients: [...clients], html }).issues;
  const issues = [...errors.values(), ...warnings.values()].flat();
  return new Set(issues.map(({ title }) => title));
}

async function validate(html: string): Promise<string[]> {
  const report = await new HtmlValidate(emailProfile).validateString(html);
  return report.results.flatMap(({ messages }) =>
    messages.map(({ line, ruleId, message }) => `line ${line}: ${ruleId}: ${message}`),
  );
}

test('the large mail programs know everything the mail relies on', async () => {
  const { html } = await renderMail(richDigest(), options);

  const unexpected = [...findingsOf(html)].filter((title) => !(title in allowedFeatures));

  expect(unexpected).toEqual([]);
});

test('the allow-list holds nothing that is no longer needed', async () => {
  const { html } = await renderMail(richDigest(), options);

  const found = findingsOf(html);

  expect(Object.keys(allowedFeatures).filter((title) => !found.has(title))).toEqual([]);
});

test('a feature outside the list would be found', async () => {
  const { html } = await renderMail(richDigest(), options);

  const found = findingsOf(html.replace('</h1>', '</h1><video src="x"></video>'));

  expect([...found].filter((title) => !(title in allowedFeatures))).not.toEqual([]);
});

test.each([
  ['a rich mail', richDigest(), true],
  ['an empty mail', digestOfTitles([]), true],
  ['a mail of hostile titles', digestOfTitles(hostileTitles), true],
  ['a page', richDigest(), false],
])('%s is valid HTML', async (_, digest, mail) => {
  const html = await renderDigest(digest, 'html', { ...options, mail });

  expect(await validate(html)).toEqual([]);
});

test('an unclosed element would be found', async () => {
  const { html } = await renderMail(richDigest(), options);

  expect(await validate(html.replace('</h1>', ''))).not.toEqual([]);
});

test('everything Outlook for Windows relies on is there: fixed width in a table, no vector or background images', async () => {
  const { html } = await renderMail(richDigest(), options);

  expect(html).toMatch(/<!--\[if mso \| IE\]><table[^>]* width="600"/);
  expect(html).not.toMatch(/<svg|\.webp|background-image/i);
});

test.each(notes)(
  '%s is valid HTML, and large mail programs know all it relies on',
  async (_, note) => {
    const { html } = await renderNote(note);

    expect(await validate(html)).toEqual([]);
    expect([...findingsOf(html)].filter((title) => !(title in allowedFeatures))).toEqual([]);
    expect(html).toMatch(/<!--\[if mso \| IE\]><table[^>]* width="600"/);
    expect(html).not.toMatch(/<svg|\.webp|background-image|@import|<link/i);
  },
);
