/** Only a whole reply is one, and its text is safe to show. */
import { expect, test } from 'vitest';
import { parseReply } from '../../../src/deliver/reply.ts';

test.each([
  ['250 ok', { code: 250, enhanced: null, text: 'ok' }],
  ['250', { code: 250, enhanced: null, text: '' }],
  ['250 2.0.0 queued as 4711', { code: 250, enhanced: '2.0.0', text: 'queued as 4711' }],
  ['550-5.1.1 nobody\r\n550 5.1.1 here', { code: 550, enhanced: '5.1.1', text: 'nobody here' }],
  ['451 \u001b[31mred\u0007\tend', { code: 451, enhanced: null, text: '[31mred end' }],
])('%j is read', (raw, reply) => {
  expect(parseReply(raw)).toEqual(reply);
});

test.each([
  '',
  'ok',
  '25',
  '2500 ok',
  '25O ok',
  '250ok',
  '150 ok',
  '650 ok',
  '250-more',
  '250-a\n550 b',
  '250 a\n250 b',
])('%j is no reply', (raw) => {
  expect(parseReply(raw)).toBeNull();
});

test('a long text is cut at 500 characters', () => {
  expect(parseReply(`550 ${'very '.repeat(900)}`)?.text.length).toBeLessThanOrEqual(500);
});
