/** Which failures are worth another try, how long to wait for it, and when a host is to be left alone altogether. */
import type { FailedRequest, FailureReason } from './result.ts';

export interface RetryPolicy {
  /** Tries after the first. */
  readonly most: number;
  /** Milliseconds the first wait is drawn from; each next one from twice as many. */
  readonly base: number;
  /** Milliseconds no drawn wait exceeds. */
  readonly longest: number;
  /** Milliseconds of Retry-After that are waited for; more starts a cool-down. */
  readonly longestRetryAfter: number;
}

export const usualRetries: RetryPolicy = {
  most: 3,
  base: 500,
  longest: 8_000,
  longestRetryAfter: 20_000,
};

const passing: readonly FailureReason[] = ['refused', 'unreachable', 'reset', 'timeout'];

/** Statuses at or above 500 that will not be another answer the next time: 501 and 505. */
const lasting: readonly number[] = [501, 505];

function isPassing({ reason, status }: FailedRequest): boolean {
  if (reason !== 'status' || status === null) return passing.includes(reason);
  return [408, 425, 429].includes(status) || (status >= 500 && !lasting.includes(status));
}

/**
 * Milliseconds to wait before the next try, or null when there is to be none. Waits are drawn from the whole span
 * (full jitter), so that many clients do not come back together; what the server asks for is kept in full.
 * @param retries how many there were already.
 * @param random from 0 to 1.
 */
export function retryDelay(
  failure: FailedRequest,
  retries: number,
  random: () => number,
  policy: RetryPolicy,
): number | null {
  if (retries >= policy.most || !isPassing(failure)) return null;
  if (failure.retryAfter === null) {
    return random() * Math.min(policy.longest, policy.base * 2 ** retries);
  }
  if (failure.retryAfter > policy.longestRetryAfter) return null;
  return failure.retryAfter + random() * policy.base;
}

/** Milliseconds: no server may silence a source for longer at a time. */
export const longestCoolDown = 86_400_000;
const afterTooMany = 15 * 60_000;

/**
 * Milliseconds for which the host is to be left alone after a failure that was given up, or null. Capped at
 * a day.
 */
export function coolDownAfter({ status, retryAfter }: FailedRequest): number | null {
  if (retryAfter !== null && retryAfter > 0) return Math.min(retryAfter, longestCoolDown);
  return status === 429 ? afterTooMany : null;
}
