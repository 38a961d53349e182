/** Upvotes, comments, stars and place made comparable: each against the other papers of its source and day. Pure. */
import { daysBetween } from '../lib/days.ts';
import type { Day } from '../model/listing.ts';
import type { Candidate, Sighting } from '../model/paper.ts';
import { weights } from './weights.ts';

const signals = ['upvotes', 'comments', 'stars'] as const;
type Signal = (typeof signals)[number];

/** The known values of one source on one day, sorted, and how many papers it listed. */
interface Listed {
  readonly upvotes: number[];
  readonly comments: number[];
  readonly stars: number[];
  papers: number;
  lastPosition: number;
}

/** What is usual at each source on each day. */
export type Usual = ReadonlyMap<string, Listed>;

export interface Standing {
  readonly signal: Signal | 'position';
  readonly sighting: Sighting;
  readonly value: number;
  /** Share of the listing that stands below, 0 … 1; 0.5 is average. */
  readonly share: number;
  readonly listed: number;
}

export interface Attention {
  /** 0 … about 1.2: the best sighting, less by its age, more by further sources. */
  readonly value: number;
  /** The signals of the best sighting, strongest first. */
  readonly standings: readonly Standing[];
  readonly sighting: Sighting;
  readonly sources: number;
}

export function measureUsual(candidates: readonly Candidate[]): Usual {
  const usual = new Map<string, Listed>();
  for (const { sightings } of candidates) {
    for (const sighting of sightings) {
      const at = `${sighting.source} ${sighting.day}`;
      const listed = usual.get(at) ?? {
        upvotes: [],
        comments: [],
        stars: [],
        papers: 0,
        lastPosition: 0,
      };
      usual.set(at, listed);
      listed.papers++;
      listed.lastPosition = Math.max(listed.lastPosition, sighting.position ?? 0);
      for (const signal of signals) {
        const value = sighting[signal];
        if (value !== null) listed[signal].push(value);
      }
    }
  }
  for (const listed of usual.values())
    for (const signal of signals) listed[signal].sort((a, b) => a - b);
  return usual;
}

/** How much attention a paper has on `date`; a paper always has at least one sighting. */
export function measureAttention(candidate: Candidate, usual: Usual, date: Day): Attention {
  let best: { value: number; standings: Standing[]; sighting: Sighting } | null = null;
  for (const sighting of [...candidate.sightings].sort(newestFirst)) {
    const standings = standingsOf(sighting, usual);
    const age = Math.max(0, daysBetween(sighting.day, date));
    const value = average(standings) * 0.5 ** (age / weights.attentionHalfLife);
    if (best === null || value > best.value) best = { value, standings, sighting };
  }
  if (best === null) throw new Error(`a candidate without sightings: ${candidate.paper.key}`);
  const sources = new Set(candidate.sightings.map((sighting) => sighting.source)).size;
  const further = Math.min(2, sources - 1) * weights.furtherSource;
  return { ...best, value: best.value + further, sources };
}

/** One order for all: of two sightings of the same value the newer one speaks. */
function newestFirst(a: Sighting, b: Sighting): number {
  if (a.day !== b.day) return a.day > b.day ? -1 : 1;
  return a.source < b.source ? -1 : a.source > b.source ? 1 : 0;
}

function standingsOf(sighting: Sighting, usual: Usual): Standing[] {
  const listed = usual.get(`${sighting.source} ${sighting.day}`);
  if (listed === undefined) return [];
  const standings: Standing[] = [];
  for (const signal of signals) {
    const value = sighting[signal];
    if (value === null) continue;
    const share = shrink(shareBelow(listed[signal], value), listed[signal].length);
    standings.push({ signal, sighting, value, share, listed: listed[signal].length });
  }
  if (sighting.position !== null) {
    const last = Math.max(listed.lastPosition, listed.papers);
    const share = shrink(1 - (sighting.position - 0.5) / last, last);
    standings.push({ signal: 'position', sighting, value: sighting.position, share, listed: last });
  }
  return standings.sort(
    (a, b) => weights[b.signal] * (b.share - 0.5) - weights[a.signal] * (a.share - 0.5),
  );
}

/** The share of sorted values below `value`, equal ones counted half. */
function shareBelow(sorted: readonly number[], value: number): number {
  const below = firstNotBelow(sorted, value);
  const upTo = firstNotBelow(sorted, value + 0.5);
  return (below + (upTo - below) / 2) / sorted.length;
}

/** Index of the first value that is at least `limit`, by halving. */
function firstNotBelow(sorted: readonly number[], limit: number): number {
  let from = 0;
  let to = sorted.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((sorted[middle] as number) < limit) from = middle + 1;
    else to = middle;
  }
  return from;
}

function shrink(share: number, evidence: number): number {
  return (share * evidence + 0.5 * weights.prior) / (evidence + weights.prior);
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
