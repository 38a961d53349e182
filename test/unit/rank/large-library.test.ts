/** A reader who brought a library of thousands: the newest of it count, and a digest stays a matter of a moment. */
import { expect, test } from 'vitest';
import { noInterests } from '../../../src/model/interests.ts';
import { prepareRanking, rankPapers } from '../../../src/rank/rank-papers.ts';
import { madeUpPapers } from './relevance/made-up-papers.ts';
import { date } from './sample-candidates.ts';

const base = prepareRanking(madeUpPapers(40, 1), date);
const library = madeUpPapers(2_400, 2).map(({ paper }) => paper);

test('what was liked before the newest 2,000 papers changes no score', () => {
  const scores = (liked: typeof library) =>
    rankPapers(base, noInterests, { liked, disliked: [] }).ranked.map(({ score }) => score);

  const all = scores(library);

  expect(all).toEqual(scores(library.slice(0, 2_000)));
  expect(all).not.toEqual(scores(library.slice(0, 1_999)));
});

test('the parts of a score add up to it, and the reasons name papers of the library', () => {
  const { ranked } = rankPapers(base, noInterests, { liked: library, disliked: [] });

  for (const { score, parts } of ranked)
    expect(parts.reduce((sum, { value }) => sum + value, 0)).toBeCloseTo(score, 6);
  expect(ranked[0]?.reasons.join()).toMatch(/papers you liked/);
});
