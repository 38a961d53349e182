/** Preferences that were kept come back; whatever is damaged in them is the usual, and nothing throws. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { usualPreferences } from '../../../src/model/subscriber.ts';
import { decodePreferences, encodePreferences } from '../../../src/store/preferences-json.ts';

test.each([
  ['no JSON', '{'],
  ['another kind', '[1]'],
  ['null', 'null'],
  ['unknown fields', '{"colour":"red"}'],
  ['a zone that is none', '{"zone":"Mars/Olympus"}'],
  ['an hour that is none', '{"hour":"24:00"}'],
  ['no weekdays', '{"weekdays":[]}'],
  ['weekdays that are none', '{"weekdays":[0,8,"mon"]}'],
  ['a limit out of bounds', '{"limit":0}'],
  ['a share out of bounds', '{"trend":1.5}'],
  ['a share that is none', '{"trend":"half"}'],
  ['a format that is none', '{"format":"pdf","emptyDays":"party"}'],
])('%s becomes the usual', (_, text) => {
  expect(decodePreferences(text)).toEqual(usualPreferences);
});

test('what can be used of interests is', () => {
  const text =
    '{"interests":{"topics":[{"name":"tides","weight":-1},{"weight":2},7],"muted":["eel",3]}}';

  expect(decodePreferences(text).interests).toEqual({
    topics: [{ name: 'tides', weight: 1, exact: false }],
    muted: ['eel'],
    authors: [],
    organizations: [],
  });
});

test('whatever JSON it is, the result can be kept and read again', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      const decoded = decodePreferences(text);
      expect(decodePreferences(encodePreferences(decoded))).toEqual(decoded);
    }),
  );
});
