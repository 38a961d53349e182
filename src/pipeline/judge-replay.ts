/** How good replayed days were, by the votes that came afterwards, beside what trends alone. Pure. */
import type { Day } from '../model/listing.ts';
import type { JudgedPaper } from './read-taste.ts';

/** The papers that were new on a day, best first, by the configuration and by attention alone. */
export interface DayOrder {
  readonly day: Day;
  /** Voted on later; each is among the new papers of one day. */
  readonly judged: readonly JudgedPaper[];
  /** Keys; one that is muted is in none. */
  readonly ours: readonly string[];
  readonly trend: readonly string[];
}

/** One way to rank. */
export type Way = 'ours' | 'trend';

export interface JudgedPlace {
  readonly key: string;
  readonly title: string;
  readonly value: 1 | -1;
  /** The day on which it was new. */
  readonly day: Day;
  /** How many papers were new that day. */
  readonly of: number;
  /** From 1; null where a muted word kept it out. */
  readonly place: Readonly<Record<Way, number | null>>;
  /** Whether a digest of these days showed it. */
  readonly shown: Readonly<Record<Way, boolean>>;
}

export interface Measures {
  /** How many of the liked papers, and of the disliked ones, were shown. */
  readonly likedShown: number;
  readonly dislikedShown: number;
  /** Mean over the days that have a liked paper, 0 … 1; null where none has. */
  readonly ndcg10: number | null;
  /** The middle one of the liked papers' places. */
  readonly likedPlace: number | null;
}

export interface ReplayQuality {
  readonly liked: number;
  readonly disliked: number;
  /** How many days have a liked paper. */
  readonly likedDays: number;
  readonly ours: Measures;
  readonly trend: Measures;
  readonly places: readonly JudgedPlace[];
}

/** @param shown keys of what the digests showed, over all days. */
export function judgeReplay(
  orders: readonly DayOrder[],
  shown: Readonly<Record<Way, ReadonlySet<string>>>,
): ReplayQuality | null {
  const places = orders.flatMap((order) => placesOf(order, shown));
  if (places.length === 0) return null;
  const days = orders.filter(({ judged }) => judged.some(({ value }) => value === 1));
  const measure = (way: Way): Measures => ({
    likedShown: places.filter((one) => one.value === 1 && one.shown[way]).length,
    dislikedShown: places.filter((one) => one.value === -1 && one.shown[way]).length,
    ndcg10:
      days.length === 0 ? null : days.reduce((sum, day) => sum + ndcg10(day, way), 0) / days.length,
    likedPlace: middle(
      places
        .filter(({ value }) => value === 1)
        .map(({ place }) => place[way] ?? Number.POSITIVE_INFINITY),
    ),
  });
  return {
    liked: places.filter(({ value }) => value === 1).length,
    disliked: places.filter(({ value }) => value === -1).length,
    likedDays: days.length,
    ours: measure('ours'),
    trend: measure('trend'),
    places,
  };
}

function placesOf(
  { day, judged, ours, trend }: DayOrder,
  shown: Readonly<Record<Way, ReadonlySet<string>>>,
): JudgedPlace[] {
  const placeIn = (order: readonly string[], key: string) => {
    const at = order.indexOf(key);
    return at === -1 ? null : at + 1;
  };
  return judged.map(({ paper: { key, title }, value }) => ({
    ...{ key, title, value, day, of: ours.length },
    place: { ours: placeIn(ours, key), trend: placeIn(trend, key) },
    shown: { ours: shown.ours.has(key), trend: shown.trend.has(key) },
  }));
}

/** Liked papers count 1, all others nothing: against the best order there could have been. */
function ndcg10(order: DayOrder, way: Way): number {
  const liked = new Set(order.judged.flatMap(({ paper, value }) => (value === 1 ? paper.key : [])));
  const discount = (place: number) => 1 / Math.log2(place + 2);
  const found = order[way]
    .slice(0, 10)
    .reduce((sum, key, place) => sum + (liked.has(key) ? discount(place) : 0), 0);
  const best = Array.from({ length: Math.min(10, liked.size) }, (_, place) => discount(place));
  return found / best.reduce((sum, one) => sum + one, 0);
}

/** Of an even number the lower; null where it was kept out, or there is none. */
function middle(places: readonly number[]): number | null {
  const found = [...places].sort((a, b) => a - b)[Math.floor((places.length - 1) / 2)];
  return found === undefined || !Number.isFinite(found) ? null : found;
}
