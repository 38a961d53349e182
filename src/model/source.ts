/** A source as the reader configured it: where it is read, how often something is expected, what may be shown of it. */
import type { Announce, Day } from './listing.ts';

/** When something new is expected: every day, on working days, once a week, or whenever it comes. */
export const rhythms = ['daily', 'weekdays', 'weekly', 'irregular'] as const;
export type Rhythm = (typeof rhythms)[number];

/** How much of a paper public pages and feeds may show: the abstract, its first 300 characters, or the title alone. */
export const republishing = ['full', 'snippet', 'title'] as const;
export type Republish = (typeof republishing)[number];

export interface Source {
  /** Its name in the store, in messages and in the footer; null: the place it was read at. */
  readonly name: string | null;
  /** Addresses, files or folders; each next one is read where those before it fail or are empty. */
  readonly places: readonly string[];
  readonly rhythm: Rhythm;
  /** The kinds of announcement to keep, where the source tells them apart; null keeps all. */
  readonly announce: readonly Announce[] | null;
  /** Null: by where it is read, see `republishOf`. */
  readonly republish: Republish | null;
  /** Its own hosts may stand in a private network. */
  readonly allowPrivate: boolean;
  /** Minutes between two readings while its batch of the day is awaited. */
  readonly poll: number;
}

/** A source of which nothing but the place was said. */
export function plainSource(place: string): Source {
  return {
    name: null,
    places: [place],
    rhythm: 'weekdays',
    announce: null,
    republish: null,
    allowPrivate: false,
    poll: 10,
  };
}

/** True where the source can be asked for a day of one's choice. */
export function isDated(source: Source): boolean {
  return source.places.some((place) => /\{(?:date|compactDate)\}/.test(place));
}

/** The place for `day`: `{date}` is 2026-10-14, `{compactDate}` 20261014, `{week}` 2026-W42, `{month}` 2026-10. */
export function placeOn(place: string, day: Day): string {
  return place
    .replaceAll('{date}', day)
    .replaceAll('{compactDate}', day.replaceAll('-', ''))
    .replaceAll('{week}', isoWeek(day))
    .replaceAll('{month}', day.slice(0, 7));
}

/** `YYYY-Www` by ISO 8601: the week belongs to the year that its Thursday is in. */
function isoWeek(day: Day): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + 4 - (date.getUTCDay() || 7));
  const year = date.getUTCFullYear();
  const week = Math.ceil(((date.getTime() - Date.UTC(year, 0, 1)) / 86_400_000 + 1) / 7);
  return `${year}-W${String(week).padStart(2, '0')}`;
}

/** Whose abstracts are free to be shown whole: open archives, and what a person saved in a file. */
const openHosts =
  /(?:^|\.)(?:huggingface\.co|arxiv\.org|biorxiv\.org|medrxiv\.org|openreview\.net)$/;

/** What may be shown of a source: as configured, else all of open archives and files, and a snippet of the rest. */
export function republishOf(source: Source): Republish {
  if (source.republish !== null) return source.republish;
  return source.places.every((place) => {
    if (!/^https?:/i.test(place)) return true;
    return URL.canParse(place) && openHosts.test(new URL(place).hostname);
  })
    ? 'full'
    : 'snippet';
}
