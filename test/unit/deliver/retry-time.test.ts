/** A server that says when is believed, within reason; otherwise the pauses grow, and none goes past the end. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readHint, retryAt } from '../../../src/deliver/retry-time.ts';

const now = new Date('2026-10-14T06:00:00Z');
const expiresAt = new Date('2026-10-15T02:00:00Z');
const minutes = (count: number) => count * 60_000;

function waitFor(age: number, text: string | null, chance: number): number {
  const reply = text === null ? null : { code: 451, enhanced: null, text };
  return retryAt({ now, age, reply, random: () => chance, expiresAt }).getTime() - now.getTime();
}

test.each([
  ['try again in 5 minutes', 300],
  ['Greylisted: retry in 300 seconds.', 300],
  ['greylisted for 5 min', 300],
  ['please wait 1 hour', 3600],
  ['please wait an hour', 3600],
  ['come back in 00:04:30', 270],
  ['try again after 1 hour and 30 minutes', 5400],
  ['delayed, retry in 90s', 90],
  ['Try again later, in about 10 mins', 600],
])('"%s" asks for %d seconds', (text, seconds) => {
  expect(readHint(text)).toBe(seconds * 1000);
});

test.each([
  'try again later',
  'too many mails: 20 in 5 minutes, try again',
  'try again later. The limit is 20 in 1 hour.',
  'try again later, at most 20 mails in 5 minutes',
  'wait 0 seconds',
  'try again in 999999 hours',
  'try again in 3 days',
  'queue 12 min 4711',
])('"%s" names no time that counts', (text) => {
  expect(readHint(text)).toBeNull();
});

test('without a hint the pause is as long as the delivery is old, from 5 to 67 minutes', () => {
  expect(waitFor(0, null, 0.5)).toBe(minutes(5));
  expect(waitFor(minutes(30), null, 0.5)).toBe(minutes(30));
  expect(waitFor(minutes(600), null, 0.5)).toBe(minutes(67));
});

test('a fifth more or less keeps many from coming back at once', () => {
  expect(waitFor(minutes(30), null, 0)).toBe(minutes(24));
  expect(waitFor(minutes(30), null, 1)).toBe(minutes(36));
});

test('the pause is never shorter than the server asked and never past the end', () => {
  const cases = fc.record({
    age: fc.integer({ min: -1000, max: minutes(3000) }),
    asked: fc.integer({ min: 1, max: 1440 }),
    chance: fc.double({ min: 0, max: 1, noNaN: true }),
  });
  fc.assert(
    fc.property(cases, ({ age, asked, chance }) => {
      const wait = waitFor(age, `try again in ${asked} minutes`, chance);
      const end = expiresAt.getTime() - now.getTime();

      expect(wait).toBeLessThanOrEqual(end);
      expect(wait).toBeGreaterThanOrEqual(Math.min(minutes(asked) + 10_000, end));
    }),
  );
});
