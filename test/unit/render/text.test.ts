/** The digest for the terminal and as the text part of a mail. */
import { load } from 'cheerio';
import { expect, test } from 'vitest';
import { displayWidth } from '../../../src/lib/display-width.ts';
import { papersOf } from '../../../src/model/digest.ts';
import { renderDigest, renderMail } from '../../../src/render/render.ts';
import {
  digestOf,
  digestOfTitles,
  options,
  paperWith,
  ranked,
  richDigest,
} from './sample-digest.ts';

const terminal = { ...options, mail: false };

test('a greeting stands before the first paper, in both parts of a mail', async () => {
  const greeting = 'Welcome aboard, says <everybody>.';

  const mail = await renderMail({ ...richDigest(), greeting }, { ...options, mail: true });

  const title = papersOf(richDigest())[0]?.paper.title.slice(0, 20) ?? '';
  expect(mail.text.indexOf(greeting)).toBeGreaterThan(0);
  expect(mail.text.indexOf(greeting)).toBeLessThan(mail.text.indexOf(title));
  expect(mail.html).not.toContain(greeting);
  expect(mail.html.indexOf('says &lt;everybody')).toBeGreaterThan(0);
  expect(mail.html.indexOf('says &lt;everybody')).toBeLessThan(mail.html.indexOf('<h3'));
});

test('a small digest reads like this', async () => {
  const links = { abstract: 'https://archive.example/abs/1', pdf: null, listing: null, code: null };
  const paper = paperWith('A Title', {
    links,
    authors: ['Ada One', 'Bo Two', 'Cy Three', 'Di Four'],
  });
  const similar = [paperWith('Another Title')];
  const digest = digestOf(
    [
      {
        kind: 'topic',
        title: 'Samples',
        papers: [ranked(paper, { summary: 'What it says.', similar })],
        more: 2,
      },
    ],
    { interests: ['samples'], notices: ['One source was silent.'] },
  );

  const text = await renderDigest(digest, 'text', { ...terminal, width: 60 });

  expect(text).toBe(`PAPERBOY
Wednesday, 14 October 2026
1 paper from 312 listed (3 muted), for: samples

── Samples ─────────────────────────────────────────────────

 1. A Title
    Ada One, Bo Two and 2 more
    What it says.
    Why: matches sample
    abstract   https://archive.example/abs/1
    Similar: Another Title
               https://search.example/find?q=Another%20Title

    and 2 more

Note: One source was silent.
`);
});

test('a vote stands below the links of its paper, and only in a mail', async () => {
  const votes = 'https://p.example/vote/1.2.3/';
  const asked = { ...options, votes };

  const { text } = await renderMail(richDigest(), asked);
  const shown = await renderDigest(richDigest(), 'text', { ...asked, mail: false });

  const papers = papersOf(richDigest());
  for (const { paper } of papers) {
    expect(text).toContain(`\n    like this? ${votes}${encodeURIComponent(paper.key)}\n`);
  }
  expect(text.match(/like this\?/g)).toHaveLength(papers.length);
  expect(text).toMatch(/\n {4}(?:abstract|PDF|discussion|code|find) +\S+\n {4}like this\? \S+\n/);
  expect(shown).not.toMatch(/like this|\/vote\//);
});

test.each([40, 72, 80, 120])('at width %i only lines with an address run over', async (width) => {
  const text = await renderDigest(richDigest(), 'text', { ...terminal, width });

  const wide = text.split('\n').filter((line) => displayWidth(line) > width);
  expect(wide.filter((line) => !line.includes('https://'))).toEqual([]);
});

test('addresses stand unbroken, each on a line of its own', async () => {
  const text = await renderDigest(richDigest(), 'text', { ...terminal, width: 40 });

  for (const { paper } of papersOf(richDigest())) {
    for (const url of Object.values(paper.links)) {
      if (url !== null)
        expect(text).toMatch(new RegExp(`^ +\\w+ +${url.replaceAll('.', '\\.')}$`, 'm'));
    }
  }
});

test('paper numbers above 99 stay within the width', async () => {
  const titles = Array.from({ length: 120 }, (_, index) => `${index} ${'word '.repeat(40)}`);

  const text = await renderDigest(digestOfTitles(titles), 'text', terminal);

  expect(text).toMatch(/^ 99\. 98 word/m);
  expect(text).toMatch(/^100\. 99 word/m);
  expect(
    text.split('\n').filter((line) => displayWidth(line) > 80 && !line.includes('https://')),
  ).toEqual([]);
});

test('colour is there only when asked for, and no title can add its own', async () => {
  const digest = digestOfTitles(['red \u001b[31mtitle', 'csi \u009b31m title', 'bell \u0007']);

  const plain = await renderDigest(digest, 'text', terminal);
  const colored = await renderDigest(digest, 'text', { ...terminal, color: true });

  expect(plain).not.toMatch(/[\u001b\u009b\u0007]/);
  expect(colored).toContain('\u001b[1mred [31mtitle\u001b[22m');
  expect(colored.replace(/\u001b\[\d+m/g, '')).toBe(plain);
});

test('with explain every part of a score is printed', async () => {
  const text = await renderDigest(richDigest(), 'text', { ...terminal, explain: true });

  expect(text).toContain('Score 9.0000');
  expect(text).toContain('3.2100 topic: sum of the weights of the words it shares');
});

test('a part that is nothing, rounded, has no sign', async () => {
  const digest = richDigest();
  const parts = [{ name: 'topic “kelp”', value: -0.00001, detail: 'hardly' }];
  const sections = digest.sections.map((section) => ({
    ...section,
    papers: section.papers.map((paper) => ({ ...paper, parts, score: -0.00001 })),
  }));

  for (const format of ['text', 'markdown'] as const) {
    const options = { ...terminal, explain: true };
    const output = await renderDigest({ ...digest, sections }, format, options);

    expect(output).toContain('0.0000 topic');
    expect(output).not.toContain('-0.0000');
  }
});

test('the text part of a mail has every title, address and footer line of the HTML part', async () => {
  const { html, text } = await renderMail(richDigest(), options);

  const $ = load(html);
  const squeezed = text.replace(/\s+/g, '');
  const titles = $('h3')
    .toArray()
    .map((heading) => $(heading).text().replace(/\s+/g, ''));
  const addresses = $('a')
    .toArray()
    .map((link) => $(link).attr('href') ?? '');
  expect(addresses.length).toBeGreaterThan(40);
  for (const wanted of [...titles, ...addresses]) expect(squeezed).toContain(wanted);
  for (const line of [options.why, options.sender, 'No tracking'])
    expect(squeezed).toContain(line.replace(/\s+/g, ''));
  expect(text).toContain(`Unsubscribe: ${options.unsubscribe}`);
});

test('the text part names the preferences once', async () => {
  const { text } = await renderMail(richDigest(), options);

  expect(text.match(/^Your preferences: (.*)$/gm)).toEqual([
    `Your preferences: ${options.preferences}`,
  ]);
});

test('both parts of an overlong mail show the same papers', async () => {
  const digest = digestOfTitles(
    Array.from({ length: 300 }, (_, index) => `Paper number ${index} ${'w'.repeat(280)}`),
  );

  const { html, text } = await renderMail(digest, options);

  const $ = load(html);
  expect($('h3').length).toBeLessThan(300);
  expect(text.match(/Paper number \d+/g)).toHaveLength($('h3').length);
});

test('the terminal text has no mail footer', async () => {
  expect(await renderDigest(richDigest(), 'text', terminal)).not.toContain('Unsubscribe');
});
