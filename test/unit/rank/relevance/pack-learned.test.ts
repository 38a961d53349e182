/** What was learned survives as bytes: it scores as before, to the last bit, and damage is seen. */
import { expect, test } from 'vitest';
import type { Candidate } from '../../../../src/model/paper.ts';
import { prepareRanking, rankPapers } from '../../../../src/rank/rank-papers.ts';
import { forOneUse, type Learned, learn } from '../../../../src/rank/relevance/learn.ts';
import { learnedFormat, packLearned } from '../../../../src/rank/relevance/pack-learned.ts';
import { bagOf } from '../../../../src/rank/relevance/term-bag.ts';
import { unpackLearned } from '../../../../src/rank/relevance/unpack-learned.ts';
import { candidate, date, interestedIn } from '../sample-candidates.ts';
import { madeUpPapers } from './made-up-papers.ts';

function learnFrom(papers: readonly Candidate[]): Learned {
  return learn(papers.map(({ paper }) => bagOf(paper)));
}

/** All that a reader is shown of a score: the numbers, the order, the reasons. */
function judge(learned: Learned, papers: readonly Candidate[]) {
  const base = prepareRanking(papers, date, { learned });
  const liked = papers.slice(0, 8).map(({ paper }) => paper);
  const disliked = papers.slice(9, 11).map(({ paper }) => paper);
  const { ranked } = rankPapers(base, interestedIn('kite harbour', 'lantern'), { liked, disliked });
  return ranked.map(({ paper, score, parts, reasons }) => ({
    ...{ key: paper.key, score, parts, reasons },
  }));
}

test.each([1, 2, 3, 4])('what was packed and read scores exactly as before (seed %i)', (seed) => {
  // The last has more than the sample takes.
  const papers = madeUpPapers(seed === 4 ? 2_100 : 120, seed);
  const learned = learnFrom(papers);
  const today = [...papers.slice(0, 30), candidate('Zeppelinworts unheard of'), candidate('Kite')];
  const before = judge(forOneUse(learned), today);

  const packed = packLearned(learned);
  const read = unpackLearned(packed);

  expect(Buffer.from(packLearned(read)).equals(packed)).toBe(true);
  expect(judge(read, today)).toEqual(before);
  expect(read.sample.authors).toEqual(learned.sample.authors);
});

test('words met after learning are not kept', () => {
  const learned = learnFrom(madeUpPapers(60, 5));
  const packed = packLearned(learned);

  judge(learned, [candidate('Zeppelinworts unheard of'), candidate('Quagglebits')]);

  expect(packLearned(learned)).toEqual(packed);
});

test('what one digest meets is forgotten with it', () => {
  const learned = learnFrom(madeUpPapers(60, 5));
  const terms = learned.archive.stems.length;

  judge(forOneUse(learned), [candidate('Zeppelinworts unheard of'), candidate('Quagglebits')]);

  expect(learned.archive.stems).toHaveLength(terms);
  expect(learned.archive.ofStem.size + learned.archive.pairs.size).toBe(terms);
});

test.each([
  ['nothing', []],
  ['a paper without words', [candidate('The of and')]],
  ['papers alike', [candidate('Kite'), candidate('Kite'), candidate('Kite')]],
  [
    'a word said very often',
    [candidate('Kite '.repeat(300), { abstract: 'kite '.repeat(70_000 / 5) }), candidate('Bell')],
  ],
])('%s can be packed as well', (_, papers) => {
  const learned = learnFrom(papers);

  const read = unpackLearned(packLearned(learned));

  expect(read.papers).toEqual(learned.papers);
  expect(read.archive).toEqual(learned.archive);
});

test('bytes that lie anywhere are read', () => {
  const learned = learnFrom(madeUpPapers(40, 6));
  const packed = packLearned(learned);
  const shifted = new Uint8Array(packed.length + 3);
  shifted.set(packed, 3);

  expect(unpackLearned(shifted.subarray(3)).papers).toEqual(learned.papers);
});

test('damage is seen wherever it is', () => {
  const packed = packLearned(learnFrom(madeUpPapers(40, 7)));
  const places = Array.from({ length: 50 }, (_, at) => Math.floor((at * packed.length) / 50));

  for (const place of places) {
    const damaged = packed.slice();
    damaged[place]! ^= 16;
    expect(() => unpackLearned(damaged), `byte ${place}`).toThrow(RangeError);
  }
  for (const length of [0, 3, 8, packed.length - 8]) {
    expect(() => unpackLearned(packed.subarray(0, length)), `${length} bytes`).toThrow(RangeError);
  }
});

test('the format tells the numbers it was learned with', () => {
  expect(learnedFormat).toMatch(/^2-[0-9a-f]+$/);
});
