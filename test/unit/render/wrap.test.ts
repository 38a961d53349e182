/** Text is wrapped as a terminal shows it. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { displayWidth } from '../../../src/lib/display-width.ts';
import { wrapText } from '../../../src/render/wrap.ts';

test('lines break at spaces', () => {
  expect(wrapText('one two three', 7)).toEqual(['one two', 'three']);
});

test('a word longer than a line is broken between characters, never inside one', () => {
  expect(wrapText(`ab ${'👩‍🔬'.repeat(4)}`, 6)).toEqual(['ab', '👩‍🔬👩‍🔬👩‍🔬', '👩‍🔬']);
});

test('empty text has no lines', () => {
  expect(wrapText('', 20)).toEqual([]);
});

test('no line is wider than asked for, and no character is lost', () => {
  const text = fc
    .array(fc.string({ unit: 'grapheme' }), { maxLength: 20 })
    .map((words) => words.join(' '));

  fc.assert(
    fc.property(text, fc.integer({ min: 4, max: 80 }), (words, width) => {
      const lines = wrapText(words, width);

      for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(width);
      expect(lines.join('').replaceAll(' ', '')).toBe(words.replaceAll(' ', ''));
    }),
    { seed: 7 },
  );
});
