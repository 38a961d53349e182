/** Headers are read for what they say, and what makes no sense counts as not said. */
import { expect, test } from 'vitest';
import { dateOf, retryAfterOf, validatorsOf } from '../../../../src/lib/http/headers.ts';

const now = Date.parse('2026-03-01T12:00:00Z');
const after = (text: string, date?: string) =>
  retryAfterOf({ 'retry-after': text, ...(date ? { date } : {}) }, now);

test('Retry-After may be seconds or a date', () => {
  expect(after('0')).toBe(0);
  expect(after(' 120 ')).toBe(120_000);
  expect(after('9'.repeat(400))).toBe(1e12);
  expect(after('Sun, 01 Mar 2026 12:01:30 GMT')).toBe(90_000);
  expect(after('Sunday, 01-Mar-26 12:01:30 GMT')).toBe(90_000);
  expect(after('Sun Mar  1 12:01:30 2026')).toBe(90_000);
  expect(after('Sun, 01 Mar 2026 11:00:00 GMT')).toBe(0);
});

test("a date is held against the server's own clock", () => {
  expect(after('Sun, 01 Mar 2026 15:00:10 GMT', 'Sun, 01 Mar 2026 15:00:00 GMT')).toBe(10_000);
});

test.each(['', 'soon', '-5', '1.5', '5 s', 'abc 5', 'Sun, 99 Foo 2026', '1e3'])(
  'Retry-After %j says nothing',
  (text) => {
    expect(after(text)).toBeNull();
  },
);

test('a missing Retry-After says nothing', () => {
  expect(retryAfterOf({}, now)).toBeNull();
});

test("the server's clock is read as UTC", () => {
  expect(dateOf({ date: 'Sun, 01 Mar 2026 12:00:00 GMT' })).toBe('2026-03-01T12:00:00.000Z');
  expect(dateOf({ date: 'yesterday 7' })).toBeNull();
  expect(dateOf({})).toBeNull();
});

test('validators are kept as they came, with the address that gave them', () => {
  const headers = { etag: 'W/"a b"', 'last-modified': ['Sun, 01 Mar 2026 12:00:00 GMT', 'x'] };

  expect(validatorsOf(headers, 'https://public.example/')).toEqual({
    etag: 'W/"a b"',
    lastModified: 'Sun, 01 Mar 2026 12:00:00 GMT',
    from: 'https://public.example/',
  });
});

test.each(['', 'a\r\nb: c', '"\u00e4"', '"\u0000"', `"${'x'.repeat(2_000)}"`])(
  'the validator %j could not be sent back and is left out',
  (etag) => {
    expect(validatorsOf({ etag }, 'https://public.example/').etag).toBeNull();
  },
);
