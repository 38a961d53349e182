/** Papers whose titles are nearly the same, without a name in common: which are one and which are two. */
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { compareTitles } from '../../../src/ingest/compare-titles.ts';
import { ingestListing } from '../../../src/ingest/ingest-listing.ts';
import type { ListedPaper } from '../../../src/model/listing.ts';
import { nearKeys } from '../../../src/model/near-keys.ts';
import { openStore } from '../../../src/store/store.ts';
import { becomeOne } from '../../eval/judge-pairs.ts';
import { day, everythingIn, listingOf } from './sample-listing.ts';

type Authors = readonly string[] | null;

/** Whether two records without links become one paper, in both orders. */
function areOne(one: string, two: string, first: Authors = null, second: Authors = null): boolean {
  const records = [
    { rid: 'a', title: one, authors: first },
    { rid: 'b', title: two, authors: second },
  ] as const;
  const forth = becomeOne(records[0], records[1]);
  expect(becomeOne(records[1], records[0]), `${one} / ${two}, the other way round`).toBe(forth);
  return forth;
}

describe('two titles are those of one paper', () => {
  it.each([
    [
      'dots stand for the end',
      'KiteNet: Folding sails in gusty win...',
      'KiteNet: Folding Sails in Gusty Winds',
    ],
    ['the subtitle is missing', 'Sails in gusty winds', 'Sails in Gusty Winds: A field study'],
    [
      'the subtitle after a dash is missing',
      'Sails in gusty winds',
      'Sails in Gusty Winds -- Why, how and when',
    ],
    ['only a name with a number is left', 'WindPilot 2', 'WindPilot 2: Steering kites by ear'],
    [
      'the name was added later',
      'Steering kites by ear alone',
      'WindPilot: Steering Kites by Ear Alone',
    ],
    [
      'the short name stands behind in brackets',
      'Steering kites by ear alone (SKEA)',
      'Steering Kites by Ear Alone',
    ],
    [
      'the name was changed',
      'WindPilot: Steering big kites by ear in noisy weather',
      'EarKite: Steering Big Kites by Ear in Noisy Weather',
    ],
    [
      'an abbreviation is spelled out',
      'Mizzen: Sails for VLK Builders',
      'Mizzen: Sails for Very Large Kite Builders',
    ],
    [
      'the subtitle was reworded',
      'KiteNet: Learning to fold sails in gusty winds',
      'KiteNet: Learning how to fold wet sails in gusty winds',
    ],
    [
      'the end of the subtitle is missing',
      'KiteNet: Folding sails in winds',
      'KiteNet: Folding Sails in Winds of Unknown Force',
    ],
    ['an article differs', 'A Handbook of Kite Repair', 'The Handbook of Kite Repair'],
    ['a plural differs', 'Folding kite in gusty wind', 'Folding kites in gusty winds'],
    [
      'a letter was forgotten',
      'Modeling folded sails of kites in wind',
      'Modelling folded sails of kites in wind',
    ],
    ['a backslash was lost', '$\\nabla$Kite: steep slopes', 'nablaKite: steep slopes'],
    [
      'a nought was read for an o',
      'Kite-o1: Thoughtful steering of sails',
      'Kite-01: Thoughtful Steering of Sails',
    ],
  ])('where %s', (_, one, two) => {
    expect(areOne(one, two)).toBe(true);
  });

  it('where a single name is left and an author is the same', () => {
    const title = 'WindPilot: Steering kites by ear';

    expect(areOne('WindPilot', title, ['A. Winter'], ['Anna Winter', 'Bo Ek'])).toBe(true);
    expect(areOne('WindPilot', title, null, ['Anna Winter'])).toBe(false);
  });
});

