/** Only addresses of the public internet count as public, whatever block the others are from. */
import { describe, expect, test } from 'vitest';
import { isPublicAddress } from '../../../../src/lib/http/public-address.ts';

const ranges: readonly (readonly [string, ...string[]])[] = [
  ['this network', '0.0.0.0', '0.1.2.3'],
  ['private 10', '10.0.0.0', '10.255.255.255'],
  ['carrier-grade NAT', '100.64.0.0', '100.100.100.200', '100.127.255.255'],
  ['loopback', '127.0.0.1', '127.255.255.254'],
  ['link-local and metadata', '169.254.0.1', '169.254.169.254'],
  ['private 172', '172.16.0.1', '172.31.255.255'],
  ['protocol assignments', '192.0.0.1', '192.0.0.170'],
  ['documentation 1', '192.0.2.1'],
  ['AS112', '192.31.196.1', '192.175.48.1'],
  ['multicast relays', '192.52.193.1'],
  ['6to4 relays', '192.88.99.1'],
  ['private 192', '192.168.0.1', '192.168.255.255'],
  ['benchmarks', '198.18.0.1', '198.19.255.255'],
  ['documentation 2', '198.51.100.1'],
  ['documentation 3', '203.0.113.1'],
  ['multicast', '224.0.0.1', '239.255.255.255'],
  ['reserved', '240.0.0.1', '255.255.255.254'],
  ['broadcast', '255.255.255.255'],
  ['the host of a cloud', '168.63.129.16'],
  ['IPv6 unspecified', '::'],
  ['IPv6 loopback', '::1'],
  ['IPv4 within IPv6', '::127.0.0.1', '::8.8.8.8'],
  ['IPv4 mapped', '::ffff:127.0.0.1', '::ffff:10.0.0.1', '::ffff:a9fe:a9fe'],
  ['IPv4 translated', '::ffff:0:127.0.0.1'],
  ['NAT64', '64:ff9b::127.0.0.1', '64:ff9b::8.8.8.8', '64:ff9b:1::1'],
  ['discard', '100::1', '100:0:0:1::1'],
  ['Teredo', '2001::1'],
  ['IPv6 benchmarks', '2001:2::1'],
  ['ORCHID', '2001:10::1', '2001:20::1'],
  ['IPv6 documentation', '2001:db8::1', '3fff::1'],
  ['6to4', '2002:7f00:1::', '2002:a00:1::1'],
  ['segment routing', '5f00::1'],
  ['unassigned IPv6', '4000::1', 'e000::1'],
  ['unique local', 'fc00::1', 'fdff:ffff::1'],
  ['IPv6 link-local', 'fe80::1', 'fe80::1%eth0'],
  ['site-local', 'fec0::1'],
  ['IPv6 multicast', 'ff02::1', 'ff0e::1'],
];

test('the table holds 25 ranges at least', () => {
  expect(ranges.length).toBeGreaterThanOrEqual(25);
});

describe.each(ranges)('%s', (_name, ...addresses) => {
  test.each(addresses)('%s is not public', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});

test.each(['1.1.1.1', '9.255.255.255', '11.0.0.1', '172.15.0.1', '172.32.0.1', '223.255.255.255'])(
  '%s is public',
  (address) => {
    expect(isPublicAddress(address)).toBe(true);
    expect(isPublicAddress(`::ffff:${address}`)).toBe(true);
  },
);

test.each(['2606:4700::1', '2a00:1450::8a', '2400:cb00::1'])('%s is public', (address) => {
  expect(isPublicAddress(address)).toBe(true);
});

test.each(['', 'localhost', '1.2.3', '1.2.3.4.5', '300.1.1.1', '[2606:4700::1]', 'public'])(
  'what is no address (%j) is not public',
  (text) => {
    expect(isPublicAddress(text)).toBe(false);
  },
);
