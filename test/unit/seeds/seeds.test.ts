/** The sample listings keep their shape, stay fictitious, and repeat exactly the papers they are meant to repeat. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const root = new URL('../../../', import.meta.url).pathname;
const shared = resolve(root, process.env.PAPERBOY_SHARED ?? '../shared');
const realListings = join(shared, 'seeds');

interface Entry {
  readonly title: string;
  readonly abstract: string;
  /** The lines below the abstract: who, dot, day. */
  readonly block: readonly string[];
}

interface ApiEntry {
  readonly paper: {
    readonly id: string;
    readonly title: string;
    readonly summary: string;
    readonly submittedOnDailyAt: string;
    readonly authors: readonly { readonly name: string }[];
    readonly organization?: { readonly fullname: string };
  };
}

interface Sample {
  readonly interests: {
    readonly topics: readonly (string | Record<string, number>)[];
    readonly mute: readonly string[];
    readonly authors: readonly string[];
    readonly organizations: readonly string[];
  };
}

function readSeed(name: string): string {
  return readFileSync(join(root, 'seeds', name), 'utf8');
}

function splitPage(text: string): Entry[] {
  const paragraphs = text.trim().split('\n\n').slice(6);
  const entries: Entry[] = [];
  while (paragraphs.length > 0) {
    const [title = '', abstract = ''] = paragraphs.splice(0, 2);
    const block = paragraphs[0]?.split('\n') ?? [];
    entries.push({ title, abstract, block: block[1] === '·' ? block : [] });
    if (block[1] === '·') paragraphs.shift();
  }
  return entries;
}

function splitBare(text: string): Entry[] {
  const lines = text.trimEnd().split('\n').slice(2);
  return lines
    .filter((_, index) => index % 2 === 0)
    .map((title, index) => ({
      title: title.replace(/^Subscribe/, ''),
      abstract: lines[2 * index + 1] ?? '',
      block: [],
    }));
}

function normalise(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

function collectTitles(entries: readonly Entry[]): Set<string> {
  return new Set(entries.map(({ title }) => normalise(title)));
}

function listSixWordRuns(text: string): string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.slice(5).map((_, index) => words.slice(index, index + 6).join(' '));
}

function keepCommon(one: Set<string>, other: Set<string>): Set<string> {
  return new Set([...one].filter((title) => other.has(title)));
}

const api: readonly ApiEntry[] = JSON.parse(readSeed('daily-api.json'));
const sample: Sample = parse(readSeed('paperboy.yaml'));
const page = splitPage(readSeed('daily-page.txt'));
const bare = splitBare(readSeed('trending-bare.txt'));
const json = api.map(({ paper }) => ({ title: paper.title, abstract: paper.summary, block: [] }));
const all = [...page, ...bare, ...json];
const everyFile = readdirSync(join(root, 'seeds')).map((name) => [name, readSeed(name)] as const);

/** Every paper once, by its normalised title: the last entry that names it. */
const papers = new Map(all.map((entry) => [normalise(entry.title), entry] as const));