describe('two titles are those of two papers', () => {
  it.each([
    ['they are numbered parts', 'Folding kites, Part I', 'Folding kites, Part II'],
    ['they are numbered parts with subtitles', 'Folding Kites I: Silk', 'Folding Kites II: Paper'],
    ['only the second is numbered', 'Folding kites in the wind', 'Folding kites in the wind II'],
    [
      'only the second is called a part',
      'Folding kites in the wind',
      'Folding kites in the wind: Part II',
    ],
    [
      'only the first is called a part',
      'Folding kites in wind. Part 1: Silk',
      'Folding kites in wind',
    ],
    [
      'the parts have letters',
      'Folding kites in the wind, part A',
      'Folding kites in the wind, part B',
    ],
    [
      'the part is cut off',
      'Folding kites in the wind, part I...',
      'Folding kites in the wind, part II: Silk',
    ],
    [
      'the part comes after the cut',
      'Folding kites in the...',
      'Folding kites in the wind, part II',
    ],
    ['they are versions', 'Kite2 Technical Report', 'Kite2.5 Technical Report'],
    [
      'they are versions with one subtitle',
      'KiteNet-2: Sails that steer by ear in noisy weather',
      'KiteNet-3: Sails that steer by ear in noisy weather',
    ],
    [
      'a version is in the name',
      'Kite2Net: Sails that steer by ear in noisy weather',
      'Kite3Net: Sails that steer by ear in noisy weather',
    ],
    ['a part lost its series', 'Kites, part 2: Sails that steer by ear', 'Sails that steer by ear'],
    ['the subtitle alone says little', 'KITE: A very big survey', 'A very big survey'],
    [
      'a part follows the subtitle',
      'KiteNet: Folding sails in winds',
      'KiteNet: Folding sails in winds, part II',
    ],
    [
      'the slip makes the opposite',
      'Folding sails of small kites in typical wind',
      'Folding sails of small kites in atypical wind',
    ],
    [
      'the slip is in a number',
      'Folding sails of small kites at 100000 knots',
      'Folding sails of small kites at 100001 knots',
    ],
    ['the slip is in a short title', 'Kites near planets', 'Kites near planers'],
    ['their subtitles are too short to tell', 'KITE-2 (silk sail)', 'KITE-2 (silk sail mast)'],
    [
      'they are sizes of one thing',
      'KiteNet Small: Sails that steer by ear in noisy weather',
      'KiteNet Large: Sails that steer by ear in noisy weather',
    ],
    ['one is a variant', 'Kite-Fold Technical Report', 'Kite-Fold-Silk Technical Report'],
    [
      'only a pair of plus signs differs',
      'Sail++: Cloth that folds',
      'Sail: Cloth that folds well',
    ],
    [
      'they are of one series of meetings',
      'Proceedings of the Third Kite Days',
      'Proceedings of the Fourth Kite Days',
    ],
    ['one word that matters is another', 'Stable folding of kites', 'Random folding of kites'],
    [
      'one word is the opposite',
      'Folding convex sails of small kites in wind',
      'Folding nonconvex sails of small kites in wind',
    ],
    [
      'one is about the other',
      'Comment: Folding kites in gusty winds',
      'Folding kites in gusty winds',
    ],
    [
      'one is a correction of the other',
      'Folding kites in gusty winds',
      'Folding kites in gusty winds: Erratum',
    ],
    [
      'they share a name and nothing else',
      'KITE: A museum of toys',
      'KITE: Thread that heals itself',
    ],
    [
      'they share a common subtitle',
      'KITE: A systematic review and outlook',
      'SAIL: A systematic review and outlook',
    ],
    ['the short one names a field', 'Kite folding', 'Kite folding: A primer for sailors'],
    ['one goes on without a break', 'On the folding of kites', 'On the folding of kites in rain'],
  ])('where %s', (_, one, two) => {
    expect(areOne(one, two)).toBe(false);
    expect(compareTitles(one, two)).toBeNull();
  });

  it('where the authors are other people', () => {
    const [one, two] = ['Sails in gusty winds', 'Sails in Gusty Winds: A field study'];

    expect(areOne(one, two, ['Anna Winter'], ['Winter, A.', 'Bo Ek'])).toBe(true);
    expect(areOne(one, two, ['Winter et al.'], ['Anna Winter', 'Bo Ek'])).toBe(true);
    expect(areOne(one, two, ['Anna Winter'], ['Carl Sommer', 'Bo Ek'])).toBe(false);
  });
});

