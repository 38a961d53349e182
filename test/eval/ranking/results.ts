/** What a run yields: the measures of every system for every query, and their means. */
import type { Values } from './measures.ts';

/** One query's measures; `loss` is kept as its two parts, summed over people before dividing. */
export interface Row {
  readonly query: string;
  readonly values: Values;
}

/** Rows by the name of the system. */
export type Results = Readonly<Record<string, readonly Row[]>>;

/** The rows of several runs over different queries or systems, one after the other. */
export function joinResults(parts: readonly Results[]): Results {
  const out: Record<string, Row[]> = {};
  for (const part of parts) {
    for (const [system, rows] of Object.entries(part)) {
      out[system] = [...(out[system] ?? []), ...rows];
    }
  }
  return out;
}

/** Runs every system over the queries; `measure` says what a system's row holds, `null` for a query left out. */
export function runSystems<Q extends { readonly id: string }>(
  systems: Readonly<Record<string, (query: Q) => Float64Array>>,
  queries: readonly Q[],
  measure: (query: Q, scores: Float64Array) => Values,
  idOf: (place: number, query: Q) => string,
): Results {
  const out: Record<string, Row[]> = {};
  for (const [system, score] of Object.entries(systems)) {
    out[system] = queries.map((query) => {
      const scores = score(query);
      refuseNonFinite(scores, system, query.id, (place) => idOf(place, query));
      return { query: query.id, values: measure(query, scores) };
    });
  }
  return out;
}

/** Throws for the first score that is not a finite number: measures over such scores can read as perfect. */
export function refuseNonFinite(
  scores: ArrayLike<number>,
  system: string,
  query: string,
  idOf: (place: number) => string,
): void {
  for (let place = 0; place < scores.length; place += 1) {
    if (!Number.isFinite(scores[place])) {
      throw new Error(
        `${system} scores paper ${idOf(place)} with ${scores[place]} for query ${query}`,
      );
    }
  }
}

/** Mean of each measure over the rows that have it, `n`, and half-widths of 95 % intervals where usual. */
export function meansOf(rows: readonly Row[]): Values {
  const out: Record<string, number> = {};
  const names = new Set(rows.flatMap(({ values }) => Object.keys(values)));
  for (const name of names) {
    if (!isPart(name)) out[name] = mean(valuesOf(rows, name));
  }
  const wrong = valuesOf(rows, 'loss_wrong');
  if (wrong.length > 0) out.loss = mean(wrong) / mean(valuesOf(rows, 'loss_all'));
  out.n = names.has('map') ? valuesOf(rows, 'map').length : rows.length;
  for (const name of ['ndcg@10', 'map', 'daily_ndcg@5']) {
    const values = valuesOf(rows, name);
    const key = name === 'daily_ndcg@5' ? 'daily' : name;
    if (values.length > 1) out[`${key}_ci95`] = halfWidth(values);
  }
  return out;
}

/** A mean difference between two systems over the queries both have, with its 95 % interval. */
export interface Difference {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  readonly n: number;
}

/** `one` minus `two`, paired by query (normal approximation). A difference in loss is shared out over the people. */
export function differenceOf(
  one: readonly Row[],
  two: readonly Row[],
  measure: string,
): Difference | null {
  const other = new Map(two.map(({ query, values }) => [query, values]));
  const part = measure === 'loss' ? 'loss_wrong' : measure;
  const whole = measure === 'loss' ? mean(valuesOf(one, 'loss_all')) : 1;
  const apart = one.flatMap(({ query, values }) => {
    const [first, second] = [values[part], other.get(query)?.[part]];
    return first === undefined || second === undefined ? [] : [(first - second) / whole];
  });
  if (apart.length === 0) return null;
  const [middle, half] = [mean(apart), apart.length > 1 ? halfWidth(apart) : 0];
  return { mean: middle, low: middle - half, high: middle + half, n: apart.length };
}

function isPart(name: string): boolean {
  return name === 'loss_wrong' || name === 'loss_all';
}

function valuesOf(rows: readonly Row[], name: string): number[] {
  return rows.flatMap(({ values }) => (values[name] === undefined ? [] : [values[name]]));
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function halfWidth(values: readonly number[]): number {
  const middle = mean(values);
  const squares = values.reduce((sum, value) => sum + (value - middle) ** 2, 0);
  return 1.96 * Math.sqrt(squares / (values.length - 1) / values.length);
}
