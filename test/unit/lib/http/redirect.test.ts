/** Redirects are followed a short way, only to where a first address may lead, and never down from https. */
import { expect, test } from 'vitest';
import { nextHop } from '../../../../src/lib/http/redirect.ts';
import { privateSpellings, refusedSpellings } from './private-spellings.ts';

const nobody = () => false;
const start = [new URL('https://public.example/a/b')];

test.each([
  ['/c', 'https://public.example/c'],
  ['c?d', 'https://public.example/a/c?d'],
  ['//other.example/', 'https://other.example/'],
  ['https://other.example/#x', 'https://other.example/'],
])('%s leads to %s', (location, address) => {
  expect(nextHop(start, location, nobody)).toMatchObject({ href: address });
});

test('plain http may lead to https, and https to https alone', () => {
  const plain = [new URL('http://public.example/')];

  expect(nextHop(plain, 'https://public.example/', nobody)).toBeInstanceOf(URL);
  expect(nextHop(plain, 'http://other.example/', nobody)).toBeInstanceOf(URL);
  expect(nextHop(start, 'http://public.example/', nobody)).toMatchObject({
    reason: 'redirect',
    message: expect.stringContaining('from https to plain http'),
  });
});

test.each(privateSpellings)('a redirect to %j is refused', (location) => {
  const from = [new URL('http://public.example/')];
  // Some spellings are relative to where they stand; only those with a host of their own lead away.
  const leadsAway = new URL(location, from[0]).hostname !== 'public.example';

  const next = nextHop(from, location, nobody);

  if (leadsAway) expect(next).toMatchObject({ reason: 'private-address' });
  else expect(next).toMatchObject({ hostname: 'public.example' });
});

test.each(refusedSpellings.filter((each) => /^(?!https?:\/\/$)[a-z]+:/.test(each)))(
  'a redirect to %j is no redirect to follow',
  (location) => {
    expect(nextHop(start, location, nobody)).toMatchObject({ reason: 'redirect' });
  },
);

test('five redirects are followed, not six', () => {
  const path = [0, 1, 2, 3, 4].map((n) => new URL(`https://public.example/${n}`));

  expect(nextHop(path, '/5', nobody)).toBeInstanceOf(URL);
  expect(nextHop([...path, new URL('https://public.example/5')], '/6', nobody)).toMatchObject({
    reason: 'redirect',
    message: 'it redirects more than 5 times',
  });
});

test('a circle is noticed when it closes', () => {
  const path = [...start, new URL('https://public.example/c')];

  expect(nextHop(path, 'a/b#again', nobody)).toMatchObject({ message: 'it redirects in a circle' });
});
