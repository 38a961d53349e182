/** A reader's preferences as people write them, on the command line, in a form or in a table, and back. */
import { closest } from '../lib/closest.ts';
import { cleanText } from '../lib/text.ts';
import type { Interests, Topic } from '../model/interests.ts';
import { type Preferences, usualPreferences } from '../model/subscriber.ts';
import { parseTopicList } from '../model/topic-list.ts';
import { parseTrendShare, writeTrendShare } from '../model/trend-share.ts';
import { nameOf, readNames, writeNames } from './name-list.ts';
import { readWeekdays, writeWeekdays } from './weekdays.ts';

export const preferenceFields = [
  ...(['topics', 'mute', 'authors', 'organizations', 'trend', 'limit'] as const),
  ...(['weekdays', 'hour', 'zone', 'format', 'empty'] as const),
];

export type PreferenceField = (typeof preferenceFields)[number];

/** Undefined is left as it was; an empty text goes back to the usual. */
export type PreferenceWords = { readonly [field in PreferenceField]?: string | undefined };

export interface PreferenceProblem {
  readonly field: PreferenceField;
  /** What is expected, in words. */
  readonly message: string;
}

export interface ReadPreferences {
  /** As before where a field has a problem. */
  readonly preferences: Preferences;
  readonly problems: readonly PreferenceProblem[];
}

/** Reads what is given on top of `before`; never throws. Interests of one's own, whichever, replace all of the site's. */
export function readPreferences(
  words: PreferenceWords,
  before: Preferences = usualPreferences,
): ReadPreferences {
  const problems: PreferenceProblem[] = [];
  const read = <T>(field: PreferenceField, old: T, usual: T, reader: (text: string) => T): T => {
    const text = words[field];
    if (text === undefined) return old;
    if (text.trim() === '') return usual;
    try {
      return reader(text);
    } catch (error) {
      problems.push({ field, message: (error as Error).message });
      return old;
    }
  };
  const preferences: Preferences = {
    interests: readInterests(before.interests, read, words),
    trend: read('trend', before.trend, null, parseTrendShare),
    limit: read('limit', before.limit, null, readLimit),
    weekdays: read('weekdays', before.weekdays, usualPreferences.weekdays, readWeekdays),
    hour: read('hour', before.hour, null, readHour),
    zone: read('zone', before.zone, null, readZone),
    format: read('format', before.format, usualPreferences.format, oneOf(['html', 'text'])),
    emptyDays: read(
      'empty',
      before.emptyDays,
      usualPreferences.emptyDays,
      oneOf(['skip', 'note', 'best']),
    ),
  };
  return { preferences, problems };
}

/** What `readPreferences` reads as the same; the usual is an empty text. */
export function writePreferences(preferences: Preferences): Record<PreferenceField, string> {
  const { interests, trend, limit, weekdays, hour, zone, format, emptyDays } = preferences;
  return {
    topics: (interests?.topics ?? []).map(writeTopic).join(', '),
    mute: writeNames(interests?.muted ?? []),
    authors: writeNames(interests?.authors ?? []),
    organizations: writeNames(interests?.organizations ?? []),
    trend: trend === null ? '' : writeTrendShare(trend),
    limit: limit === null ? '' : String(limit),
    weekdays: writeWeekdays(weekdays),
    hour: hour ?? '',
    zone: zone ?? '',
    format,
    empty: emptyDays,
  };
}

/** With the quotes under which it is read as itself: its name may hold some. */
function writeTopic(topic: Topic): string {
  const weight = topic.weight === 1 ? '' : `:${topic.weight}`;
  const quotes = topic.exact ? ['"', "'"] : [''];
  const ways = quotes.map((quote) => quote + topic.name + quote + weight);
  const plain = topic.name.replace(/["“”]/g, '');
  return (
    ways.find((way) => isReadAs(way, topic)) ?? `${topic.exact ? `"${plain}"` : plain}${weight}`
  );
}

function isReadAs(way: string, { name, weight, exact }: Topic): boolean {
  try {
    const { topics, muted } = parseTopicList(way);
    const [only, ...more] = topics;
    const isAlone = only !== undefined && more.length + muted.length === 0;
    return isAlone && only.name === name && only.weight === weight && only.exact === exact;
  } catch {
    return false;
  }
}

type FieldReader = <T>(field: PreferenceField, old: T, usual: T, reader: (text: string) => T) => T;

function readInterests(
  before: Interests | null,
  read: FieldReader,
  words: PreferenceWords,
): Interests | null {
  const none = { topics: [], muted: [] };
  const list = read('topics', { topics: before?.topics ?? [], muted: [] }, none, parseTopicList);
  // Words muted in the list of topics are muted beside those of the field for them.
  const muted = read('mute', before?.muted ?? [], [], readNames);
  const interests = {
    topics: list.topics,
    muted: [
      ...new Set([...muted, ...(words.topics === undefined ? [] : list.muted.map(nameOf))]),
    ].filter((name) => name !== ''),
    authors: read('authors', before?.authors ?? [], [], readNames),
    organizations: read('organizations', before?.organizations ?? [], [], readNames),
  };
  return Object.values(interests).every((several) => several.length === 0) ? null : interests;
}

function readLimit(text: string): number {
  const value = /^\s*\d{1,3}\s*$/.test(text) ? Number(text) : 0;
  if (value < 1 || value > 200) throw new Error('expected a whole number from 1 to 200');
  return value;
}

/** `07:00`, `7:00` or `7`. */
function readHour(text: string): string {
  const found = /^(\d{1,2})(?:[:.](\d{2}))?$/.exec(text.trim());
  const [hour, minute] = [Number(found?.[1] ?? 24), Number(found?.[2] ?? 0)];
  if (hour > 23 || minute > 59) throw new Error('expected a time such as 07:00');
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

function readZone(text: string): string {
  const name = cleanText(text);
  const known = /^[A-Za-z][A-Za-z0-9_+/-]*$/.test(name) ? knownZone(name) : null;
  // An old name of a zone is not replaced: programs do not agree on which one is new.
  if (known !== null) return known.toLowerCase() === name.toLowerCase() ? known : name;
  const near = closest(name, Intl.supportedValuesOf('timeZone'));
  throw new Error(
    `“${name}” is no time zone; expected one such as ${near ?? 'Europe/Zurich or UTC'}`,
  );
}

function knownZone(name: string): string | null {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return null;
  }
}

function oneOf<T extends string>(values: readonly T[]): (text: string) => T {
  return (text) => {
    const found = values.find((value) => value === text.trim().toLowerCase());
    if (found === undefined) throw new Error(`expected one of: ${values.join(', ')}`);
    return found;
  };
}
