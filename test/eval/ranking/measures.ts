/** The measures of a ranking against grades, as the reference defines them: gains, cut-offs, averages. */

/** Grades of papers by id; papers that are not named have grade 0. */
export type Grades = ReadonlyMap<string, number>;
export type Values = Readonly<Record<string, number>>;

/**
 * nDCG (gain 2^grade − 1), MAP, MRR, precision, recall, R-precision of a ranking; relevant are grades from `threshold`.
 * `ndcg%20` cuts at a fifth of the ranking. Measures without anything relevant are 0.
 */
export function evaluate(ranked: readonly string[], grades: Grades, threshold = 1): Values {
  const gains = ranked.map((id) => grades.get(id) ?? 0);
  const ideal = [...grades.values()].sort((one, two) => two - one);
  const relevant = ideal.filter((grade) => grade >= threshold).length;
  const hitsIn = (cut: number) => gains.slice(0, cut).filter((grade) => grade >= threshold).length;
  const ofRelevant = (hits: number) => (relevant === 0 ? 0 : hits / relevant);
  const ndcg = (cut: number) => {
    const best = discounted(ideal.slice(0, cut));
    return best === 0 ? 0 : discounted(gains.slice(0, cut)) / best;
  };
  let hits = 0;
  let precisions = 0;
  let first = 0;
  gains.forEach((grade, place) => {
    if (grade < threshold) return;
    hits += 1;
    precisions += hits / (place + 1);
    if (first === 0) first = 1 / (place + 1);
  });
  return {
    'ndcg@5': ndcg(5),
    'ndcg@10': ndcg(10),
    'ndcg@20': ndcg(20),
    map: ofRelevant(precisions),
    mrr: first,
    'p@5': hitsIn(5) / 5,
    'p@10': hitsIn(10) / 10,
    'r@20': ofRelevant(hitsIn(20)),
    'r@50': ofRelevant(hitsIn(50)),
    'r@100': ofRelevant(hitsIn(100)),
    rprec: ofRelevant(hitsIn(relevant)),
    'ndcg%20': ndcg(Math.max(1, Math.ceil(0.2 * ranked.length))),
  };
}

function discounted(grades: readonly number[]): number {
  return grades.reduce((sum, grade, place) => sum + (2 ** grade - 1) / Math.log2(place + 2), 0);
}

/** As `evaluate` with grades from 2 relevant, but `ndcg%20` with linear gain as CSFCube's own script has it. */
export function evaluatePool(ranked: readonly string[], grades: Grades): Values {
  const gains = ranked.map((id) => grades.get(id) ?? 0);
  const cut = Math.trunc(0.2 * gains.length);
  const best = linear([...gains].sort((one, two) => two - one).slice(0, cut));
  const relevant = gains.filter((grade) => grade >= 2).length;
  const early = gains.slice(0, 20).filter((grade) => grade >= 2).length;
  return {
    ...evaluate(ranked, grades, 2),
    'ndcg%20': best === 0 ? 0 : linear(gains.slice(0, cut)) / best,
    'r@20': relevant === 0 ? 0 : early / relevant,
  };
}

function linear(grades: readonly number[]): number {
  return grades.reduce((sum, grade, at) => sum + (at === 0 ? grade : grade / Math.log2(at + 1)), 0);
}

/** Over all pairs of rated papers: the rating difference put in the wrong order (ties count half), and all of it. */
export function misorder(
  scores: ReadonlyMap<string, number>,
  ratings: Grades,
): { readonly wrong: number; readonly all: number } {
  const rated = [...ratings];
  let wrong = 0;
  let all = 0;
  rated.forEach(([one, rating], at) => {
    for (const [two, other] of rated.slice(at + 1)) {
      const apart = rating - other;
      const agreed = apart * (scores.get(one)! - scores.get(two)!);
      all += Math.abs(apart);
      if (agreed < 0) wrong += Math.abs(apart);
      else if (agreed === 0) wrong += Math.abs(apart) / 2;
    }
  });
  return { wrong, all };
}
