/** Labelled pairs of real records, where they are at hand: papers met twice are one, papers that look alike are not. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import {
  becomeOne,
  type Hidden,
  judgePairs,
  readPairs,
  type Scores,
  scoresOf,
} from '../../eval/judge-pairs.ts';

const shared =
  process.env.PAPERBOY_SHARED ?? fileURLToPath(new URL('../../../../shared', import.meta.url));
const folder = `${shared}/eval/dedupe`;

/** The scores of the labelled pairs, or null (and it is said) where there are none. */
function judgeData(hidden: Hidden): Scores | null {
  if (!existsSync(`${folder}/pairs.tsv`)) {
    console.info('not run: no labelled pairs in eval/dedupe');
    return null;
  }
  const scores = scoresOf(judgePairs(readPairs(folder), hidden));
  const pairs = Object.values(scores.kinds).reduce((sum, { total }) => sum + total, 0);
  console.info(`eval/dedupe: ${pairs} pairs, F1 ${scores.f1.toFixed(4)}`);
  expect(pairs).toBeGreaterThan(100);
  return scores;
}

const perfect: Scores = { precision: 1, recall: 1, f1: 1, kinds: {} };

test('with links, next to no labelled pair is judged wrongly', () => {
  const { f1, precision } = judgeData({ links: false, authors: false }) ?? perfect;

  expect(f1).toBeGreaterThanOrEqual(0.999);
  expect(precision).toBe(1);
});

test('by titles and authors alone, most papers are known again and none is taken for another', () => {
  const { f1, precision } = judgeData({ links: true, authors: false }) ?? perfect;

  expect(f1).toBeGreaterThanOrEqual(0.985);
  expect(precision).toBeGreaterThanOrEqual(0.998);
});

test('by titles alone, parts and sequels stay apart', () => {
  const { kinds } = judgeData({ links: true, authors: true }) ?? perfect;

  for (const kind of ['part', 'sequel', 'near-title']) {
    const { right, total } = kinds[kind] ?? { right: 1, total: 1 };
    expect(right / total, kind).toBeGreaterThanOrEqual(0.97);
  }
});

test('two records of one arXiv id are one paper, and two of different ids and people are not', () => {
  const record = { rid: 'a', title: 'Kites that fold', url: 'https://arxiv.org/abs/2610.90001v2' };
  const same = { rid: 'b', title: 'Wings', url: 'https://huggingface.co/papers/2610.90001' };
  const other = { rid: 'c', title: 'Kites that fold', url: 'https://arxiv.org/pdf/2610.90002' };

  const verdicts = [same, other].map((second) => becomeOne(record, second));

  expect(verdicts).toEqual([true, false]);
});

test('the scores count what was right and what was wrong', () => {
  const [one, two] = ['a', 'b'].map((rid) => ({ rid, title: 'Kites' }));
  const pair = (same: boolean, judgedSame: boolean, kind: string) => ({
    one: one!,
    two: two!,
    same,
    judgedSame,
    kind,
  });

  const scores = scoresOf([
    pair(true, true, 'spelling'),
    pair(true, true, 'spelling'),
    pair(true, false, 'spelling'),
    pair(false, true, 'part'),
    pair(false, false, 'part'),
  ]);

  expect(scores).toEqual({
    precision: 2 / 3,
    recall: 2 / 3,
    f1: 2 / 3,
    kinds: { spelling: { right: 2, total: 3 }, part: { right: 1, total: 2 } },
  });
});
