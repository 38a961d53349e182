/** A prefix that reaches into a word's ending is completed to words whose stem the index has. */
import { expect, test } from 'vitest';
import { stem } from '../../../src/lib/words.ts';
import { completePrefix } from '../../../src/store/word-endings.ts';

test.each([
  ['generat', 'generation'],
  ['genera', 'generation'],
  ['Optimizat', 'optimization'],
  ['reinforcem', 'reinforcement'],
  ['studie', 'studies'],
  ['learnin', 'learning'],
])('%s leads to the stem of %s', (prefix, meant) => {
  const stems = completePrefix(prefix).map(stem);

  expect(stems).toContain(stem(meant));
});

test.each(['model', 'video', 'quantiz', 'gener', 'gen', 'cs', '3d', 'naïv', '字', ''])(
  '%j is left as it is',
  (prefix) => {
    expect(completePrefix(prefix)).toEqual([]);
  },
);
