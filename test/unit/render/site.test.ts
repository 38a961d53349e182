/** The site's files: the same for the same issues, each paper once, and read back by our own parser as they were meant. */
import { load } from 'cheerio';
import { describe, expect, test } from 'vitest';
import { cleanText } from '../../../src/lib/text.ts';
import { type Digest, papersOf } from '../../../src/model/digest.ts';
import { renderSite } from '../../../src/render/site.ts';
import { creditFor, creditsOf, thanksOf } from '../../../src/render/source-credits.ts';
import { parseListing } from '../../../src/sources/parse-listing.ts';
import { hostileTitles } from './hostile-titles.ts';
import {
  digestOf,
  digestOfTitles,
  options,
  paperWith,
  ranked,
  richDigest,
} from './sample-digest.ts';

const issues: readonly Digest[] = [
  digestOfTitles(['Lamp oil', 'Fog horns'], { date: '2026-10-16' }),
  { ...richDigest(), date: '2026-10-15' },
  digestOfTitles(['Slow boats & <quick> sand'], { date: '2026-10-12' }),
].map((digest, at) => ({
  ...digest,
  sections: digest.sections.map((section) => ({
    ...section,
    papers: section.papers.map((each) => ({
      ...each,
      paper: { ...each.paper, key: `${at}${each.paper.key}`.slice(0, 12) },
    })),
  })),
}));

function siteOf(digests: readonly Digest[], baseUrl: string | null = null, dayBefore?: string) {
  const site = { title: 'Paperboy', digests, dayBefore: dayBefore ?? null };
  return renderSite(site, { ...options, baseUrl });
}

async function fileOf(name: string, digests = issues, baseUrl: string | null = null) {
  return (await siteOf(digests, baseUrl)).get(name) ?? '';
}

