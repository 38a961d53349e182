/** What each source listed on each day: the rates of its papers beside each other. Pure. */
import type { Candidate } from '../model/paper.ts';
import { type GrowingSignal, growingSignals, type TrailPoint } from '../model/trend.ts';
import { velocityAt } from './velocity.ts';

/** Rates of one signal, rising, and the shortest and longest time in which they came about, in days. */
export interface DayRates {
  readonly sorted: number[];
  shortest: number;
  longest: number;
  /** True while each of them is all that the paper has: nothing was there before. */
  isWhole: boolean;
}

export interface ListedDay {
  /** By `ratesName`; under the signal's bare name, those of all papers. */
  readonly rates: Map<string, DayRates>;
  papers: number;
  lastPosition: number;
}

/** First values and what was gained since are two things, to be compared apart where there is enough of each. */
export function ratesName(signal: GrowingSignal, again: boolean): string {
  return `${signal} ${again ? 'again' : 'first'}`;
}

/** By source and day; `trails` has one of each paper, by key. */
export function listDays(
  candidates: readonly Candidate[],
  trails: ReadonlyMap<string, readonly TrailPoint[]>,
): Map<string, ListedDay> {
  const days = new Map<string, ListedDay>();
  for (const { paper, sightings } of candidates) {
    const trail = trails.get(paper.key) ?? [];
    for (const { source, day, position } of sightings) {
      const at = `${source} ${day}`;
      const listed = days.get(at) ?? emptyDay();
      days.set(at, listed);
      listed.papers++;
      listed.lastPosition = Math.max(listed.lastPosition, position ?? 0);
      const there = trail.filter((point) => point.source === source);
      addRates(
        listed,
        there,
        there.findIndex((point) => point.day === day),
      );
    }
  }
  for (const { rates } of days.values())
    for (const { sorted } of rates.values()) sorted.sort((a, b) => a - b);
  return days;
}

function emptyDay(): ListedDay {
  return { rates: new Map(), papers: 0, lastPosition: 0 };
}

function addRates(listed: ListedDay, trail: readonly TrailPoint[], at: number): void {
  for (const signal of growingSignals) {
    const velocity = velocityAt(trail, at, signal);
    if (velocity === null) continue;
    const { days, perDay } = velocity;
    for (const name of [signal, ratesName(signal, velocity.again)]) {
      const rates = listed.rates.get(name) ?? {
        sorted: [],
        shortest: days,
        longest: days,
        isWhole: true,
      };
      listed.rates.set(name, rates);
      rates.sorted.push(perDay);
      rates.shortest = Math.min(rates.shortest, days);
      rates.longest = Math.max(rates.longest, days);
      rates.isWhole &&= velocity.gained === trail[at]?.[signal];
    }
  }
}
