/** What people write for their preferences, and what is said where it cannot be. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { everyDay, type Preferences, usualPreferences } from '../../../src/model/subscriber.ts';
import { parseTopicList } from '../../../src/model/topic-list.ts';
import { readNames, writeNames } from '../../../src/subscribe/name-list.ts';
import { readPreferences, writePreferences } from '../../../src/subscribe/preference-words.ts';
import { readWeekdays, writeWeekdays } from '../../../src/subscribe/weekdays.ts';

describe('weekdays', () => {
  test.each([
    ['mon-fri', [1, 2, 3, 4, 5]],
    ['weekdays', [1, 2, 3, 4, 5]],
    ['mon,wed,fri', [1, 3, 5]],
    ['Friday and Monday', [1, 5]],
    ['Sat – Mon', [1, 6, 7]],
    ['weekends; wed', [3, 6, 7]],
    ['daily', everyDay],
    ['every day', everyDay],
  ])('“%s” is read', (text, days) => {
    expect(readWeekdays(text)).toEqual(days);
  });

  test.each(['', 'mo', 'monkey', 'mon-', 'mon-wed-fri', '1'])('“%s” is none', (text) => {
    expect(() => readWeekdays(text)).toThrow(/weekday/);
  });

  test('any set of days is read as it was written', () => {
    fc.assert(
      fc.property(fc.subarray([...everyDay], { minLength: 1 }), (days) => {
        expect(readWeekdays(writeWeekdays(days))).toEqual(days);
      }),
    );
  });
});

describe('preferences in words', () => {
  test('what is given changes, the rest stays', () => {
    const before: Preferences = { ...usualPreferences, limit: 5, format: 'text' };

    const { preferences, problems } = readPreferences(
      {
        hour: '7',
        zone: 'europe/zurich',
        weekdays: 'mon-fri',
        topics: 'tides:2, "fog horns", -eel',
      },
      before,
    );

    expect(problems).toEqual([]);
    expect(preferences).toEqual({
      ...before,
      hour: '07:00',
      zone: 'Europe/Zurich',
      weekdays: [1, 2, 3, 4, 5],
      interests: {
        topics: [
          { name: 'tides', weight: 2, exact: false },
          { name: 'fog horns', weight: 1, exact: true },
        ],
        muted: ['eel'],
        authors: [],
        organizations: [],
      },
    });
  });

  test('an empty text goes back to the usual', () => {
    const words = {
      topics: 'tides',
      hour: '7',
      zone: 'UTC',
      trend: '40%',
      limit: '3',
      weekdays: 'sat',
    };
    const { preferences: before } = readPreferences({ ...words, format: 'text', empty: 'note' });

    const empty = {
      topics: '',
      hour: '',
      zone: ' ',
      trend: '',
      limit: '',
      weekdays: '',
      format: '',
      empty: '',
    };

    expect(readPreferences(empty, before).preferences).toEqual(usualPreferences);
  });

  test.each([
    ['hour', '24:00', 'time such as 07:00'],
    ['hour', '7am', 'time such as 07:00'],
    ['zone', 'Europe/Zürich', 'Europe/Zurich'],
    ['zone', '+02:00', 'time zone'],
    ['limit', '0', '1 to 200'],
    ['limit', '201', '1 to 200'],
    ['limit', '2.5', '1 to 200'],
    ['trend', '110%', 'percentage from 0%'],
    ['trend', 'much', 'such as 30%'],
    ['format', 'pdf', 'html, text'],
    ['empty', 'never', 'skip, note, best'],
    ['weekdays', 'someday', 'weekday'],
    ['topics', 'tides:1000', 'at most 100'],
    ['authors', '"Ada', 'not closed'],
  ] as const)('a %s of %s is a problem that says what is expected', (field, text, expected) => {
    const { preferences, problems } = readPreferences({ [field]: text });

    expect(problems).toEqual([{ field, message: expect.stringContaining(expected) }]);
    expect(preferences).toEqual(usualPreferences);
  });

  test('any that were read are read the same from what is written of them', () => {
    const name = fc.stringMatching(/^[A-Za-z0-9 ,;:'"-]{0,12}$/).filter((text) => {
      try {
        parseTopicList(text);
        readNames(text);
        return true;
      } catch {
        return false;
      }
    });
    const words = fc.record({
      topics: name,
      mute: name,
      authors: name,
      organizations: name,
      trend: fc.constantFrom('', '0', '12.5%', '1'),
      limit: fc.constantFrom('', '1', '200'),
      hour: fc.constantFrom('', '0', '23:59'),
      zone: fc.constantFrom('', 'UTC', 'Asia/Kathmandu'),
      empty: fc.constantFrom('skip', 'note', 'best'),
    });

    fc.assert(
      fc.property(words, (given) => {
        const { preferences, problems } = readPreferences(given);
        fc.pre(problems.length === 0);

        const again = readPreferences(writePreferences(preferences));
        expect(again).toEqual({ preferences, problems: [] });
      }),
      { numRuns: 2_000 },
    );
  });

  test('the blend alone leaves the interests those of the site', () => {
    const { preferences } = readPreferences({ trend: '40%' });

    expect(preferences).toEqual({ ...usualPreferences, trend: 0.4 });
  });

  test('names with commas stand in quotes', () => {
    const names = ['Harbour, Light & Co', 'Ada Lovelace'];

    expect(writeNames(names)).toBe('"Harbour, Light & Co", Ada Lovelace');
    expect(readNames(writeNames(names))).toEqual(names);
  });
});