/** How many papers the store has after each entry came in a listing of its own. */
async function papersAfter(
  ...entries: readonly (Partial<ListedPaper> & { title: string })[]
): Promise<number> {
  return (await titlesAfter(...entries)).length;
}

async function titlesAfter(
  ...entries: readonly (Partial<ListedPaper> & { title: string })[]
): Promise<string[]> {
  const store = await openStore(':memory:');
  try {
    for (const [at, entry] of entries.entries()) {
      await ingestListing(store, listingOf(entry), `source ${at}`, day);
    }
    return (await everythingIn(store)).map(({ paper }) => paper.title);
  } finally {
    await store.close();
  }
}

describe('a paper with nearly the title of a known one', () => {
  const short = { title: 'Sails in gusty winds' };
  const long = { title: 'Sails in Gusty Winds: A field study of three years' };

  it('is found in the store, as the record says', async () => {
    const store = await openStore(':memory:');
    await ingestListing(store, listingOf(long), 'a', day);

    await ingestListing(store, listingOf(short), 'b', day);

    const [only, ...more] = await everythingIn(store);
    const merges = await store.merges.of(only?.paper.key ?? '');
    await store.close();
    expect(more).toEqual([]);
    expect(merges.map(({ reason }) => reason)).toEqual(['nearly the same title']);
  });

  it('links a preprint with its article', async () => {
    const people = { authors: ['Anna Winter', 'Bo Ek'] };

    const number = await papersAfter(
      { ...short, ...people, ids: { arxiv: '2610.90001' } },
      { ...long, ...people, ids: { doi: '10.5555/kite' } },
    );

    expect(number).toBe(1);
  });

  it('is another paper when it has an arXiv id of its own', async () => {
    const number = await papersAfter(
      { ...short, ids: { arxiv: '2610.90001' } },
      { ...long, ids: { arxiv: '2610.90002' } },
    );

    expect(number).toBe(2);
  });

  it('is another paper when the abstracts have nothing in common', async () => {
    const words = (stem: string) => [...Array(40).keys()].map((at) => `${stem}${at}`).join(' ');

    expect(
      await papersAfter({ ...short, abstract: words('silk') }, { ...long, abstract: words('oak') }),
    ).toBe(2);
    expect(
      await papersAfter(
        { ...short, abstract: words('silk') },
        { ...long, abstract: words('silk') },
      ),
    ).toBe(1);
  });

  it('is the same paper whatever a short summary says', async () => {
    const number = await papersAfter(
      { ...short, abstract: 'They tear at noon.' },
      { ...long, abstract: 'What silk does in storms.' },
    );

    expect(number).toBe(1);
  });

  it('is a paper of its own when it could be either of two', async () => {
    const number = await papersAfter(
      { title: 'Sails in gusty winds: A field study' },
      { title: 'Sails in gusty winds: New measurements' },
      short,
    );

    expect(number).toBe(3);
  });

  it('gives it the end of its title, whichever was known first', async () => {
    const cut = { title: 'Sails in Gusty Winds: A field stu...' };

    for (const order of [
      [long, short, cut],
      [cut, short, long],
      [short, long, cut],
    ]) {
      expect(await titlesAfter(...order)).toEqual([long.title]);
    }
  });
});

describe('a title that breaks off', () => {
  const cut = 'Sails in Gusty Winds: A field stud...';

  it('is taken only where the paper has no whole one', async () => {
    expect(
      await titlesAfter({ title: cut }, { title: 'Sails in Gusty Winds: A field study' }),
    ).toEqual(['Sails in Gusty Winds: A field study']);
    expect(await titlesAfter({ title: 'Sails in Gusty Winds' }, { title: cut })).toEqual([
      'Sails in Gusty Winds',
    ]);
  });
});

