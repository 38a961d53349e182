/** Whatever the digest, its mail stays under the size at which mail programs clip. */
import { load } from 'cheerio';
import { expect, test } from 'vitest';
import { type Digest, papersOf } from '../../../src/model/digest.ts';
import { encodedSize } from '../../../src/render/encoded-size.ts';
import { renderDigest, renderMail } from '../../../src/render/render.ts';
import {
  digestOf,
  digestOfTitles,
  options,
  paperWith,
  ranked,
  richDigest,
} from './sample-digest.ts';

/** Every field as long as a hostile listing could make it. */
function worstDigest(papers: number, character: string, sections = 5, length = 10_000): Digest {
  const long = character.repeat(length);
  const address = `https://archive.example/${'a'.repeat(1_900)}?x=`;
  const links = {
    abstract: `${address}1`,
    pdf: `${address}2`,
    listing: `${address}3`,
    code: `${address}4`,
  };
  const made = Array.from({ length: papers }, (_, index) =>
    ranked(
      paperWith(`${index} ${long}`, { links, organization: long, authors: [long, long, long] }),
      {
        score: index,
        summary: long,
        reasons: Array.from({ length: 20 }, () => long),
        similar: Array.from({ length: 9 }, (_, other) => paperWith(`${other}${long}`, { links })),
      },
    ),
  );
  return digestOf(
    Array.from({ length: sections }, (_, section) => ({
      kind: 'topic' as const,
      title: `${section} ${long}`,
      papers: made.filter((_, index) => index % sections === section),
      more: 2,
    })),
    {
      interests: Array.from({ length: 50 }, () => long),
      notices: Array.from({ length: 50 }, () => long),
    },
  );
}

const unsubscribeLink = `a[href="${options.unsubscribe}"]`;

test.each([
  ['Latin letters', 'w', 60],
  ['quotation marks, which escape to six bytes', '"', 60],
  ['equals signs, which travel as three bytes', '=', 60],
  ['CJK characters', '字', 60],
  ['emoji', '🧪', 60],
  ['one huge paper', '字', 1],
])(
  'a worst-case mail of %s stays within both limits and keeps its footer',
  async (_, character, papers) => {
    const digest = worstDigest(papers, character);
    const site = `https://${'papers.'.repeat(20)}example`;
    const links = { preferences: `${site}/preferences/1.2.3`, votes: `${site}/vote/1.2.3/` };

    const { html, text } = await renderMail(digest, {
      ...{ ...options, ...links },
      why: character.repeat(9_000),
    });

    expect(Buffer.byteLength(html)).toBeLessThanOrEqual(90_000);
    expect(encodedSize(html)).toBeLessThanOrEqual(100_000);
    const $ = load(html);
    expect($(unsubscribeLink)).toHaveLength(1);
    expect($('body').text()).toContain(options.sender);
    expect($('h3').length).toBeGreaterThan(0);
    expect($(`a[href^="${links.votes}"]`)).toHaveLength($('h3').length);
    expect($(`a[href="${links.preferences}"]`)).toHaveLength(1);
    for (const link of [links.preferences, options.unsubscribe ?? '']) expect(text).toContain(link);
  },
);

test('a thousand sections fit as well', async () => {
  const { html } = await renderMail(worstDigest(1_500, 'w', 1_000, 300), options);

  expect(Buffer.byteLength(html)).toBeLessThanOrEqual(90_000);
  expect(load(html)(unsubscribeLink)).toHaveLength(1);
});

test('dropped papers are counted: shown and "N more" add up', async () => {
  const digest = worstDigest(100, 'w', 5, 1_000);

  const { html } = await renderMail(digest, options);

  const $ = load(html);
  const shown = $('h3').length;
  const more = $('.rest')
    .toArray()
    .map((line) => Number(/\d+/.exec($(line).text())?.[0]));
  expect(shown).toBeLessThan(100);
  expect(shown + more.reduce((sum, number) => sum + number, 0)).toBe(100 + 5 * 2);
  expect($('.lead').text()).toContain(`${shown} papers from 312 listed`);
});

