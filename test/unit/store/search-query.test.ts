/** A search box's text is taken apart into what must be found and what must not. */
import { expect, test } from 'vitest';
import { parseSearchQuery } from '../../../src/store/search-query.ts';

const word = (text: string, prefix = false) => ({ text, prefix });

test.each([
  ['slow clocks', [word('slow'), word('clocks')], []],
  ['  slow\tclocks\n', [word('slow'), word('clocks')], []],
  ['"slow clocks" tick', [word('slow clocks'), word('tick')], []],
  ['slow -clocks -"loud bells"', [word('slow')], [word('clocks'), word('loud bells')]],
  ['clock*', [word('clock*', true)], []],
  ['-clock*', [], [word('clock*', true)]],
  ['"clock *"', [word('clock *')], []],
  ['self-winding', [word('self-winding')], []],
  ['tick"tock tick', [word('tick'), word('tock tick')], []],
  ['“slow clocks„', [word('slow clocks')], []],
  ['C++ & - -- * "" a', [word('C++'), word('a')], []],
  ['', [], []],
])('%j is read word by word', (text, required, excluded) => {
  expect(parseSearchQuery(text)).toEqual({ required, excluded });
});

test('terms beyond what anyone types are left out', () => {
  const { required, excluded } = parseSearchQuery('a -b '.repeat(500));

  expect(required.length + excluded.length).toBe(48);
});

test('a word longer than anyone types is cut', () => {
  const { required } = parseSearchQuery('x'.repeat(1_000_000));

  expect(required.map(({ text }) => text.length)).toEqual([4000]);
});

test('control characters and halves of characters part words', () => {
  expect(parseSearchQuery('a\u0000b\ud83dc').required).toEqual([word('a'), word('b'), word('c')]);
});