describe('a title with the name of a site behind it', () => {
  it('is not taken over', async () => {
    const title = 'Sails in gusty winds';

    expect(await titlesAfter({ title }, { title: `${title} | Kite News` })).toEqual([title]);
  });
});

describe('one title under two arXiv ids', () => {
  const one = {
    title: 'Sails in gusty winds',
    authors: ['Anna Winter', 'Bo Ek'],
    ids: { arxiv: '2610.90001' },
  };
  const two = { ...one, ids: { arxiv: '2611.90002' } };

  it('is one paper when the same people wrote it', async () => {
    expect(await papersAfter(one, { ...two, authors: ['A. Winter', 'B. Ek', 'C. Sommer'] })).toBe(
      1,
    );
  });

  it('is two papers when somebody of the shorter list is missing, or the authors are unknown', async () => {
    expect(await papersAfter(one, { ...two, authors: ['Anna Winter', 'Carl Sommer'] })).toBe(2);
    expect(await papersAfter(one, { ...two, authors: null })).toBe(2);
  });

  it('is two papers when the abstracts have nothing in common', async () => {
    const abstract = (stem: string) => [...Array(40).keys()].map((at) => `${stem}${at}`).join(' ');

    const number = await papersAfter(
      { ...one, abstract: abstract('silk') },
      { ...two, abstract: abstract('oak') },
    );

    expect(number).toBe(2);
  });

  it('is two papers when it is a single word', async () => {
    expect(await papersAfter({ ...one, title: 'Editorial' }, { ...two, title: 'Editorial' })).toBe(
      2,
    );
  });
});

describe('a group as the only author', () => {
  it('speaks neither for nor against people', () => {
    const title = 'Sails in gusty winds';

    expect(areOne(title, title, ['The Kite Team'], ['Anna Winter', 'Bo Ek'])).toBe(true);
    expect(areOne(title, title, ['The Kite Team'], ['The Boat Team'])).toBe(false);
  });
});

test('comparing is the same both ways, and a title is no shorter than itself', () => {
  const word = fc.constantFrom(
    'kite',
    'Sail',
    'wind',
    'KiteNet',
    'II',
    '2',
    'part',
    'of',
    'the',
    'rain',
    'silk',
  );
  const mark = fc.constantFrom(' ', ' ', ' ', ': ', ', ', ' (', '...', ' - ');
  const title = fc
    .array(fc.tuple(word, mark), { minLength: 1, maxLength: 9 })
    .map((pieces) => pieces.flat().join('').trim());

  fc.assert(
    fc.property(title, title, (one, two) => {
      const forth = compareTitles(one, two);
      const back = compareTitles(two, one);

      const turned = { shorter: 'longer', longer: 'shorter', reworded: 'reworded' } as const;
      const isBothWays = forth !== null && forth !== 'reworded' && back === forth;
      expect(isBothWays || back === (forth === null ? null : turned[forth])).toBe(true);
    }),
  );
});

test('a title has at most three keys, none of them long', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 1_000 }), (title) => {
      const keys = nearKeys(title);

      expect(keys.length).toBeLessThanOrEqual(3);
      expect(keys.every((key) => key.startsWith('near:') && key.length <= 29)).toBe(true);
    }),
  );
});

test('ten thousand papers of one name are read in seconds', async () => {
  const store = await openStore(':memory:');
  const entries = [...Array(10_000).keys()].map((at) => ({
    title: `KiteNet: Sail number ${at} of ten thousand`,
  }));
  const start = performance.now();

  const report = await ingestListing(store, listingOf(...entries), 'index', day);
  const again = await ingestListing(store, listingOf(...entries), 'index', day);

  await store.close();
  expect(report.new).toBe(10_000);
  expect(again).toMatchObject({ new: 0, known: 10_000, updated: 0 });
  expect(performance.now() - start).toBeLessThan(10_000);
});
