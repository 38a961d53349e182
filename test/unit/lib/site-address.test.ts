/** Addresses in mails: below the base URL whatever its path, and readable by the server that gave them out. */
import { expect, test } from 'vitest';
import { mountOf, unsubscribeUrl } from '../../../src/lib/site-address.ts';
import { readToken } from '../../../src/lib/tokens.ts';

const key = { id: 3, key: 'a key of more than thirty-two characters' };

test.each([
  'https://quay.example',
  'https://quay.example/',
  'https://quay.example/papers',
  'https://quay.example/papers/',
  'http://localhost:8080/a/b',
])('an unsubscribe link below %s holds the token of its reader', (baseUrl) => {
  const url = unsubscribeUrl(baseUrl, key, 4_711);

  const [start, token = ''] = url.split('/unsubscribe/');
  expect(start).toBe(baseUrl.replace(/\/$/, ''));
  expect(readToken([key], 'unsubscribe', token)).toBe(4_711);
  expect(new URL(url).href).toBe(url);
});

test.each([
  [null, ''],
  ['https://quay.example', ''],
  ['https://quay.example/', ''],
  ['https://quay.example/papers', '/papers'],
  ['https://quay.example/a/b/', '/a/b'],
])('the site at %s is mounted at “%s”', (baseUrl, mount) => {
  expect(mountOf(baseUrl)).toBe(mount);
});
