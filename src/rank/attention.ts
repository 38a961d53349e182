/** Upvotes, comments, stars and place made comparable: how fast they grow against what is usual at the source. Pure. */
import { daysBetween, weekdayOf } from '../lib/days.ts';
import type { Day } from '../model/listing.ts';
import type { Candidate, Sighting } from '../model/paper.ts';
import {
  type GrowingSignal,
  growingSignals,
  noHistory,
  type TrailPoint,
  type TrendHistory,
} from '../model/trend.ts';
import { type ComeBack, findComeBack } from './come-back.ts';
import { type DayRates, type ListedDay, listDays, ratesName } from './listed-days.ts';
import { poolOf, poolRates, type RatePools, shareBelowStep, shareSlower } from './rate-pools.ts';
import { firstAbove, firstNotBelow } from './sorted-values.ts';
import type { Comparison, Standing } from './standing.ts';
import { bandOf, stepOf, type Velocity, velocityAt } from './velocity.ts';
import { weights } from './weights.ts';

/** What is usual at each source and on each day, and the attention of each candidate against it. */
export interface Usual {
  readonly attention: ReadonlyMap<string, Attention>;
}

interface Measured {
  /** 0 … about 1.2: the best sighting, less by its age, more by further sources and by being back in trend. */
  readonly value: number;
  /** The signals of the best sighting, strongest first. */
  readonly standings: readonly Standing[];
  readonly sighting: Sighting;
  readonly sources: number;
  /** The terms of `value`: `mean` × `fading` + `further` + `back`. */
  readonly mean: number;
  readonly fading: number;
  readonly further: number;
  readonly back: number;
  readonly comeBack: ComeBack | null;
}

export interface Attention extends Measured {
  /** `value` as a standard score among the candidates: about mean 0 and deviation 1, in the same order. */
  readonly z: number;
}

interface Background {
  readonly days: ReadonlyMap<string, ListedDay>;
  readonly pools: RatePools;
  readonly date: Day;
}

/** Measures all candidates of `date` against each other and against `history`, which may be empty. */
export function measureUsual(
  candidates: readonly Candidate[],
  date: Day,
  history: TrendHistory = noHistory,
): Usual {
  const trails = new Map(
    candidates.map((candidate) => [candidate.paper.key, trailOf(candidate, history)]),
  );
  const background = { days: listDays(candidates, trails), pools: poolRates(history.usual), date };
  const measured = candidates.map(
    (candidate) =>
      [
        candidate.paper.key,
        measure(candidate, trails.get(candidate.paper.key) ?? [], background),
      ] as const,
  );
  const toScore = standardise(measured.map(([, { value }]) => value));
  return {
    attention: new Map(measured.map(([key, one]) => [key, { ...one, z: toScore(one.value) }])),
  };
}

/** The attention of one of the candidates that `usual` was measured with. */
export function measureAttention({ paper }: Candidate, usual: Usual): Attention {
  const attention = usual.attention.get(paper.key);
  if (attention === undefined) throw new Error(`not among the candidates: ${paper.key}`);
  return attention;
}

/** Everything known of where the paper was seen, oldest first; its own sightings where the archive has none of it. */
function trailOf({ paper, sightings }: Candidate, history: TrendHistory): readonly TrailPoint[] {
  const known = history.trails.get(paper.key) ?? [];
  const has = new Set(known.map(({ source, day }) => `${source} ${day}`));
  const missing = sightings.filter(({ source, day }) => !has.has(`${source} ${day}`));
  if (missing.length === 0) return known;
  return [...known, ...missing.map((sighting) => ({ ...sighting, readAt: null }))].sort(
    (a, b) => -newestFirst(a, b),
  );
}

/** A paper always has at least one sighting. */
function measure(
  candidate: Candidate,
  trail: readonly TrailPoint[],
  background: Background,
): Measured {
  let best: Pick<Measured, 'mean' | 'fading' | 'standings' | 'sighting'> | null = null;
  for (const sighting of [...candidate.sightings].sort(newestFirst)) {
    const standings = standingsOf(sighting, trail, background);
    const age = Math.max(0, daysBetween(sighting.day, background.date));
    const fading = 0.5 ** (age / weights.attentionHalfLife);
    const mean = average(standings);
    if (best === null || mean * fading > best.mean * best.fading)
      best = { mean, fading, standings, sighting };
  }
  if (best === null) throw new Error(`a candidate without sightings: ${candidate.paper.key}`);
  const sources = new Set(candidate.sightings.map((sighting) => sighting.source)).size;
  const further = Math.min(2, sources - 1) * weights.furtherSource;
  const comeBack = findComeBack(candidate.paper, best.standings, trail, background.date);
  const back = comeBack === null ? 0 : weights.backInTrend;
  const value = best.mean * best.fading + further + back;
  return { ...best, value, sources, further, back, comeBack };
}

