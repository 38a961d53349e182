/** Verdicts: what a reading of a source amounts to, day by day. */
import { describe, expect, it } from 'vitest';
import {
  judgeReading,
  type Reading,
  type SourceMemory,
} from '../../../src/ingest/judge-reading.ts';
import { expectedDaysSince, isQuietDay } from '../../../src/ingest/publishing-days.ts';

const reading: Reading = {
  error: null,
  notModified: false,
  entries: 20,
  declared: null,
  newPapers: 0,
  batch: 'b1',
  listedOn: null,
  skipDays: [],
};
const memory: SourceMemory = { batch: 'b1', batchDay: '2026-10-13', freshOn: '2026-10-13' };

describe('a reading', () => {
  const cases: readonly [string, Partial<Reading>, SourceMemory | null, string, string, RegExp][] =
    [
      [
        'with new papers is fresh',
        { newPapers: 12, batch: 'b2' },
        memory,
        '2026-10-14',
        'fresh',
        /^12 new$/,
      ],
      [
        'of a source never read before is fresh too',
        { newPapers: 3 },
        null,
        '2026-10-14',
        'fresh',
        /3 new/,
      ],
      [
        'that failed with a long explanation is told in its first line',
        { error: 'page.html is no listing.\nIt reads\n  - a JSON Feed' },
        memory,
        '2026-10-14',
        'broken',
        /^page\.html is no listing$/,
      ],
      [
        'that failed is broken, with the cause',
        { error: 'the server answered 500' },
        memory,
        '2026-10-14',
        'broken',
        /500/,
      ],
      [
        'with fewer entries than declared is partial, new papers or not',
        { entries: 79, declared: 120, newPapers: 79 },
        memory,
        '2026-10-14',
        'partial',
        /79 of 120/,
      ],
      [
        'with the same batch under a new date is stale at once',
        { listedOn: '2026-10-14' },
        memory,
        '2026-10-14',
        'stale',
        /2026-10-13 under the date 2026-10-14/,
      ],
      [
        'of a document that broke off is partial, whatever it brought',
        { newPapers: 12, batch: 'b2', isCut: true },
        memory,
        '2026-10-14',
        'partial',
        /breaks off/,
      ],
      [
        'with the same batch under the same date is unchanged',
        { listedOn: '2026-10-13' },
        memory,
        '2026-10-14',
        'unchanged',
        /same batch/,
      ],
      [
        'answered with 304 is unchanged',
        { notModified: true, entries: 0, batch: null },
        memory,
        '2026-10-14',
        'unchanged',
        /not modified/,
      ],
      [
        'that is empty on a Sunday is quiet and expected',
        { entries: 0, batch: null },
        { ...memory, freshOn: '2026-10-16' },
        '2026-10-18',
        'quiet',
        /expected/,
      ],
      [
        'that is empty on a working day is quiet, not yet an alarm',
        { entries: 0, batch: null },
        memory,
        '2026-10-14',
        'quiet',
        /yet/,
      ],
      [
        'silent over three expected days is stale',
        { entries: 0, batch: null },
        memory,
        '2026-10-16',
        'stale',
        /since 2026-10-13 \(3 expected days\)/,
      ],
      [
        'silent over a weekend only is not',
        { entries: 0, batch: null },
        { ...memory, freshOn: '2026-10-16' },
        '2026-10-19',
        'quiet',
        /yet/,
      ],
      [
        'answered with 304 for days is stale all the same',
        { notModified: true, entries: 0, batch: null },
        memory,
        '2026-10-20',
        'stale',
        /nothing new/,
      ],
    ];

  it.each(cases)('%s', (_name, given, remembered, today, verdict, why) => {
    const judged = judgeReading({ ...reading, ...given }, remembered, today, 'weekdays');

    expect(judged.verdict).toBe(verdict);
    expect(judged.why).toMatch(why);
  });
});

describe('publishing days', () => {
  it.each([
    ['2026-10-17', true],
    ['2026-10-18', true],
    ['2026-10-19', false],
    ['2026-11-26', true],
    ['2026-05-25', true],
    ['2026-05-18', false],
    ['2026-09-07', true],
    ['2026-12-25', true],
    ['2026-01-19', true],
  ])('%s is quiet for a source of working days: %s', (day, quiet) => {
    expect(isQuietDay(day, 'weekdays')).toBe(quiet);
  });

  it('a daily source has no quiet days but those its feed skips', () => {
    expect(isQuietDay('2026-10-18', 'daily')).toBe(false);
    expect(isQuietDay('2026-10-18', 'daily', ['Saturday', ' sunday'])).toBe(true);
  });

  it('counts the days on which something was expected', () => {
    expect(expectedDaysSince('2026-10-16', '2026-10-19', 'weekdays')).toBe(1);
    expect(expectedDaysSince('2026-10-16', '2026-10-19', 'daily')).toBe(3);
    expect(expectedDaysSince('2026-10-19', '2026-10-19', 'daily')).toBe(0);
  });
});
