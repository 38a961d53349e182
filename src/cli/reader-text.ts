/** Readers in words and as JSON. */
import { longDay } from '../lib/days.ts';
import type { Preferences } from '../model/subscriber.ts';
import { preferencesInWords, type Reader, untilResumed } from '../pipeline/subscribers.ts';

/** The documented shape. */
export function readerJson({ subscriber, suppression }: Reader): Record<string, unknown> {
  const { id, address, state, pausedUntil, preferences, ...rest } = subscriber;
  const { addressKey: _, ...suppressed } = suppression ?? { addressKey: '' };
  return {
    id,
    address,
    state,
    suppressed: suppression === null ? null : suppressed,
    pausedUntil,
    preferences,
    ...rest,
  };
}

/** One line a preference that is not the usual, and the times always. */
export function preferenceText(preferences: Preferences): readonly string[] {
  const words = preferencesInWords(preferences);
  const lines: readonly (readonly [string, string])[] = [
    ['when', timesText(preferences)],
    ['topics', words.topics || (preferences.interests === null ? 'the site’s' : '')],
    ['muted', words.mute],
    ['authors', words.authors],
    ['organisations', words.organizations],
    ['trends count', words.trend],
    ['papers', words.limit === '' ? '' : `at most ${words.limit}`],
    ['format', words.format],
    ['empty days', emptyText[preferences.emptyDays]],
  ];
  return lines
    .filter(([, text]) => text !== '')
    .map(([name, text]) => `${`${name} `.padEnd(15)}${text}`);
}

const emptyText = { skip: 'nothing', note: 'a short note', best: 'the best of the week' } as const;

/** "daily 07:00 Europe/Zurich". */
export function timesText(preferences: Preferences): string {
  const { weekdays } = preferencesInWords(preferences);
  const { hour, zone } = preferences;
  return [weekdays, hour ?? 'when it is out', ...(zone === null ? [] : [zone])].join(' ');
}

/** "confirmed", "paused until 2026-11-02", "suppressed (bounce)". */
export function stateText({ subscriber, suppression }: Reader, today: string): string {
  const { pausedUntil } = subscriber;
  const state = subscriber.waitsSince === null ? subscriber.state : 'waiting';
  if (suppression !== null) return `${state}, suppressed (${suppression.reason})`;
  if (state !== 'confirmed' || pausedUntil === null || pausedUntil <= today) return state;
  return pausedUntil === untilResumed ? 'paused' : `paused until ${pausedUntil}`;
}

/** "on Wednesday, 14 October 2026 at 07:00 (Europe/Zurich)". */
export function momentIn(moment: Date, zone: string): string {
  const text = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'short',
  }).format(moment);
  return `on ${longDay(text.slice(0, 10))} at ${text.slice(11)} (${zone})`;
}