describe('the site', () => {
  test('is the same bytes for the same issues, also as they come back from JSON', async () => {
    const stored: Digest[] = JSON.parse(JSON.stringify(issues));

    expect([...(await siteOf(stored))]).toEqual([...(await siteOf(issues))]);
  });

  test('has a page a day, an index and four feeds', async () => {
    expect([...(await siteOf(issues)).keys()].sort()).toEqual([
      '2026-10-12.html',
      '2026-10-15.html',
      '2026-10-16.html',
      'atom.xml',
      'feed.json',
      'feed.xml',
      'index.html',
      'issues.xml',
    ]);
  });

  test('days lead to each other, the oldest to the one before it', async () => {
    const site = await siteOf(issues, null, '2026-10-09');
    const turns = (name: string) => {
      const $ = load(site.get(name) ?? '');
      return $('.turn a')
        .toArray()
        .map((link) => [$(link).attr('rel'), $(link).attr('href')]);
    };

    expect(turns('2026-10-16.html')).toEqual([['prev', '2026-10-15.html']]);
    expect(turns('2026-10-15.html')).toEqual([
      ['prev', '2026-10-12.html'],
      ['next', '2026-10-16.html'],
    ]);
    expect(turns('2026-10-12.html')).toEqual([
      ['prev', '2026-10-09.html'],
      ['next', '2026-10-15.html'],
    ]);
    expect(turns('index.html')).toEqual([['prev', '2026-10-15.html']]);
  });

  test('the index shows the latest issue and every day, and names the feeds', async () => {
    const $ = load(await fileOf('index.html'));

    expect($('h3').first().text()).toBe('Lamp oil');
    expect(
      $('.days a')
        .toArray()
        .map((link) => $(link).attr('href')),
    ).toEqual(['2026-10-16.html', '2026-10-15.html', '2026-10-12.html']);
    expect(
      $('link[rel=alternate]')
        .toArray()
        .map((link) => [$(link).attr('type'), $(link).attr('href')]),
    ).toEqual([
      ['application/rss+xml', 'feed.xml'],
      ['application/atom+xml', 'atom.xml'],
      ['application/feed+json', 'feed.json'],
      ['application/rss+xml', 'issues.xml'],
    ]);
  });

  test('loads nothing, runs nothing, and has styles of its own alone', async () => {
    for (const [name, page] of await siteOf(issues)) {
      if (!name.endsWith('.html')) continue;
      expect(page).not.toMatch(/<(?:script|img|iframe|form|base|object)\b|@import|url\(|style=/i);
      expect(page.match(/<style>/g)).toHaveLength(1);
    }
  });

  test('before the first issue there is an index that says so, and empty feeds', async () => {
    const site = await siteOf([]);

    expect(load(site.get('index.html') ?? '')('.day').text()).toBe('No issue yet');
    expect(JSON.parse(site.get('feed.json') ?? '').items).toEqual([]);
    expect([...site.keys()]).toHaveLength(5);
  });

  test('a paper that two issues have is one item, dated with the first', async () => {
    const twice = [
      digestOfTitles(['Lamp oil', 'Fog horns'], { date: '2026-10-16' }),
      digestOfTitles(['Lamp oil'], { date: '2026-10-15' }),
    ];

    const { items } = JSON.parse(await fileOf('feed.json', twice));

    expect(
      items.map((item: { title: string; date_published: string }) => [
        item.title,
        item.date_published.slice(0, 10),
      ]),
    ).toEqual([
      ['Fog horns', '2026-10-16'],
      ['Lamp oil', '2026-10-15'],
    ]);
  });

  test('a paper that came late has the day of its listing, and leads those that came in time', async () => {
    const sighting = { source: 'list', position: 1, upvotes: null, comments: null, stars: null };
    const late = ranked(paperWith('Slow boats'), {
      sightings: [{ ...sighting, day: '2026-10-15' }],
    });
    const today = ranked(paperWith('Lamp oil'));
    const issue = digestOf(
      [{ kind: 'trending', title: 'Papers', papers: [late, today], more: 0 }],
      { date: '2026-10-16' },
    );
    const before = digestOfTitles(['Fog horns'], { date: '2026-10-15' });

    const { items } = JSON.parse(await fileOf('feed.json', [issue, before]));

    expect(items.map(({ title }: { title: string }) => title)).toEqual([
      'Lamp oil',
      'Slow boats',
      'Fog horns',
    ]);
  });

  test('texts of listings are never markup', async () => {
    const hostile = digestOfTitles(hostileTitles);

    const site = await siteOf([hostile]);

    const $ = load(site.get('index.html') ?? '');
    expect($('h3')).toHaveLength(hostileTitles.length);
    expect($('script, img, svg, iframe, [onerror], [onload]')).toHaveLength(0);
    // RSS has no way to say that a title is text; Atom has.
    const text = site.get('atom.xml') ?? '';
    const listing = await parseListing({ name: 'a', text }, { date: null, today: '2026-10-16' });
    expect(listing.problems).toEqual([]);
    expect(listing.entries.map(({ title }) => title)).toEqual(hostileTitles.map(cleanText));
  });
});

/** The day of the issue of each paper. */
function daysOf(digests: readonly Digest[]): string[] {
  return digests.flatMap((digest) => papersOf(digest).map(() => digest.date));
}

describe('the feeds of the site', () => {
  test.each([
    ['feed.xml', null],
    ['feed.xml', 'https://papers.example'],
    ['atom.xml', null],
    ['atom.xml', 'https://papers.example'],
  ])('%s (public address: %s) is read back by our own parser', async (name, baseUrl) => {
    const text = await fileOf(name, issues, baseUrl);
    const papers = issues.flatMap(papersOf);

    const listing = await parseListing({ name, text }, { date: null, today: '2026-10-16' });

    expect(listing.problems).toEqual([]);
    expect(listing.entries.map(({ title }) => title)).toEqual(
      papers.map(({ paper }) => paper.title),
    );
    const $ = load(text, { xml: true });
    expect(
      $('item > guid, entry > id')
        .toArray()
        .map((id) => $(id).text()),
    ).toEqual(papers.map(({ paper }) => `tag:paperboy.invalid,2026:paper/${paper.key}`));
    expect(listing.entries.map(({ published }) => published)).toEqual(
      papers.map(({ sightings }, at) => sightings[0]?.day ?? daysOf(issues)[at]),
    );
  });

  test('with a public address every link is absolute and each feed names itself', async () => {
    const baseUrl = 'https://papers.example/news';
    const [rss, atom, json, days] = await Promise.all(
      ['feed.xml', 'atom.xml', 'feed.json', 'issues.xml'].map((name) =>
        fileOf(name, issues, baseUrl),
      ),
    );

    expect(load(rss!, { xml: true })('atom\\:link').attr('href')).toBe(`${baseUrl}/feed.xml`);
    expect(load(atom!, { xml: true })('feed > link[rel=self]').attr('href')).toBe(
      `${baseUrl}/atom.xml`,
    );
    expect(JSON.parse(json!)).toMatchObject({
      home_page_url: `${baseUrl}/`,
      feed_url: `${baseUrl}/feed.json`,
    });
    const $ = load(days!, { xml: true });
    expect($('item > link').first().text()).toBe(`${baseUrl}/2026-10-16.html`);
    expect($('item > guid').first().text()).toBe('tag:paperboy.invalid,2026:issue/2026-10-16');
  });

  test('without one, links are the files beside the feed', async () => {
    const $ = load(await fileOf('issues.xml'), { xml: true });

    expect($('channel > link').text()).toBe('index.html');
    expect($('item > link').first().text()).toBe('2026-10-16.html');
  });
});

describe('credits', () => {
  test('name the host of an address and nothing that may be secret', () => {
    expect(creditFor('https://user:pw@www.list.example/feed?token=abc')).toEqual({
      name: 'list.example',
      url: 'https://www.list.example/',
    });
    expect(creditFor('/home/somebody/private/page.txt')).toEqual({ name: 'page.txt', url: null });
  });

  test('stand in the footer, each source once', async () => {
    const seen = (source: string) => ({
      ...{ source, day: '2026-10-14', position: 1, upvotes: null, comments: null, stars: null },
    });
    const sightings = [
      seen('https://rss.arxiv.org/rss/cs.AI?key=abc'),
      seen('https://rss.arxiv.org/rss/cs.CV'),
    ];
    const digest = digestOfTitles([], {
      sections: [
        {
          kind: 'trending',
          title: 'Papers',
          papers: [ranked(paperWith('Lamp oil'), { sightings })],
          more: 0,
        },
      ],
    });

    const footer = load(await fileOf('index.html', [digest]))('footer').text();

    expect(footer).toContain('Listed by rss.arxiv.org. ');
    expect(footer).toContain(thanksOf(creditsOf(digest)));
    expect(footer).not.toContain('abc');
  });
});
