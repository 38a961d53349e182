/** Without an archive the candidates are learned from: of very many, some that stand evenly among them. */
import { expect, test } from 'vitest';
import { prepareRanking } from '../../../../src/rank/rank-papers.ts';
import { evenly } from '../../../../src/rank/relevance/learn.ts';
import { date } from '../sample-candidates.ts';
import { madeUpPapers } from './made-up-papers.ts';

test('few candidates are all learned from', () => {
  const { learned, folded } = prepareRanking(madeUpPapers(30, 1), date);

  expect(learned.archive.papers).toBe(30);
  expect(folded).toBe(learned.papers);
});

test('of more than 1,000 candidates 1,000 are learned from, and all are ranked', () => {
  const { learned, folded } = prepareRanking(madeUpPapers(1_100, 2), date);

  expect(learned.archive.papers).toBe(1_000);
  expect(folded.rows.count).toBe(1_100);
});

test('evenly chosen items keep their order, begin with the first and are at most so many', () => {
  const items = Array.from({ length: 10 }, (_, at) => at);

  expect(evenly(items, 4)).toEqual([0, 3, 5, 8]);
  expect(evenly(items, 10)).toEqual(items);
  expect(evenly(items, 20)).toEqual(items);
  expect(evenly([], 4)).toEqual([]);
});
