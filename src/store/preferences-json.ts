/** A reader's preferences as they are kept: JSON, and whatever in it cannot be used becomes the usual value. */
import { cleanText } from '../lib/text.ts';
import type { Interests, Topic } from '../model/interests.ts';
import { type Preferences, usualPreferences, type Weekday } from '../model/subscriber.ts';

export function encodePreferences(preferences: Preferences): string {
  const { interests, trend, limit, weekdays, hour, zone, format, emptyDays } = preferences;
  return JSON.stringify({ interests, trend, limit, weekdays, hour, zone, format, emptyDays });
}

/** One reader's damaged row must not stop the mail of all the others: never throws. */
export function decodePreferences(text: string): Preferences {
  const given = fieldsOf(parse(text));
  return {
    interests: decodeInterests(given.interests),
    trend: isShare(given.trend) ? given.trend : usualPreferences.trend,
    limit: isLimit(given.limit) ? given.limit : usualPreferences.limit,
    weekdays: decodeWeekdays(given.weekdays),
    hour: isHour(given.hour) ? given.hour : usualPreferences.hour,
    zone: isZone(given.zone) ? given.zone : usualPreferences.zone,
    format: given.format === 'text' ? 'text' : usualPreferences.format,
    emptyDays:
      given.emptyDays === 'note' || given.emptyDays === 'best'
        ? given.emptyDays
        : usualPreferences.emptyDays,
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function isShare(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= 1;
}

function isLimit(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 200;
}

function isHour(value: unknown): value is string {
  return typeof value === 'string' && /^(?:[01]\d|2[0-3]):[0-5]\d$/.test(value);
}

/** Whether this system knows it, by name: asked once for each. */
const zones = new Map<string, boolean>();

function isZone(value: unknown): value is string {
  if (typeof value !== 'string') return false;
  let isKnown = zones.get(value);
  if (isKnown === undefined) {
    isKnown = canTellTimeIn(value);
    if (zones.size < 2_000) zones.set(value, isKnown);
  }
  return isKnown;
}

function canTellTimeIn(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

function decodeWeekdays(value: unknown): readonly Weekday[] {
  if (!Array.isArray(value)) return usualPreferences.weekdays;
  const weekdays = usualPreferences.weekdays.filter((weekday) => value.includes(weekday));
  return weekdays.length === 0 ? usualPreferences.weekdays : weekdays;
}

function decodeInterests(value: unknown): Interests | null {
  if (typeof value !== 'object' || value === null) return null;
  const { topics, muted, authors, organizations } = fieldsOf(value);
  return {
    topics: Array.isArray(topics) ? topics.flatMap(decodeTopic) : [],
    muted: decodeTexts(muted),
    authors: decodeTexts(authors),
    organizations: decodeTexts(organizations),
  };
}

function decodeTopic(value: unknown): readonly Topic[] {
  const { name, weight, exact } = fieldsOf(value);
  const [text] = decodeTexts([name]);
  if (text === undefined) return [];
  const isWeight = typeof weight === 'number' && weight > 0 && weight <= 100;
  return [{ name: text, weight: isWeight ? weight : 1, exact: exact === true }];
}

function decodeTexts(value: unknown): readonly string[] {
  if (!Array.isArray(value)) return [];
  return value
    .flatMap((text) => (typeof text === 'string' ? [cleanText(text)] : []))
    .filter((text) => text !== '');
}
