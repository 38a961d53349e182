/** The page and the mail: what stands where, which links are allowed, and what is never loaded. */
import { type CheerioAPI, load } from 'cheerio';
import { expect, test } from 'vitest';
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

const noLinks = { abstract: null, pdf: null, listing: null, code: null };

async function linksFor(links: object, searchLink = options.searchLink): Promise<string[][]> {
  const paper = paperWith('A "quoted" title', { links: { ...noLinks, ...links } });
  const digest = digestOf([
    { kind: 'trending', title: 'Papers', papers: [ranked(paper)], more: 0 },
  ]);
  const $ = load(await renderDigest(digest, 'html', { ...options, searchLink, mail: false }));
  return $('a')
    .toArray()
    .map((link) => [$(link).text(), $(link).attr('href') ?? '']);
}

test('a title leads to the abstract, and every known link is named', async () => {
  const links = await linksFor({
    abstract: 'https://archive.example/abs/1',
    pdf: 'https://archive.example/pdf/1',
    listing: 'https://listing.example/1',
    code: 'https://code.example/1',
  });

  expect(links).toEqual([
    ['A "quoted" title', 'https://archive.example/abs/1'],
    ['abstract', 'https://archive.example/abs/1'],
    ['PDF', 'https://archive.example/pdf/1'],
    ['discussion', 'https://listing.example/1'],
    ['code', 'https://code.example/1'],
  ]);
});

test('where no page is known the title leads to a search that is marked "find"', async () => {
  const address = 'https://search.example/find?q=A%20%22quoted%22%20title';

  const links = await linksFor({ code: 'https://code.example/1' });

  expect(links).toEqual([
    ['A "quoted" title', address],
    ['find (title search)', address],
    ['code', 'https://code.example/1'],
  ]);
});

test.each([
  'javascript:alert(1)',
  ' java\nscript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:x',
  'file:///etc/passwd',
  'ftp://archive.example/1',
  '//archive.example/1',
  'not an address',
  '',
  `https://archive.example/${'a'.repeat(3_000)}`,
])('the address %j is dropped', async (address) => {
  const links = await linksFor({
    abstract: address,
    pdf: address,
    listing: address,
    code: address,
  });

  expect(links.map(([text]) => text)).toEqual(['A "quoted" title', 'find (title search)']);
});

test('a search link that is no http address leaves the title without a link', async () => {
  expect(await linksFor({}, 'javascript:alert("{title}")')).toEqual([]);
});

test('an address cannot end its attribute', async () => {
  const links = await linksFor({ abstract: `https://archive.example/"><script>'&amp;` });

  expect(links[0]?.[1]).toBe('https://archive.example/%22%3E%3Cscript%3E%27&amp;');
});

test('the document says its language, direction and title, and has one h1 and ordered headings', async () => {
  const $ = load(await renderDigest(richDigest(), 'html', options));

  expect($('html').attr('lang')).toBe('en');
  expect($('html').attr('dir')).toBe('ltr');
  expect($('title').text()).toBe('Paperboy, Wednesday, 14 October 2026');
  expect($('h1').text()).toBe('Paperboy');
  expect(
    $('table')
      .toArray()
      .every((table) => $(table).attr('role') === 'presentation'),
  ).toBe(true);
  const levels = $('h1,h2,h3')
    .toArray()
    .map((heading) => Number(heading.tagName.slice(1)));
  expect(levels.every((level, index) => index === 0 || level <= (levels[index - 1] ?? 0) + 1)).toBe(
    true,
  );
});

test('facts, reasons, similar papers, cut papers and notices are all there', async () => {
  const $ = load(await renderDigest(richDigest(), 'html', options));

  const text = $('body')
    .text()
    .replace(/[\s\u00a0]+/g, ' ');
  expect(text).toContain(
    '14 papers from 312 listed (3 muted), for: video generation, self-correction',
  );
  expect(text).toContain(
    'Northlight Research · Mara Quill, Jonas Feld and 5 more · 12 Oct · 87 upvotes · 9 comments · 1,204 stars',
  );
  expect(text).toContain('Why: you follow Ines Okafor; matches video generation');
  expect(text).toContain(
    'Similar: Scene Maps for Long Generated Films; Does a Generator Remember?',
  );
  expect(text).toContain('and 4 more');
  expect(text).toContain('Note: The feed of Example Preprints could not be read today');
});

