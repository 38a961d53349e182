/** Whether an old paper trends again: seen after a gap, suddenly faster, or listed long after it was published. Pure. */
import { addDays, daysBetween } from '../lib/days.ts';
import type { Day } from '../model/listing.ts';
import type { Paper } from '../model/paper.ts';
import { growingSignals, type TrailPoint, trendRules } from '../model/trend.ts';
import type { Standing } from './standing.ts';
import { velocityAt } from './velocity.ts';

/** `day` is when the paper was first seen anywhere, or published where it never trended before. */
export interface ComeBack {
  readonly how: 'after a gap' | 'faster again' | 'long published';
  readonly day: Day;
}

/** News of a come-back lasts this many days. */
const newsDays = 7;
/** As high as this, against what is usual, is high. */
const high = 0.8;

/**
 * `standings` are those of the sighting that speaks for the paper on `date`; `trail` is everything known of where the
 * paper was seen, oldest first. Listings without upvotes, comments and stars tell nothing of trends: a new version at
 * a preprint server is no come-back.
 */
export function findComeBack(
  paper: Paper,
  standings: readonly Standing[],
  trail: readonly TrailPoint[],
  date: Day,
): ComeBack | null {
  const risen = standings.filter(
    ({ signal, value, share }) => signal !== 'position' && value > 0 && share > 0.5,
  );
  const now = risen[0]?.sighting.day;
  const first = trail[0]?.day;
  if (now === undefined || first === undefined || daysBetween(now, date) > newsDays) return null;
  const old = addDays(date, -trendRules.gap);
  const days = trail.filter((point) => point.day <= now && trends(point)).map(({ day }) => day);
  const start = startOfRun(days);
  if (start > 0 && daysBetween(days[start] as Day, date) <= newsDays) {
    return { how: 'after a gap', day: first };
  }
  if (!risen.some(({ share }) => share >= high)) return null;
  if ((days[0] as Day) <= old) {
    return risen.some((standing) => isFaster(standing, trail))
      ? { how: 'faster again', day: first }
      : null;
  }
  return paper.published !== null && paper.published <= old && start === 0 && first > old
    ? { how: 'long published', day: paper.published }
    : null;
}

function trends(point: TrailPoint): boolean {
  return growingSignals.some((signal) => (point[signal] ?? 0) > 0);
}

/** Where the days begin that lead up to the last one without a gap. */
function startOfRun(days: readonly Day[]): number {
  let at = days.length - 1;
  while (at > 0 && daysBetween(days[at - 1] as Day, days[at] as Day) <= trendRules.gap) at--;
  return at;
}

/** Twice as fast as at the sighting before, both times by what was gained since the one before it. */
function isFaster({ signal, sighting, share }: Standing, trail: readonly TrailPoint[]): boolean {
  if (signal === 'position' || share < high) return false;
  const there = trail.filter((point) => point.source === sighting.source && trends(point));
  const at = there.findIndex((point) => point.day === sighting.day);
  const [now, before] = [velocityAt(there, at, signal), velocityAt(there, at - 1, signal)];
  if (now === null || before === null || !now.again || !before.again) return false;
  return now.perDay > 0 && now.perDay >= 2 * before.perDay;
}
