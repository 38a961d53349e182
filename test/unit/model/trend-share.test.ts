/** The one number between what fits and what trends, as people write it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noInterests } from '../../../src/model/interests.ts';
import { interestsOf, usualPreferences } from '../../../src/model/subscriber.ts';
import { parseTrendShare, writeTrendShare } from '../../../src/model/trend-share.ts';

describe('how much what trends counts', () => {
  it.each([
    ['30%', 0.3],
    [' 30 % ', 0.3],
    ['30', 0.3],
    [30, 0.3],
    ['0.3', 0.3],
    [0.3, 0.3],
    ['.3', 0.3],
    ['12.5%', 0.125],
    [0, 0],
    ['0%', 0],
    [1, 1],
    ['1%', 0.01],
    [100, 1],
  ])('%j is read as %d', (given, share) => {
    expect(parseTrendShare(given)).toBe(share);
  });

  it.each(['', 'much', '-5%', -0.1, '101', '100.5%', '3e1', '%', NaN, true, null, [30]])(
    '%j is none, which is said with what is expected',
    (given) => {
      expect(() => parseTrendShare(given)).toThrow(/^expected a percentage from 0% .* such as 30%/);
    },
  );

  it('is read as it was written', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000 }), (tenths) => {
        expect(parseTrendShare(writeTrendShare(tenths / 1_000))).toBe(tenths / 1_000);
      }),
    );
  });
});

describe('a reader’s interests', () => {
  const site = { ...noInterests, authors: ['Ada Lovelace'], trend: 0.5 };
  const own = { ...noInterests, muted: ['eel'] };

  it('are the site’s with a blend of their own, or their own with the site’s blend', () => {
    expect(interestsOf(usualPreferences, site)).toEqual(site);
    expect(interestsOf({ ...usualPreferences, trend: 0 }, site)).toEqual({ ...site, trend: 0 });
    expect(interestsOf({ ...usualPreferences, interests: own }, site)).toEqual({
      ...own,
      trend: 0.5,
    });
    expect(interestsOf(usualPreferences, noInterests)).toEqual(noInterests);
  });
});