/** One order for all: of two sightings of the same value the newer one speaks. */
function newestFirst(a: Sighting, b: Sighting): number {
  if (a.day !== b.day) return a.day > b.day ? -1 : 1;
  return a.source < b.source ? -1 : a.source > b.source ? 1 : 0;
}

function standingsOf(
  sighting: Sighting,
  trail: readonly TrailPoint[],
  background: Background,
): Standing[] {
  const listed = background.days.get(`${sighting.source} ${sighting.day}`);
  if (listed === undefined) return [];
  const there = trail.filter(({ source }) => source === sighting.source);
  const at = there.findIndex(({ day }) => day === sighting.day);
  const point = there[at];
  const standings: Standing[] = [];
  for (const signal of growingSignals) {
    const velocity = velocityAt(there, at, signal);
    const value = sighting[signal];
    if (value === null || velocity === null || point === undefined) continue;
    const all = listed.rates.get(signal);
    const alike = listed.rates.get(ratesName(signal, velocity.again));
    if (all === undefined || alike === undefined) continue;
    const judged = judge(signal, point, velocity, { all, alike }, background.pools);
    standings.push({ signal, sighting, value, velocity, listed: all.sorted.length, ...judged });
  }
  if (sighting.position !== null) {
    const last = Math.max(listed.lastPosition, listed.papers);
    const share = shrink(1 - (sighting.position - 0.5) / last, last, 0.5, weights.prior);
    const value = sighting.position;
    const place = { velocity: null, comparison: null };
    standings.push({ signal: 'position', sighting, value, share, listed: last, ...place });
  }
  return standings.sort(
    (a, b) => weights[b.signal] * (b.share - 0.5) - weights[a.signal] * (a.share - 0.5),
  );
}

/** A pool of fewer readings is nothing to speak of. */
const worthNaming = 20;

/**
 * From the widest evidence to the narrowest, each pulling the share to itself by the number of its readings: the
 * middle, the listing of the day (there those seen again, or for the first time, like it), the source's last weeks, the weekday there, the hour on that weekday.
 */
function judge(
  signal: GrowingSignal,
  point: TrailPoint,
  { perDay, again }: Velocity,
  { all, alike }: { readonly all: DayRates; readonly alike: DayRates },
  pools: RatePools,
): { share: number; comparison: Comparison } {
  const step = stepOf(perDay);
  let share = 0.5;
  for (const { sorted } of all.sorted.length === alike.sorted.length ? [all] : [all, alike]) {
    const half = (firstNotBelow(sorted, perDay) + firstAbove(sorted, perDay)) / 2;
    share = shrink(half / sorted.length, sorted.length, share, weights.prior);
  }
  let comparison: Comparison = {
    than: 'day',
    slower: firstNotBelow(all.sorted, perDay) / all.sorted.length,
    of: all.sorted.length,
    sameTime: all.isWhole && all.shortest === all.longest,
  };
  const source = { source: point.source, signal, again };
  const weekday = { ...source, weekday: weekdayOf(point.day) };
  const band = bandOf(point);
  for (const [than, name] of [
    ['source', source],
    ['weekday', weekday],
    ['hour', band === null ? null : { ...weekday, band }],
  ] as const) {
    const pool = name === null ? undefined : poolOf(pools, name);
    if (pool === undefined) continue;
    share = shrink(shareBelowStep(pool, step), pool.readings, share, weights.usualPrior);
    if (than === 'hour' || pool.readings < worthNaming) continue;
    comparison = { than, slower: shareSlower(pool, step), of: pool.readings, sameTime: false };
  }
  return { share, comparison };
}

/** `share`, as if `prior` readings of `middle` stood beside its `evidence`. */
function shrink(share: number, evidence: number, middle: number, prior: number): number {
  return (share * evidence + middle * prior) / (evidence + prior);
}

/** The weighted mean of what is known; what is not known neither lifts nor sinks. */
function average(standings: readonly Standing[]): number {
  let sum = 0.5;
  let total = 1;
  for (const { signal, share } of standings) {
    sum += weights[signal] * share;
    total += weights[signal];
  }
  return sum / total;
}

/** Turns a value into a standard score; few values are pulled to what is usual. Sorted, so that no order shows. */
function standardise(values: readonly number[]): (value: number) => number {
  const { scorePrior: prior, scoreMean, scoreDeviation } = weights;
  const sorted = [...values].sort((a, b) => a - b);
  const count = sorted.length + prior;
  const mean = (sorted.reduce((sum, value) => sum + value, 0) + prior * scoreMean) / count;
  const squares = sorted.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const usual = prior * (scoreDeviation ** 2 + (scoreMean - mean) ** 2);
  const deviation = Math.sqrt((squares + usual) / count);
  return (value) => (value - mean) / deviation;
}