test('nothing is loaded: no image, style sheet, font, script or import', async () => {
  const html = await renderDigest(richDigest(), 'html', options);

  expect(html).not.toMatch(
    /<(?:img|link|script|iframe|object|video|audio|form|base)\b|@import|@font-face|url\(|srcset/i,
  );
});

test('styles stay under 16,000 bytes without nested rules', async () => {
  const $ = load(await renderDigest(richDigest(), 'html', options));

  const styles = $('style')
    .toArray()
    .map((style) => $(style).text())
    .join('\n');
  expect(styles.length).toBeLessThan(16_000);
  expect(styles).not.toMatch(/@[a-z-]+[^{}]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*@/);
  expect(styles).toContain('prefers-color-scheme: dark');
});

test.each([
  ['a rich digest', richDigest()],
  ['one paper', digestOfTitles(['Short'])],
  ['no paper', digestOfTitles([], { interests: [] })],
  ['long titles', digestOfTitles(Array.from({ length: 5 }, () => 'long title '.repeat(40)))],
])('the preheader of %s has 40 to 110 characters and padding after it', async (_, digest) => {
  const { html } = await renderMail(digest, options);

  const hidden = load(html)('div[style*="display:none"]').text();
  const line = hidden.replace(/[\u034f\u200c\u00a0]+$/, '');
  expect(line.length).toBeGreaterThanOrEqual(40);
  expect(line.length).toBeLessThanOrEqual(110);
  expect(hidden.length - line.length).toBeGreaterThan(100);
});

test('the preheader goes on where the subject ends', async () => {
  const { html } = await renderMail(richDigest(), options);

  const hidden = load(html)('div[style*="display:none"]').text();
  expect(hidden).toContain('Also: Rivers That Stay Rivers');
  expect(hidden).not.toContain('Slow Looking');
});

test('only a mail carries the reason for receipt, the sender and the unsubscribe link', async () => {
  const mail = load(await renderDigest(richDigest(), 'html', options));
  const page = load(await renderDigest(richDigest(), 'html', { ...options, mail: false }));

  expect(mail('.foot').text()).toContain(options.why);
  expect(mail('.foot').text()).toContain(options.sender);
  expect(mail('.foot').text()).toContain('No tracking');
  expect(footLinks(mail)).toEqual([
    ['Your preferences', options.preferences],
    ['Unsubscribe', options.unsubscribe],
  ]);
  expect(page('.foot').text()).not.toContain(options.sender);
  expect(page('.foot a')).toHaveLength(0);
});

test('an unsubscribe address may be a mailto, and nothing else than http or mailto', async () => {
  const hrefFor = async (unsubscribe: string) =>
    load(await renderDigest(richDigest(), 'html', { ...options, preferences: null, unsubscribe }))(
      '.foot a',
    ).attr('href');

  expect(await hrefFor('mailto:stop@paperboy.example?subject=stop')).toBe(
    'mailto:stop@paperboy.example?subject=stop',
  );
  expect(await hrefFor('javascript:alert(1)')).toBeUndefined();
});

test('under each paper of a mail one link leads to its votes, and says which paper it means', async () => {
  const $ = load((await renderMail(richDigest(), options)).html);

  const papers = papersOf(richDigest()).map(({ paper }) => paper);
  const found = $('a[href*="/vote/"]').toArray();
  expect(found.map((link) => $(link).attr('href'))).toEqual(
    papers.map(({ key }) => `https://paperboy.example/vote/abc123/${key}`),
  );
  for (const [index, link] of found.entries()) {
    const label = $(link).attr('aria-label') ?? '';
    expect($(link).text().replace(/\s/g, ' ')).toBe('More or less like this');
    expect(label).toMatch(/^More or less like this: ./);
    expect(papers[index]?.title).toContain(label.slice(24, 80).replace(/…$/, ''));
    expect(label.length).toBeLessThanOrEqual(104);
  }
});

test('a paper without any address still has its vote link, and a strange key stays one part of it', async () => {
  const paper = paperWith('Adrift', { key: `a/b?c#d"e'f` });
  const digest = digestOf([{ kind: 'topic', title: 'x', papers: [ranked(paper)], more: 0 }]);

  const $ = load((await renderMail(digest, { ...options, searchLink: 'none' })).html);

  const url = new URL($('h3').nextAll().find('a').attr('href') ?? '');
  expect(url.pathname.split('/').slice(0, 3)).toEqual(['', 'vote', 'abc123']);
  expect(decodeURIComponent(url.pathname.split('/').slice(3).join('/'))).toBe(paper.key);
  expect([url.search, url.hash]).toEqual(['', '']);
});

test.each([null, 'javascript:alert(1)', 'mailto:a@paperboy.example'])(
  'without a public address (%s) a mail has neither preferences nor votes, and reads as before',
  async (address) => {
    const { html, text } = await renderMail(richDigest(), {
      ...options,
      preferences: address,
      votes: address,
    });

    const $ = load(html);
    expect(footLinks($)).toEqual([['Unsubscribe', options.unsubscribe]]);
    expect(html).not.toMatch(/\/vote\/|More or less|references|&middot;\n/);
    expect(text).not.toMatch(/\/vote\/|like this|references/);
  },
);

test('no page and no feed carries what is one reader’s own', async () => {
  for (const format of ['html', 'text', 'markdown', 'json', 'rss', 'atom', 'jsonfeed'] as const) {
    const own = await renderDigest(richDigest(), format, { ...options, mail: false });
    const none = { ...options, mail: false, preferences: null, votes: null };

    expect(own).toBe(await renderDigest(richDigest(), format, none));
    expect(own).not.toContain('abc123/');
  }
});

function footLinks($: CheerioAPI): (string | undefined)[][] {
  const links = $('.foot a').toArray();
  return links.map((link) => [$(link).text(), $(link).attr('href')]);
}

test('titles and facts in right-to-left scripts find their own direction', async () => {
  const $ = load(await renderDigest(digestOfTitles(['עברית']), 'html', options));

  expect($('h3').attr('dir')).toBe('auto');
});
