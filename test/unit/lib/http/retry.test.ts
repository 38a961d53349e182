/** Another try only where it may help, after a drawn wait or the one asked for; then the host is left alone. */
import { expect, test } from 'vitest';
import { type FailureReason, failed, failureReasons } from '../../../../src/lib/http/result.ts';
import { coolDownAfter, retryDelay, usualRetries } from '../../../../src/lib/http/retry.ts';

const status = (code: number, retryAfter: number | null = null) =>
  failed('status', 'it failed', { status: code, retryAfter });
const delay = (failure: ReturnType<typeof failed>, retries = 0, drawn = 0.5) =>
  retryDelay(failure, retries, () => drawn, usualRetries);

test.each([408, 425, 429, 500, 502, 503, 504, 520])('%i is tried again', (code) => {
  expect(delay(status(code))).not.toBeNull();
});

test.each([204, 304, 400, 401, 403, 404, 405, 406, 409, 410, 418, 421, 423, 451, 501, 505])(
  '%i is not tried again',
  (code) => {
    expect(delay(status(code))).toBeNull();
  },
);

test('of the other failures those are tried again that pass', () => {
  const passing: readonly FailureReason[] = ['refused', 'unreachable', 'reset', 'timeout'];

  for (const reason of failureReasons.filter((each) => each !== 'status')) {
    expect([reason, delay(failed(reason, '')) !== null]).toEqual([
      reason,
      passing.includes(reason),
    ]);
  }
});

test('there are three retries, not four', () => {
  expect([0, 1, 2, 3, 4].map((retries) => delay(status(503), retries) !== null)).toEqual([
    true,
    true,
    true,
    false,
    false,
  ]);
});

test('a wait is drawn from nought to a span that doubles up to a limit', () => {
  const longest = (retries: number) =>
    retryDelay(status(503), retries, () => 1, { ...usualRetries, most: 10 });

  expect(delay(status(503), 2, 0)).toBe(0);
  expect([0, 1, 2, 3, 4, 5, 6].map(longest)).toEqual([500, 1000, 2000, 4000, 8000, 8000, 8000]);
});

test('Retry-After is kept in full, with a drawn part on top', () => {
  expect(delay(status(503, 3_000), 0, 0)).toBe(3_000);
  expect(delay(status(429, 3_000), 2, 1)).toBe(3_500);
});

test('a Retry-After too long to wait for ends the tries', () => {
  expect(delay(status(503, 20_000))).not.toBeNull();
  expect(delay(status(503, 20_001))).toBeNull();
});

test('the host is left alone for as long as it asks, a day at most', () => {
  expect(coolDownAfter(status(503, 600_000))).toBe(600_000);
  expect(coolDownAfter(status(403, 60_000))).toBe(60_000);
  expect(coolDownAfter(status(429, 999_999_999_000))).toBe(86_400_000);
});

test('after "too many requests" it is left alone even when it names no time, after others not', () => {
  expect(coolDownAfter(status(429))).toBe(900_000);
  expect(coolDownAfter(status(429, 0))).toBe(900_000);
  expect(coolDownAfter(status(503))).toBeNull();
  expect(coolDownAfter(failed('reset', ''))).toBeNull();
});
