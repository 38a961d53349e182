/** Text is measured and cut as a terminal shows it. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cutToWidth, displayWidth, fitToWidth } from '../../../src/lib/display-width.ts';

test.each([
  ['', 0],
  ['plain', 5],
  ['café', 4],
  ['cafe\u0301', 4],
  ['日本語', 6],
  ['ｆｕｌｌ', 8],
  ['ｶﾅ', 2],
  ['한국어', 6],
  ['한', 2],
  ['🧪', 2],
  ['👩‍🔬', 2],
  ['🇯🇵', 2],
  ['❤️', 2],
  ['a\u0300\u0301\u0302', 1],
  ['ليلى', 4],
  ['z\u200dz', 2],
])('%j takes %i columns', (text, columns) => {
  expect(displayWidth(text)).toBe(columns);
});

test.each([
  ['harbour', 7, 'harbour'],
  ['harbour', 6, 'harbo…'],
  ['old harbour', 5, 'old…'],
  ['日本語', 5, '日本…'],
  ['日本語', 4, '日…'],
  ['👩‍🔬👩‍🔬', 3, '👩‍🔬…'],
  ['harbour', 1, '…'],
  ['harbour', 0, ''],
])('%j cut to %i columns is %j', (text, columns, cut) => {
  expect(cutToWidth(text, columns)).toBe(cut);
});

test('whatever the text, a field is as wide as asked for', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 30 });

  fc.assert(
    fc.property(text, fc.integer({ min: 0, max: 40 }), (words, columns) => {
      expect(displayWidth(fitToWidth(words, columns))).toBe(columns);
    }),
    { seed: 7 },
  );
});