describe('the sample listings', () => {
  it('hold 30, 30 and 15 entries, each a title over an abstract of 90 to 170 words', () => {
    const lengths = all.map(({ abstract }) => abstract.split(/\s+/).length);

    expect([page.length, bare.length, json.length]).toEqual([30, 30, 15]);
    expect(Math.min(...lengths)).toBeGreaterThanOrEqual(90);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(170);
    expect(all.filter(({ title }) => title.length > 110 || title === '')).toEqual([]);
  });

  it('begin with the banner of their layout', () => {
    expect(readSeed('daily-page.txt')).toMatch(
      /^new\n\nGet trending papers in your email inbox!\n\nSubscribe\n\nDaily Papers\n\nbyAnna and the research community\n\nOct 14\n\n\S/,
    );
    expect(readSeed('trending-bare.txt')).toMatch(
      /^Get trending papers in your email inbox once a day!\nGet trending papers in your email inbox!\nSubscribe\S/,
    );
  });

  it('give 24 papers of the page a block, 3 with an organisation and 14 with comments', () => {
    const blocks = page.map(({ block }) => block).filter((block) => block.length > 0);
    const days = blocks.map((block) => block[2] ?? '');

    expect(blocks.map((block) => block.length)).toEqual(Array(24).fill(3));
    expect(blocks.filter(([who]) => /^ {2}• \d+ authors$/.test(who ?? ''))).toHaveLength(21);
    expect(blocks.filter(([who]) => /^[\w-]+ [A-Z]\w+ \w+$/.test(who ?? ''))).toHaveLength(3);
    expect(days.filter((day) => !/^[A-Z][a-z]{2} \d+(, 202[45])?( \d+)?$/.test(day))).toEqual([]);
    expect(days.filter((day) => /^\w+ \d+(, \d{4})? \d+$/.test(day))).toHaveLength(14);
  });

  it('name no day without a year that lies after the day of the page', () => {
    const yearless = page.map(({ block }) => block[2] ?? '').filter((day) => /^\w+ \d+/.test(day));
    const later = yearless.filter(
      (day) =>
        !day.includes(',') &&
        Date.parse(`${day.split(' ', 2).join(' ')}, 2026 UTC`) > Date.UTC(2026, 9, 14),
    );

    expect(yearless).toHaveLength(24);
    expect(later).toEqual([]);
  });

  it('hold 61 different papers in 75 entries', () => {
    const inPage = collectTitles(page);
    const inBare = collectTitles(bare);
    const inJson = collectTitles(json);
    const inPageAndJson = keepCommon(inPage, inJson);

    expect([inPage.size, inBare.size, inJson.size]).toEqual([30, 30, 15]);
    expect(keepCommon(inPage, inBare).size).toBe(8);
    expect(inPageAndJson.size).toBe(6);
    expect(keepCommon(inBare, inJson).size).toBe(3);
    expect(keepCommon(inPageAndJson, inBare).size).toBe(3);
    expect(papers.size).toBe(75 - 8 - 6 - 3 + 3);
  });

  it('tell the same abstract wherever a paper is repeated', () => {
    const differing = all.filter(
      ({ title, abstract }) =>
        normalise(papers.get(normalise(title))?.abstract ?? '') !== normalise(abstract),
    );

    expect(differing).toEqual([]);
  });

  it('hold one paper twice under titles that differ by two words', () => {
    const [plain, extended] = all.filter(({ title }) => title.startsWith('Lantern Scheduling'));
    const plainRuns = new Set(listSixWordRuns(plain?.abstract ?? ''));
    const common = listSixWordRuns(extended?.abstract ?? '').filter((run) => plainRuns.has(run));

    expect(extended?.title).toBe(`${plain?.title}: Extended Version`);
    expect(common.length / plainRuns.size).toBeGreaterThan(0.9);
    expect(normalise(extended?.abstract ?? '')).not.toBe(normalise(plain?.abstract ?? ''));
  });

  it('match each topic of the sample configuration 5 to 9 times and the muted word 3 or 4 times', () => {
    const texts = [...papers.values()].map((entry) => `${entry.title} ${entry.abstract}`);
    const count = (...patterns: RegExp[]) =>
      texts.filter((text) => patterns.every((pattern) => pattern.test(text))).length;

    expect(sample.interests.topics).toEqual([
      { 'tide forecasting': 2 },
      'sourdough fermentation',
      '"village library"',
    ]);
    expect(sample.interests.mute).toEqual(['karaoke']);
    expect(count(/\btides?\b/i, /\bforecast/i)).toBe(8);
    expect(count(/\bsourdough\b/i, /\bferment/i)).toBe(6);
    expect(count(/\bvillage library\b/i)).toBe(7);
    expect(count(/\bkaraoke\b/i)).toBe(4);
    expect(count(/\bvillage library\b/i, /\bkaraoke\b/i)).toBe(1);
  });

  it('hold the followed author and the followed organisation', () => {
    const authors = api.flatMap(({ paper }) => paper.authors.map(({ name }) => name));
    const organizations = api.map(({ paper }) => paper.organization?.fullname);

    expect(authors).toEqual(expect.arrayContaining([...sample.interests.authors]));
    expect(organizations).toEqual(expect.arrayContaining([...sample.interests.organizations]));
  });
});

describe('nothing in the sample listings is real', () => {
  it('so every id lies in a range that no month reaches', () => {
    const ids = everyFile.flatMap(([, text]) => text.match(/\b\d{4}\.\d{4,5}(v\d+)?\b/g) ?? []);

    expect(ids.length).toBeGreaterThanOrEqual(15);
    expect(ids.filter((id) => !/^2610\.9\d{4}$/.test(id) || id < '2610.90001')).toEqual([]);
    expect(new Set(api.map(({ paper }) => paper.id)).size).toBe(15);
    expect(api.filter(({ paper }) => !paper.submittedOnDailyAt.startsWith('2026-10-14'))).toEqual(
      [],
    );
  });

  it('so every link leads to example.org', () => {
    const links = everyFile.flatMap(
      ([, text]) => text.match(/\b[a-z]+:\/\/[^\s"'<>)]+|www\.\S+/gi) ?? [],
    );
    const elsewhere = links.filter(
      (link) => !/^(.+\.)?example\.org$/.test(new URL(link.replace(/[.,;:]+$/, '')).hostname),
    );

    expect(links.length).toBeGreaterThan(10);
    expect(elsewhere).toEqual([]);
  });

  it('so no six words in a row stand in a real listing', () => {
    if (!existsSync(realListings)) {
      console.log(`not run: comparison with real listings (no folder ${realListings})`);
      return;
    }
    const real = new Set(
      readdirSync(realListings)
        .filter((name) => name.endsWith('.txt'))
        .flatMap((name) => listSixWordRuns(readFileSync(join(realListings, name), 'utf8'))),
    );

    const copied = all.flatMap(({ title, abstract }) =>
      [...listSixWordRuns(title), ...listSixWordRuns(abstract)].filter((run) => real.has(run)),
    );

    expect(real.size).toBeGreaterThan(1000);
    expect(copied).toEqual([]);
  });
});
