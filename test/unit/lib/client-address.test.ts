/** Whose request it is behind proxies, and how networks are written. */
import { expect, test } from 'vitest';
import { clientAddress, readNetwork } from '../../../src/lib/client-address.ts';

const trusted = ['10.0.0.0/8', '127.0.0.1/32', 'fd00::/8'];

test.each([
  ['203.0.113.9', '198.51.100.1', '203.0.113.9'],
  ['10.0.0.2', undefined, '10.0.0.2'],
  ['10.0.0.2', '198.51.100.1', '198.51.100.1'],
  ['10.0.0.2', '192.0.2.1, 198.51.100.1', '198.51.100.1'],
  ['10.0.0.2', '192.0.2.1, 198.51.100.1, 10.9.9.9', '198.51.100.1'],
  ['::ffff:127.0.0.1', '2001:db8::1', '2001:db8::1'],
  ['fd00::5', '[2001:db8::1]:443', '2001:db8::1'],
  ['10.0.0.2', '198.51.100.1:9999', '198.51.100.1'],
  ['10.0.0.2', '198.51.100.1, unknown', '10.0.0.2'],
  ['10.0.0.2', '198.51.100.1, 127.1', '10.0.0.2'],
  ['10.0.0.2', '10.0.0.3, 10.0.0.4', '10.0.0.3'],
  ['10.0.0.2', '', '10.0.0.2'],
])('the connection of %s that says %s is from %s', (connection, forwarded, client) => {
  expect(clientAddress(connection, forwarded, trusted)).toBe(client);
});

test('nobody is believed where nobody is trusted', () => {
  expect(clientAddress('127.0.0.1', '198.51.100.1', [])).toBe('127.0.0.1');
});

test('an address alone is a network of one', () => {
  expect(['127.0.0.1', '10.0.0.0/8', 'FD00::/8', '::1'].map(readNetwork)).toEqual([
    '127.0.0.1/32',
    '10.0.0.0/8',
    'fd00::/8',
    '::1/128',
  ]);
});

test.each([
  '',
  'localhost',
  '10.0.0.0/33',
  '10.0.0/8',
  '::/129',
  '10.0.0.0/8/8',
  '0x7f.1',
  '1.2.3.4/-1',
])('what is no network is said to be none: %j', (text) => {
  expect(() => readNetwork(text)).toThrow('no address or network');
});
