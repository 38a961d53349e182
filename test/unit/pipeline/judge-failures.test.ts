/** After which failures an address gets no more mail. */
import { expect, test } from 'vitest';
import type { FailureClass } from '../../../src/deliver/classify-failure.ts';
import { judgeFailures } from '../../../src/pipeline/judge-failures.ts';

const on = (what: FailureClass, ...days: number[]) =>
  days.map((day) => ({ what, day: new Date(Date.UTC(2026, 9, day)).toISOString().slice(0, 10) }));
const judge = (what: FailureClass, day: number, earlier: ReturnType<typeof on>) =>
  judgeFailures(on(what, day)[0]!, earlier);

const bounce = { reason: 'bounce', rest: null };

test('an address that is gone is suppressed at once', () => {
  expect(judge('bad-address', 14, [])).toEqual(bounce);
});

test('what is our own fault never counts, however often', () => {
  expect(judge('our-fault', 14, on('our-fault', 1, 2, 3, 4, 5, 6, 7))).toBeNull();
  expect(judge('refused-recipient', 14, on('our-fault', 12, 13))).toBeNull();
});

test('a refusal counts with the second issue within a month', () => {
  expect(judge('refused-recipient', 14, [])).toBeNull();
  expect(judge('refused-recipient', 14, on('refused-recipient', 14))).toBeNull();
  expect(judge('refused-recipient', 31, on('refused-recipient', 1))).toBeNull();
  expect(judge('refused-recipient', 30, on('refused-recipient', 1))).toEqual(bounce);
  expect(judge('refused-recipient', 14, on('bad-address', 13))).toEqual(bounce);
  expect(judge('refused-recipient', 14, on('temporary', 12, 13))).toBeNull();
});

test('mail that was given up after many tries counts with the third issue', () => {
  expect(judge('temporary', 14, on('temporary', 13))).toBeNull();
  expect(judge('temporary', 14, on('temporary', 12, 13))).toEqual(bounce);
  expect(judge('temporary', 14, [...on('temporary', 12), ...on('refused-recipient', 13)])).toEqual(
    bounce,
  );
  expect(judge('temporary', 14, on('mailbox-full', 12, 13))).toBeNull();
});

test('a full mailbox rests a month after five issues within fourteen days', () => {
  const full = { reason: 'full', rest: 30 };

  expect(judge('mailbox-full', 5, on('mailbox-full', 1, 2, 3))).toBeNull();
  expect(judge('mailbox-full', 5, on('mailbox-full', 1, 2, 3, 4))).toEqual(full);
  expect(judge('mailbox-full', 14, on('mailbox-full', 1, 2, 3, 4))).toEqual(full);
  expect(judge('mailbox-full', 15, on('mailbox-full', 1, 2, 3, 4))).toBeNull();
  expect(judge('mailbox-full', 5, on('refused-recipient', 1, 2, 3, 4))).toBeNull();
});

test('the order in which reports come does not matter', () => {
  expect(judge('mailbox-full', 1, on('mailbox-full', 2, 3, 4, 5))).toEqual({
    reason: 'full',
    rest: 30,
  });
});
