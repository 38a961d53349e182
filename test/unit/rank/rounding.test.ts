/** Papers that say equally little of what a reader likes: what short numbers round away is no fit, and no misfit. */
import { expect, it } from 'vitest';
import { prepareRanking, rankPapers } from '../../../src/rank/rank-papers.ts';
import { candidate, date, interestedIn } from './sample-candidates.ts';

it('what was rounded away makes nobody’s paper fit', () => {
  const one = candidate('Kite bridle study test no 0 of kites', {
    abstract: 'Kite tail bridle flutter study old village study kite flutter knot',
  });
  const two = candidate('Flutter hover small village no 2 of kites', {
    abstract: 'Tail bridle flutter reel result small test result hover tail reel',
  });
  const liked = candidate('Spring brass model long no 1 of clocks', {
    abstract: 'Gear spring dial brass summer measure long summer dial lever spring',
  }).paper;

  const taste = { liked: [liked], disliked: [] };
  const { ranked } = rankPapers(prepareRanking([one, two], date), interestedIn(), taste);

  expect(ranked.map(({ fit }) => fit)).toEqual([0, 0]);
  for (const { parts, score } of ranked) {
    expect(parts.every(({ value }) => Math.abs(value) < 100)).toBe(true);
    expect(parts.reduce((sum, { value }) => sum + value, 0)).toBeCloseTo(score, 12);
  }
});
