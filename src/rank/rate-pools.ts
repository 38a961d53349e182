/** What is usual at a source: the rates of its last weeks, in pools from narrow to wide. Pure. */
import type { GrowingSignal, UsualRate } from '../model/trend.ts';
import { firstNotBelow } from './sorted-values.ts';

/** Rates by step, rising, with how many readings there are up to each. */
export interface RatePool {
  readonly steps: readonly number[];
  readonly upTo: readonly number[];
  readonly readings: number;
}

/** Which readings to compare with: the more is named, the narrower. */
export interface PoolName {
  readonly source: string;
  readonly signal: GrowingSignal;
  readonly again: boolean;
  readonly weekday?: number;
  readonly band?: number;
}

export type RatePools = ReadonlyMap<string, RatePool>;

export function poolRates(usual: readonly UsualRate[]): RatePools {
  const counts = new Map<string, Map<number, number>>();
  for (const { source, signal, again, weekday, band, step, readings } of usual) {
    const name = { source, signal, again };
    for (const pool of [name, { ...name, weekday }, { ...name, weekday, band }]) {
      const key = keyOf(pool);
      const steps = counts.get(key) ?? new Map<number, number>();
      counts.set(key, steps);
      steps.set(step, (steps.get(step) ?? 0) + readings);
    }
  }
  return new Map([...counts].map(([key, steps]) => [key, sumUp(steps)]));
}

export function poolOf(pools: RatePools, name: PoolName): RatePool | undefined {
  return pools.get(keyOf(name));
}

function keyOf({ source, signal, again, weekday, band }: PoolName): string {
  return `${signal} ${again ? 'again' : 'first'} ${weekday ?? '*'} ${band ?? '*'} ${source}`;
}

function sumUp(counts: ReadonlyMap<number, number>): RatePool {
  const sorted = [...counts].sort(([a], [b]) => a - b);
  const upTo: number[] = [];
  let sum = 0;
  for (const [, readings] of sorted) {
    sum += readings;
    upTo.push(sum);
  }
  return { steps: sorted.map(([step]) => step), upTo, readings: sum };
}

/** The share of readings below `step`; those of its own step lie evenly across it, so that the share rises steadily. */
export function shareBelowStep(pool: RatePool, step: number): number {
  const own = Math.round(step);
  const at = firstNotBelow(pool.steps, own);
  if (at === pool.steps.length) return 1;
  const before = at === 0 ? 0 : (pool.upTo[at - 1] as number);
  const there = pool.steps[at] === own ? (pool.upTo[at] as number) - before : 0;
  return (before + there * (step - own + 0.5)) / pool.readings;
}

/** The share of readings that were surely slower: of steps below its own. */
export function shareSlower(pool: RatePool, step: number): number {
  const at = firstNotBelow(pool.steps, Math.round(step));
  if (at === pool.steps.length) return 1;
  return at === 0 ? 0 : (pool.upTo[at - 1] as number) / pool.readings;
}
