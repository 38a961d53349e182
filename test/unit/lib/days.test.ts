/** Calendar days: arithmetic that no zone, leap year or clock change can shift. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  dayAndMonth,
  dayIn,
  daysBetween,
  isDay,
  longDay,
  shortDay,
  weekdayName,
  weekdayOf,
} from '../../../src/lib/days.ts';

const day = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2200-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

describe('a day', () => {
  it.each(['2026-10-14', '2024-02-29', '2000-02-29', '1999-12-31'])('%s exists', (text) => {
    expect(isDay(text)).toBe(true);
  });

  it.each([
    ...['2026-02-29', '2026-02-30', '2026-04-31', '2026-13-01', '2026-00-10', '2026-10-00'],
    ...['1900-02-29', '2026-1-2', '20261014', '2026-10-14T00:00', ' 2026-10-14', 'today', ''],
  ])('%j does not exist', (text) => {
    expect(isDay(text)).toBe(false);
  });

  it('is named by its weekday, and by its year where that is another', () => {
    expect([weekdayOf('2026-10-14'), weekdayName('2026-10-14')]).toEqual([3, 'Wednesday']);
    expect(weekdayName('2026-10-18')).toBe('Sunday');
    expect(dayAndMonth('2026-03-03', '2026-10-14')).toBe('3 March');
    expect(dayAndMonth('2025-03-03', '2026-10-14')).toBe('3 March 2025');
  });

  it('is written in words', () => {
    expect([longDay('2026-10-14'), shortDay('2026-10-14')]).toEqual([
      'Wednesday, 14 October 2026',
      '14 Oct 2026',
    ]);
    expect([longDay('2024-02-29'), shortDay('2026-05-01')]).toEqual([
      'Thursday, 29 February 2024',
      '1 May 2026',
    ]);
  });
});

describe('the day of an instant', () => {
  it.each([
    ['UTC', '2026-10-14'],
    ['Pacific/Kiritimati', '2026-10-15'],
    ['Pacific/Pago_Pago', '2026-10-14'],
    ['Asia/Tokyo', '2026-10-15'],
    ['America/New_York', '2026-10-14'],
  ])('in %s is %s', (zone, expected) => {
    expect(dayIn(zone, new Date('2026-10-14T15:30:00Z'))).toBe(expected);
  });

  it('changes at midnight of the zone on a day of 23 hours', () => {
    const before = dayIn('Europe/Zurich', new Date('2026-03-29T21:59:59Z'));
    const after = dayIn('Europe/Zurich', new Date('2026-03-29T22:00:00Z'));

    expect([before, after]).toEqual(['2026-03-29', '2026-03-30']);
  });
});

describe('arithmetic with days', () => {
  it('crosses months, leap days and years', () => {
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
    expect(addDays('2026-03-01', -1)).toBe('2026-02-28');
    expect(daysBetween('2024-01-01', '2025-01-01')).toBe(366);
    expect(daysBetween('2026-03-30', '2026-03-28')).toBe(-2);
  });

  it('goes forth and back', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -40_000, max: 40_000 }), (from, number) => {
        const to = addDays(from, number);

        expect(isDay(to)).toBe(true);
        expect(daysBetween(from, to)).toBe(number);
        expect(addDays(to, -number)).toBe(from);
      }),
    );
  });
});
