/** What an embedder reads of a paper: title and abstract, cut where no model reads on. */
import { expect, it } from 'vitest';
import { hashText, paperText } from '../../../src/embed/paper-text.ts';

it('is the title alone where there is no abstract, else both', () => {
  expect(paperText({ title: 'Tides', abstract: null })).toBe('Tides');
  expect(paperText({ title: 'Tides', abstract: 'They turn.' })).toBe('Tides\n\nThey turn.');
});

it('is cut at a word, and its hash tells what was before the cut', () => {
  const long = (last: string) =>
    paperText({ title: 'Tides', abstract: `${'up down '.repeat(900)}${last}` });

  expect(long('x').length).toBeLessThanOrEqual(4_000);
  expect(hashText(long('x'))).toBe(hashText(long('y')));
  expect(hashText('Tides')).not.toBe(hashText('tides'));
  expect(hashText('Tides')).toMatch(/^[0-9a-f]{32}$/);
});
