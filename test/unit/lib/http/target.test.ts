/** An address is refused before anything is sent where its own text shows that it may not be fetched. */
import { expect, test } from 'vitest';
import { hostOf, readTarget } from '../../../../src/lib/http/target.ts';
import { privateNames, privateSpellings, refusedSpellings } from './private-spellings.ts';

const nobody = () => false;

test('the table holds 60 spellings at least, each once', () => {
  expect(new Set(privateSpellings).size).toBe(privateSpellings.length);
  expect(privateSpellings.length).toBeGreaterThanOrEqual(60);
});

test.each(privateSpellings)('%j is seen to be private', (address) => {
  expect(readTarget(address, nobody)).toMatchObject({ kind: 'failed', reason: 'private-address' });
});

test.each(refusedSpellings)('%j is no address to be fetched', (address) => {
  expect(readTarget(address, nobody)).toMatchObject({ kind: 'failed', reason: 'address' });
});

test.each(privateNames)('%s has to be looked up', (address) => {
  expect(readTarget(address, nobody)).toBeInstanceOf(URL);
});

test('a password in an address is not repeated in the message', () => {
  expect(JSON.stringify(readTarget('http://user:secret@public.example/', nobody))).not.toContain(
    'secret',
  );
});

test('an allowed host may be private, in whatever spelling, and no other', () => {
  const allowed = (host: string) => host === '127.0.0.1' || host === '::1';

  const read = (address: string) => readTarget(address, allowed);

  expect(read('http://0x7f.1:81/a')).toMatchObject({ href: 'http://127.0.0.1:81/a' });
  expect(read('http://[0::1]/')).toMatchObject({ href: 'http://[::1]/' });
  expect(read('http://127.0.0.2/')).toMatchObject({ reason: 'private-address' });
});

test('a host has one form: small letters, no brackets, no dot at the end', () => {
  const hosts = ['http://ArXiv.org./x', 'http://[::1]:8/', 'https://b\u00fccher.example'];

  expect(hosts.map((address) => hostOf(new URL(address)))).toEqual([
    'arxiv.org',
    '::1',
    'xn--bcher-kva.example',
  ]);
});

test('a fragment is not part of what is fetched', () => {
  expect(readTarget('https://public.example/a#b', nobody)).toMatchObject({
    href: 'https://public.example/a',
  });
});
