/** How fast a signal of a sighting grew: what was gained, in what time. Pure; the store counts the usual the same way. */
import { daysBetween } from '../lib/days.ts';
import { type GrowingSignal, type TrailPoint, trendRules } from '../model/trend.ts';

export interface Velocity {
  readonly gained: number;
  /** The time it took, in days; never 0. */
  readonly days: number;
  readonly perDay: number;
  /** True where it was gained since the sighting before. */
  readonly again: boolean;
}

/**
 * The velocity of `signal` at `trail[at]`, null where the value is not known. `trail` is of one paper at one source,
 * oldest first.
 */
export function velocityAt(
  trail: readonly TrailPoint[],
  at: number,
  signal: GrowingSignal,
): Velocity | null {
  const point = trail[at];
  const value = point?.[signal] ?? null;
  if (point === undefined || value === null) return null;
  let earlier = at - 1;
  while (earlier >= 0 && !hasSignal(trail[earlier] as TrailPoint)) earlier--;
  const before = trail[earlier];
  const known = before?.[signal] ?? null;
  const apart = before === undefined ? 0 : daysBetween(before.day, point.day);
  const again = known !== null && apart <= trendRules.gap;
  const gained = Math.max(0, value - (known ?? 0));
  const days = again && before !== undefined ? between(before, point, apart) : sinceItsDay(point);
  return { gained, days, perDay: gained / days, again };
}

/** On the scale by which the usual is counted. */
export function stepOf(perDay: number): number {
  return trendRules.stepsPerDoubling * Math.log2(1 + perDay);
}

/** The number of the hour band in which the sighting was read; null where the moment is not known. */
export function bandOf(point: TrailPoint): number | null {
  if (point.readAt === null) return null;
  const hours = daysUntilRead(point.day, point.readAt) * 24;
  const band = trendRules.bands.findIndex((end) => hours < end);
  return band < 0 ? trendRules.bands.length : band;
}

function hasSignal(point: TrailPoint): boolean {
  return point.upvotes !== null || point.comments !== null || point.stars !== null;
}

function sinceItsDay({ day, readAt }: TrailPoint): number {
  if (readAt === null) return 1;
  const days = daysUntilRead(day, readAt);
  return Math.min(trendRules.longest, Math.max(trendRules.shortest, days));
}

/** Listings of different days that were read in one go are as far apart as their days. */
function between(before: TrailPoint, point: TrailPoint, apart: number): number {
  if (before.readAt === null || point.readAt === null) return apart;
  const days = (Date.parse(point.readAt) - Date.parse(before.readAt)) / 86_400_000;
  return days < trendRules.shortest ? apart : days;
}

function daysUntilRead(day: string, readAt: string): number {
  return (Date.parse(readAt) - Date.parse(`${day}T00:00:00Z`)) / 86_400_000;
}