test('papers go from the end of the sections, lowest score first', async () => {
  const titles = Array.from({ length: 400 }, (_, index) => `Paper ${index}`);
  const long = 'word '.repeat(110);
  const digest = digestOfTitles(titles);
  const sections = digest.sections.map((section) => ({
    ...section,
    papers: section.papers.map((paper) => ({ ...paper, summary: long })),
  }));

  const { html } = await renderMail({ ...digest, sections }, options);

  const $ = load(html);
  const shown = $('h3')
    .toArray()
    .map((heading) => $(heading).text());
  expect(shown.length).toBeLessThan(400);
  expect(shown).toEqual(titles.slice(0, shown.length));
});

test('each section keeps its first paper and all that is followed stays, while others can go', async () => {
  const long = 'word '.repeat(110);
  const paper = (name: string, score: number) =>
    ranked(paperWith(name, { key: name }), { score, summary: long });
  const many = Array.from({ length: 100 }, (_, index) => paper(`Kite ${index}`, 200 - index));
  const friends = Array.from({ length: 5 }, (_, index) => paper(`Friend ${index}`, 1));
  const digest = digestOf([
    { kind: 'followed', title: 'Followed', papers: friends, more: 0 },
    { kind: 'topic', title: 'kites', papers: many, more: 0 },
    { kind: 'topic', title: 'boats', papers: [paper('Boat', 2)], more: 0 },
    { kind: 'trending', title: 'Trending', papers: [paper('Hit', 0.5)], more: 0 },
    { kind: 'exploration', title: 'Something different', papers: [paper('Bell', -3)], more: 0 },
  ]);

  const { html } = await renderMail(digest, options);

  const $ = load(html);
  const shown = $('h3')
    .toArray()
    .map((heading) => $(heading).text());
  expect(shown.length).toBeLessThan(100);
  expect(shown).toEqual(expect.arrayContaining(['Boat', 'Hit', 'Bell', 'Friend 0', 'Friend 4']));
});

test('no more papers are dropped than needed', async () => {
  const digest = worstDigest(100, 'w', 5, 1_000);

  const { html } = await renderMail(digest, options);

  const paperSize = Buffer.byteLength(html) / load(html)('h3').length;
  expect(Buffer.byteLength(html) + paperSize * 2).toBeGreaterThan(90_000);
});

test('an ordinary digest loses nothing', async () => {
  const digest = richDigest();

  const { html, text } = await renderMail(digest, options);

  expect(load(html)('h3')).toHaveLength(papersOf(digest).length);
  for (const { summary } of papersOf(digest))
    expect(text.replace(/\s+/g, '')).toContain(summary.replace(/\s+/g, ''));
});

test('a paper costs less than 1.5 kB beside its texts and addresses', async () => {
  const paper = (index: number) => richDigest().sections[1]?.papers[index];
  const size = async (digest: Digest) =>
    Buffer.byteLength((await renderMail(digest, { ...options, votes: null })).html);
  const section = richDigest().sections[1];
  if (!section) throw new Error('the sample has no second section');

  const one = await size(digestOf([{ ...section, papers: section.papers.slice(1, 2), more: 0 }]));
  const two = await size(digestOf([{ ...section, papers: section.papers.slice(0, 2), more: 0 }]));

  const texts = JSON.stringify([
    paper(0)?.paper,
    paper(0)?.summary,
    paper(0)?.reasons,
    paper(0)?.similar,
  ]);
  expect(two - one - texts.length / 2).toBeLessThan(1_500);
});

test('a vote link costs less than 250 bytes beside its address', async () => {
  const size = async (votes: string | null) =>
    Buffer.byteLength((await renderMail(richDigest(), { ...options, votes })).html);

  const [bare, linked] = [await size(null), await size('https://p.example/v/')];

  const each = (linked - bare) / papersOf(richDigest()).length;
  expect(each).toBeGreaterThan(50);
  expect(each).toBeLessThan(250);
});

test('HTML that is no mail shows every paper, however many', async () => {
  const digest = digestOfTitles(
    Array.from({ length: 400 }, (_, index) => `Paper ${index} ${'word '.repeat(60)}`),
  );

  const html = await renderDigest(digest, 'html', { ...options, mail: false });

  expect(load(html)('h3')).toHaveLength(400);
});
