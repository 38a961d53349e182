/** Exactly one plain address passes; whatever a mail library could read as more does not. */
import { expect, test } from 'vitest';
import { checkAddress } from '../../../src/deliver/address.ts';

test.each([
  ['reader@example.org', 'reader@example.org'],
  ["o'brien+papers@sub.example.org", "o'brien+papers@sub.example.org"],
  ['root@localhost', 'root@localhost'],
  ['reader@münchen.example', 'reader@xn--mnchen-3ya.example'],
])('%s passes', (text, address) => {
  expect(checkAddress(text)).toBe(address);
});

test.each([
  '',
  '@',
  'reader',
  '@example.org',
  'reader@',
  'a@example.org, b@example.org',
  'a@example.org;b@example.org',
  'a@example.org\r\nRCPT TO:<b@example.org>',
  'a@example.org\nBcc: b@example.org',
  'a@example.org\0',
  ' a@example.org',
  'a@example.org ',
  'A Reader <a@example.org>',
  '<a@example.org>',
  '"a b"@example.org',
  'a@b@example.org',
  'a(comment)@example.org',
  'a..b@example.org',
  '.a@example.org',
  'a.@example.org',
  'a@example..org',
  'a@-example.org',
  'a@example.org.',
  'a@[127.0.0.1]',
  'a@127.0.0.1',
  'ä@example.org',
  'a@example.org>',
  'a@ex_ample.org',
  'a@example\u3002org, b@example.org',
  'group: a@example.org;',
  `${'a'.repeat(65)}@example.org`,
  `a@${'a'.repeat(64)}.org`,
  `a@${'a.'.repeat(140)}org`,
])('%j is refused', (text) => {
  expect(() => checkAddress(text)).toThrow(expect.objectContaining({ code: 'USAGE' }));
});
