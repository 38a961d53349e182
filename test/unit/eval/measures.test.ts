/** The measures of rankings, computed by hand for small cases. */
import { describe, expect, it } from 'vitest';
import { evaluate, evaluatePool, misorder } from '../../eval/ranking/measures.ts';
import { orderByScore } from '../../eval/ranking/order.ts';
import { differenceOf, meansOf, refuseNonFinite } from '../../eval/ranking/results.ts';

describe('the measures of a ranking', () => {
  it('are what one computes by hand for relevant papers in places two and four', () => {
    const grades = new Map([
      ['b', 1],
      ['d', 1],
      ['missing', 1],
    ]);

    const values = evaluate(['a', 'b', 'c', 'd', 'e'], grades);

    const ideal = 1 + 1 / Math.log2(3) + 1 / 2;
    expect(values['ndcg@5']).toBeCloseTo((1 / Math.log2(3) + 1 / Math.log2(5)) / ideal, 12);
    expect(values.map).toBeCloseTo((1 / 2 + 2 / 4) / 3, 12);
    expect(values.mrr).toBe(0.5);
    expect(values['p@5']).toBeCloseTo(0.4, 12);
    expect(values['p@10']).toBeCloseTo(0.2, 12);
    expect(values['r@20']).toBeCloseTo(2 / 3, 12);
    expect(values.rprec).toBeCloseTo(1 / 3, 12);
  });

  it('weigh a grade by 2 to its power less one', () => {
    const grades = new Map([
      ['good', 2],
      ['fair', 1],
    ]);

    const values = evaluate(['fair', 'good'], grades);

    expect(values['ndcg@10']).toBeCloseTo((1 + 3 / Math.log2(3)) / (3 + 1 / Math.log2(3)), 12);
  });

  it('take gains as they are over a fifth of a pool of examples', () => {
    const pool = Array.from({ length: 10 }, (_, at) => `p${at}`);
    const grades = new Map(pool.map((id, at) => [id, at === 1 ? 3 : at === 0 ? 1 : 0]));

    const values = evaluatePool(pool, grades);

    expect(values['ndcg%20']).toBeCloseTo((1 + 3) / (3 + 1), 12);
    expect(values.map).toBe(0.5);
  });

  it('count a pair in the wrong order with its difference, and a tie half', () => {
    const ratings = new Map([
      ['a', 5],
      ['b', 3],
      ['c', 2],
    ]);
    const scores = new Map([
      ['a', 1],
      ['b', 1],
      ['c', 4],
    ]);

    expect(misorder(scores, ratings)).toEqual({ wrong: 2 / 2 + 3 + 1, all: 2 + 3 + 1 });
  });

  it('put ties in the order of their ids, also at the limit', () => {
    expect(orderByScore([1, 2, 1, 1], ['d', 'c', 'b', 'a'])).toEqual(['c', 'a', 'b', 'd']);
    expect(orderByScore([1, 2, 1, 1], ['d', 'c', 'b', 'a'], 2)).toEqual(['c', 'a']);
  });
});

describe('the rows of a system', () => {
  const row = (query: string, map: number) => ({ query, values: { map } });

  it('are compared query by query', () => {
    const difference = differenceOf(
      [row('q', 0.5), row('r', 0.9)],
      [row('r', 0.5), row('q', 0.3), row('s', 1)],
      'map',
    );

    expect(difference?.n).toBe(2);
    expect(difference?.mean).toBeCloseTo(0.3, 12);
    expect(difference?.high).toBeCloseTo(0.3 + 1.96 * 0.1, 12);
  });

  it('share out the loss over all people', () => {
    const people = [
      { query: 'q', values: { loss_wrong: 1, loss_all: 2 } },
      { query: 'r', values: { loss_wrong: 0, loss_all: 6 } },
    ];

    expect(meansOf(people)).toEqual({ loss: 1 / 8, n: 2 });
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY])('refuse %s as a score', (score) => {
    const refuse = () => refuseNonFinite([1, score], 'ours', 'q7', (place) => `paper-${place}`);

    expect(refuse).toThrow(`ours scores paper paper-1 with ${score} for query q7`);
  });
});
