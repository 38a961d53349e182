/** How good replayed days were: places, shares and gains by hand. */
import { expect, it } from 'vitest';
import { type DayOrder, judgeReplay } from '../../../src/pipeline/judge-replay.ts';
import type { JudgedPaper } from '../../../src/pipeline/read-taste.ts';
import { candidate } from '../rank/sample-candidates.ts';

const vote = (key: string, value: 1 | -1): JudgedPaper => ({
  paper: { ...candidate(`Paper ${key}`).paper, key },
  ...{ value, at: '2026-10-14T09:00:00.000Z', origin: 'page' },
});

const orders: readonly DayOrder[] = [
  {
    day: '2026-10-12',
    judged: [vote('a', 1), vote('b', -1)],
    ours: ['a', 'c', 'b'],
    trend: ['c', 'b', 'a'],
  },
  { day: '2026-10-13', judged: [vote('d', 1), vote('m', 1)], ours: ['e', 'd'], trend: ['d', 'e'] },
  { day: '2026-10-14', judged: [vote('f', -1)], ours: ['f'], trend: ['f'] },
];
const shown = { ours: new Set(['a', 'd']), trend: new Set(['b', 'c', 'd']) };

it('places, shares shown and nDCG are those of the orders', () => {
  const quality = judgeReplay(orders, shown);

  const best = 1 + 1 / Math.log2(3);
  expect(quality).toMatchObject({
    ...{ liked: 3, disliked: 2, likedDays: 2 },
    ours: { likedShown: 2, dislikedShown: 0, likedPlace: 2 },
    trend: { likedShown: 1, dislikedShown: 1, likedPlace: 3 },
  });
  expect(quality?.ours.ndcg10).toBeCloseTo((1 + 1 / Math.log2(3) / best) / 2, 12);
  expect(quality?.trend.ndcg10).toBeCloseTo((1 / 2 + 1 / best) / 2, 12);
  expect(quality?.places[0]).toMatchObject({ key: 'a', of: 3, place: { ours: 1, trend: 3 } });
});

it('a paper that was muted has no place and was not found', () => {
  const muted = judgeReplay(orders, shown)?.places.find(({ key }) => key === 'm');

  expect(muted).toMatchObject({ place: { ours: null, trend: null }, shown: { ours: false } });
});

it('without a vote there is nothing to say, and without a liked paper no gain', () => {
  expect(judgeReplay([], shown)).toBeNull();
  expect(judgeReplay(orders.slice(2), shown)?.ours).toEqual({
    ...{ likedShown: 0, dislikedShown: 0, ndcg10: null, likedPlace: null },
  });
});
