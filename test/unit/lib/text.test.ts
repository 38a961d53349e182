/** Plain text: what is cleaned away, what stays, and how it is cut and counted. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanText, count, groupDigits, shorten } from '../../../src/lib/text.ts';

describe('cleanText', () => {
  it.each([
    [
      'folds white space of every kind',
      ' a\t\tb\n\nc\u00a0d\u2028e\u3000f\u0085g ',
      'a b c d e f g',
    ],
    ['drops control characters', 'a\u0000b\u0007c\u001bd\u007fe\u009ff', 'abcdef'],
    ['drops what XML forbids', 'a\ufffeb\uffffc', 'abc'],
    ['drops what turns the direction of text', 'a\u202eb\u2066c\u2069d\u200fe\u061cf', 'abcdef'],
    ['drops what has no width', 'a\u200bb\u2060c\ufeffd\u00ade', 'abcde'],
    ['drops lone surrogates', 'a\ud800b\udc00c\udc00\ud800d', 'abcd'],
    ['drops halves of a pair that stood apart', 'a\ud83d\u200b\ude00b', 'ab'],
    ['composes accents', 'e\u0301 A\u030a', 'é Å'],
    ['leaves nothing of nothing', ' \u200b\n ', ''],
  ])('%s', (_what, text, clean) => {
    expect(cleanText(text)).toBe(clean);
  });

  it.each([
    ['an emoji of several joined ones', '👩‍🔬 and 🏳️‍🌈'],
    ['the non-joiner that Persian needs', 'می‌خواهم'],
    ['the joiner that Sinhala needs', 'ශ්‍රී'],
    ['characters beyond the first plane', '𝔼 𠀀 🎉'],
    ['markup', '<b>a & b</b>'],
  ])('keeps %s', (_what, text) => {
    expect(cleanText(text)).toBe(text.normalize('NFC'));
  });

  it('gives the same when applied twice, and never more characters that XML forbids', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const clean = cleanText(text);

        expect(cleanText(clean)).toBe(clean);
        expect(clean).not.toMatch(/[\u0000-\u001f\u007f-\u009f\ufffe\uffff]|^\s|\s$|\s\s/);
        expect(Buffer.from(clean).toString()).toBe(clean);
      }),
    );
  });
});

describe('shorten', () => {
  it('leaves what fits', () => {
    expect(shorten('seven letters', 13)).toBe('seven letters');
  });

  it('cuts at a word and drops the punctuation there', () => {
    expect(shorten('A harbour, a lighthouse and a keeper', 25)).toBe('A harbour, a lighthouse…');
    expect(shorten('A harbour pilot, his boat', 18)).toBe('A harbour pilot…');
  });

  it('cuts inside a word that is longer than the rest', () => {
    expect(shorten('of antidisestablishment', 12)).toBe('of antidise…');
  });

  it('never cuts a surrogate pair', () => {
    expect(shorten('🎉🎉🎉', 4)).toBe('🎉…');
  });

  it('gives an ellipsis where there is no room at all', () => {
    expect([shorten('abc', 1), shorten('abc', 0)]).toEqual(['…', '…']);
  });

  it('never gives more than it was allowed', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.integer({ min: 1, max: 30 }),
        (text, length) => {
          expect(shorten(text, length).length).toBeLessThanOrEqual(length);
        },
      ),
    );
  });

  it('takes no time for a long run of points', () => {
    const start = performance.now();
    shorten(`${'.'.repeat(100_000)}${'a'.repeat(10)}`, 100_005);
    const milliseconds = performance.now() - start;

    expect(milliseconds).toBeLessThan(500);
  });
});

describe('numbers in words', () => {
  it('group their digits', () => {
    expect([0, 999, 1_000, 1_234_567].map(groupDigits)).toEqual(['0', '999', '1,000', '1,234,567']);
  });

  it('agree with their noun', () => {
    expect([count(1, 'paper'), count(0, 'paper'), count(1_200, 'entry', 'entries')]).toEqual([
      '1 paper',
      '0 papers',
      '1,200 entries',
    ]);
  });
});
