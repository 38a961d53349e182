/** Search takes what people type, finds what holds all of it, and no text whatever makes it fail. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Store } from '../../../src/store/store.ts';
import { engines, type TestStore } from './engines.ts';
import { samplePaper, sampleSighting } from './sample-papers.ts';

const papers = [
  samplePaper('Generating video of gardens', [], {
    abstract: 'A model draws hedges. It never mentions boats, but it has a plan for each season.',
  }),
  samplePaper('Hedges', [], {
    abstract: 'The generation of gardens by video, with self-correction.',
  }),
  samplePaper('Video gardens for the self taught', [], { abstract: 'Correction comes later.' }),
  samplePaper('Über Čapek and naïve robots', [], { abstract: 'AND OR NOT NEAR title: robots' }),
  samplePaper('Ferries'),
];

describe.each(engines)('search on $name', ({ open }) => {
  let opened: TestStore;
  let store: Store;

  beforeAll(async () => {
    opened = await open();
    store = opened.store;
    await store.papers.insert(papers);
    await store.sightings.record([
      sampleSighting(papers[0]!, '2026-03-01'),
      sampleSighting(papers[0]!, '2026-03-05'),
    ]);
  });
  afterAll(() => opened.dispose());

  const titles = async (query: string) =>
    (await store.papers.search(query, 20)).papers.map(({ paper }) => paper.title).sort();

  test.each<[string, number[]]>([
    ['video', [0, 1, 2]],
    ['VIDEO gardens', [0, 1, 2]],
    ['video boats', [0]],
    ['video -boats', [1, 2]],
    ['gardens video -hedge -"self taught"', []],
    ['video -hedge', [2]],
    ['"video of gardens"', [0]],
    ['“video of gardens”', [0]],
    ['"video gardens"', [2]],
    ['self-correction', [1]],
    ['self correction', [1, 2]],
    ['generate', [0, 1]],
    ['gener*', [0, 1]],
    ['generat*', [0, 1]],
    ['genera* -hedg*', []],
    ['vide* gard*', [0, 1, 2]],
    ['capek', [3]],
    ['uber naive', [3]],
    ['AND', [3]],
    ['NOT near', [3]],
    ['title:robots', [3]],
    ['robots OR ferries', []],
    ['"video of gardens', [0]],
    ['video "" - * ()', [0, 1, 2]],
    ['ferry', [4]],
    ['zeppelin', []],
    ['video zeppelin', []],
    ['-video', []],
    ['', []],
    ['  \n ', []],
    ['"', []],
    ['!!!', []],
  ])('%s finds papers %j', async (query, expected) => {
    const found = await titles(query);

    expect(found).toEqual(expected.map((index) => papers[index]!.title).sort());
  });

  test('a word in the title weighs more than one in the abstract', async () => {
    const found = await store.papers.search('hedges', 20);

    expect(found.papers.map(({ paper }) => paper.title)).toEqual([
      'Hedges',
      'Generating video of gardens',
    ]);
  });

  test('pages follow each other and the total is that of all pages', async () => {
    const all = await store.papers.search('video', 20);
    const pages = [
      await store.papers.search('video', 2),
      await store.papers.search('video', 2, 2),
      await store.papers.search('video', 2, 4),
    ];

    expect(pages.map((page) => page.total)).toEqual([3, 3, 3]);
    expect(pages.flatMap((page) => page.papers)).toEqual(all.papers);
  });

  test('papers that match equally well come in the order of their keys', async () => {
    const twins = ['zz', 'aa', 'mm'].map((key) =>
      samplePaper('Identical marmots', [`url:example.org/${key}`], { key }),
    );
    const { store: other, dispose } = await open();
    await other.papers.insert(twins);

    const found = await other.papers.search('marmots', 3);

    expect(found.papers.map(({ paper }) => paper.key)).toEqual(['aa', 'mm', 'zz']);
    await dispose();
  });

  test('a result tells when the paper was last seen and quotes its abstract', async () => {
    const [seen] = (await store.papers.search('boats', 20)).papers;
    const [unseen] = (await store.papers.search('ferries', 20)).papers;

    expect(seen).toMatchObject({ paper: papers[0], lastSeen: '2026-03-05' });
    expect(seen?.snippet).toContain('never mentions boats');
    expect(unseen).toEqual({ paper: papers[4], lastSeen: null });
  });

  test('what a paper says now is found, what it said before is not', async () => {
    const { store: other, dispose } = await open();
    const [first, second] = [papers[0]!, papers[1]!];
    await other.papers.insert([first, second]);

    await other.papers.update([{ ...first, title: 'Meadows', abstract: null }, second]);

    const counts = await Promise.all(
      ['meadows', 'boats', 'generating', 'hedges'].map((word) => other.papers.search(word, 9)),
    );
    expect(counts.map(({ total }) => total)).toEqual([1, 0, 1, 1]);
    await dispose();
  });

  test('no text makes a search fail', async () => {
    const syntax = fc.constantFrom(
      '"',
      '*',
      '-',
      '(',
      ')',
      ':',
      '^',
      '{',
      '}',
      '+',
      ',',
      "'",
      ' AND ',
      ' NOT ',
      ' OR ',
      'NEAR(',
      '\u0000',
      '\ud800',
      '“',
      ' ',
      'video',
      '字',
      '\u{1f600}',
    );
    const query = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.string({
        unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
        maxLength: 20,
      }),
      fc
        .array(fc.oneof(syntax, fc.string({ maxLength: 3 })), { maxLength: 30 })
        .map((parts) => parts.join('')),
    );

    await fc.assert(
      fc.asyncProperty(query, async (text) => {
        const found = await store.papers.search(text, 3);
        return found.papers.length <= Math.min(3, found.total);
      }),
      { numRuns: 1500 },
    );
  });

  test.each([
    ['ten thousand words', Array.from({ length: 10_000 }, (_, i) => `w${i}`).join(' ')],
    [
      'ten thousand exclusions',
      `video ${Array.from({ length: 10_000 }, (_, i) => `-w${i}`).join(' ')}`,
    ],
    ['ten thousand prefixes', Array.from({ length: 10_000 }, () => 'generat*').join(' ')],
    ['one endless word', 'x'.repeat(1_000_000)],
    ['an endless phrase', `"${'video '.repeat(100_000)}"`],
  ])('%s are no trouble', async (_, query) => {
    await expect(store.papers.search(query, 3)).resolves.toMatchObject({
      total: expect.any(Number),
    });
  });
});
