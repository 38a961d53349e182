/** The ladder: what each further like brings, over the readers that have that many. */
import type { EvalSet } from './read-set.ts';
import { type Difference, differenceOf, type Results } from './results.ts';

export interface Step {
  readonly from: number;
  readonly to: number;
  /** Of `daily_ndcg@5`, over the readers with at least `to` likes. */
  readonly difference: Difference;
}

const rungs = [0, 1, 3, 5, 10, 30];

/** The steps between neighbours and from keywords alone, of those that anyone has the likes for. */
export function ladderOf(set: EvalSet, results: Results): Step[] {
  const likes = new Map(set.queries.map(({ id, liked }) => [id, liked.length]));
  const steps = rungs.slice(1).flatMap((to, at) => {
    const below = rungs[at]!;
    return (below === 0 ? [0] : [below, 0]).map((from) => ({ from, to }));
  });
  return steps.flatMap(({ from, to }) => {
    const having = (rung: number) =>
      (results[systemOf(rung)] ?? []).filter(({ query }) => (likes.get(query) ?? 0) >= to);
    const difference = differenceOf(having(to), having(from), 'daily_ndcg@5');
    return difference === null ? [] : [{ from, to, difference }];
  });
}

function systemOf(likes: number): string {
  return likes === 0 ? 'ours, keywords only' : `ours, ${likes} latest`;
}
