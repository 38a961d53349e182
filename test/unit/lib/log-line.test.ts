/** What may stand in a log: one line, no token, no password, no reader. */
import { expect, test } from 'vitest';
import { logLine } from '../../../src/lib/log-line.ts';
import { signToken } from '../../../src/lib/tokens.ts';

const key = { id: 1, key: 'k'.repeat(40) };

test('a sentence stays as it is', () => {
  const sentence =
    '421 4.7.0 try again in 20 minutes, says smtp://mail.example.org:587 (2026-11-21)';

  expect(logLine(sentence)).toBe(sentence);
});

test.each([
  ['450 <jane.doe+x@example.org>: busy', '450 <j…@example.org>: busy'],
  ['to jane@localhost, and jürgen@bücher.example', 'to j…@localhost, and j…@bücher.example'],
  ['smtp://quay:pa55@mail.example.org:25 refused', 'smtp://…@mail.example.org:25 refused'],
  [`at /vote/${signToken(key, 'vote', 77)}/abc`, 'at /vote/…/abc'],
  [`at /confirm/${'0123456789'.repeat(4)}`, 'at /confirm/…'],
  ['https://quay:p@55@mail.example.org/list', 'https://…@mail.example.org/list'],
  [
    'https://api.example.org/list?api_key=s3cret&day=2&token=t0p#x',
    'https://api.example.org/list?api_key=…&day=2&token=…#x',
  ],
  ['bad key -----BEGIN PRIVATE KEY-----\nMIIEvQ\n-----END PRIVATE KEY-----.', 'bad key ….'],
  ['bad key -----BEGIN PRIVATE KEY-----\nMIIEvQ', 'bad key …'],
  ['one\r\ntwo\u0007\u2028\u202e', 'one\\r\\ntwo\\u0007\\u2028\\u202e'],
])('%j is logged as %j', (text, line) => {
  expect(logLine(text)).toBe(line);
});

test('a long text is cut between two words, so that half a password is not taken for a word', () => {
  const before = 'all is well '.repeat(200).slice(0, 1_980);

  expect(logLine(`${before}smtp://quay:pa55word5@mail.example.org`)).toBe(`${before}…`);
});
