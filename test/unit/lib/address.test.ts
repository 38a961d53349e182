/** Addresses from listings: only what a browser opens as http or https. */
import { describe, expect, it } from 'vitest';
import { httpAddress } from '../../../src/lib/address.ts';

describe('httpAddress', () => {
  it.each([
    ['https://example.org/a?b=c#d', 'https://example.org/a?b=c#d'],
    [' HTTP://Example.ORG ', 'http://example.org/'],
    ['https://example.org/"><b>', 'https://example.org/%22%3E%3Cb%3E'],
    ['https://bücher.example/ü', 'https://xn--bcher-kva.example/%C3%BC'],
  ])('keeps %j', (text, address) => {
    expect(httpAddress(text)).toBe(address);
  });

  it.each([
    ...['javascript:alert(1)', 'JAVASCRIPT:alert(1)', ' javascript:alert(1)'],
    ...[
      'java\nscript:alert(1)',
      '\u0001javascript:alert(1)',
      'data:text/html,x',
      'file:///etc/hosts',
    ],
    ...['mailto:a@example.org', 'ftp://example.org/', 'blob:https://example.org/1'],
    ...[
      'https://user@example.org/',
      'https://user:word@example.org/',
      'https://:word@example.org/',
    ],
    ...['/relative', '//example.org/x', 'example.org', 'https://', 'http://[bad', ''],
    `https://example.org/${'a'.repeat(2_000)}`,
  ])('refuses %j', (text) => {
    expect(httpAddress(text)).toBeNull();
  });

  it('refuses what is missing', () => {
    expect([httpAddress(null), httpAddress(undefined)]).toEqual([null, null]);
  });
});
