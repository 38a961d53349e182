/** hfdaily's two views of one ranking: the whole window of candidates, and every day of it by itself. */
import { evaluate, type Grades, type Values } from './measures.ts';
import { orderByScore } from './order.ts';
import type { EvalSet } from './read-set.ts';
import { mean } from './results.ts';

/** Places of the papers listed after the day `after` and up to the day `until`. */
export function placesBetween(set: EvalSet, after: string, until: string): number[] {
  return set.papers.flatMap(({ date = '' }, place) =>
    date > after && date <= until ? [place] : [],
  );
}

/** The candidates by day; indexes into `candidates`. */
export function daysOf(set: EvalSet, candidates: readonly number[]): Map<string, number[]> {
  const days = new Map<string, number[]>();
  candidates.forEach((place, at) => {
    const day = set.papers[place]!.date ?? '';
    days.set(day, [...(days.get(day) ?? []), at]);
  });
  return days;
}

/**
 * The measures over the window, and `daily_ndcg@5` and `daily_mrr`: means over the days with a relevant paper and at
 * least six papers (absent where there is no such day). `scores` are in the order of `candidates`.
 */
export function measureWindow(
  set: EvalSet,
  candidates: readonly number[],
  grades: Grades,
  scores: Float64Array,
): Values {
  const ids = candidates.map((place) => set.papers[place]!.id);
  const days: Values[] = [];
  for (const among of daysOf(set, candidates).values()) {
    const listed = among.map((at) => ids[at]!);
    const relevant = new Map(listed.filter((id) => grades.has(id)).map((id) => [id, 1]));
    if (relevant.size === 0 || listed.length < 6) continue;
    const ranked = orderByScore(
      among.map((at) => scores[at]!),
      listed,
    );
    days.push(evaluate(ranked, relevant));
  }
  const window = evaluate(orderByScore(scores, ids), grades);
  if (days.length === 0) return window;
  return {
    ...window,
    'daily_ndcg@5': mean(days.map((day) => day['ndcg@5']!)),
    daily_mrr: mean(days.map((day) => day.mrr!)),
  };
}
