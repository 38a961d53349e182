/** The moment at which an issue is due at a reader, wherever clocks are changed or dates left out. */
import { describe, expect, test } from 'vitest';
import { everyDay, type Weekday } from '../../../src/model/subscriber.ts';
import { dueMoment, expiryOf, nextDueMoment } from '../../../src/schedule/due-moment.ts';

function due(zone: string, hour: string | null, publishedAt: string, weekdays = everyDay) {
  return dueMoment({ publishedAt: new Date(publishedAt), hour, zone, weekdays });
}

describe('an issue is due at the reader’s next hour', () => {
  test.each([
    // Zone, hour, published, due, of the date.
    ['Asia/Kathmandu', '07:00', '2026-07-01T05:00Z', '2026-07-02T01:15Z', '2026-07-02'],
    ['Pacific/Kiritimati', '07:00', '2026-07-01T05:00Z', '2026-07-01T17:00Z', '2026-07-02'],
    ['Pacific/Honolulu', '07:00', '2026-07-01T05:00Z', '2026-07-01T17:00Z', '2026-07-01'],
    ['Europe/Zurich', '07:00', '2026-07-01T05:00Z', '2026-07-01T05:00Z', '2026-07-01'],
    ['Europe/Zurich', '06:59', '2026-07-01T05:00Z', '2026-07-02T04:59Z', '2026-07-02'],
  ])('in %s at %s', (zone, hour, published, dueAt, dueOn) => {
    expect(due(zone, hour, published)).toEqual({ dueAt: new Date(dueAt), dueOn });
  });
});

describe('an hour that clocks skip is as much later as they skip', () => {
  test.each([
    ['Europe/Zurich', '02:30', '2026-03-28T12:00Z', '2026-03-29T01:30Z', '2026-03-29'],
    ['America/New_York', '02:30', '2026-03-07T12:00Z', '2026-03-08T07:30Z', '2026-03-08'],
    ['Australia/Lord_Howe', '02:15', '2026-10-03T12:00Z', '2026-10-03T15:45Z', '2026-10-04'],
    ['Pacific/Chatham', '03:00', '2026-09-26T00:00Z', '2026-09-26T14:15Z', '2026-09-27'],
    ['Antarctica/Troll', '01:30', '2026-03-28T12:00Z', '2026-03-29T01:30Z', '2026-03-29'],
    ['Africa/Casablanca', '02:30', '2026-03-21T12:00Z', '2026-03-22T02:30Z', '2026-03-22'],
    // At midnight.
    ['Africa/Cairo', '00:30', '2026-04-23T12:00Z', '2026-04-23T22:30Z', '2026-04-24'],
    ['America/Sao_Paulo', '00:15', '2018-11-03T12:00Z', '2018-11-04T03:15Z', '2018-11-04'],
    ['America/Santiago', '00:00', '2026-09-05T12:00Z', '2026-09-06T04:00Z', '2026-09-06'],
    // Before midnight: it comes on the next date, and counts for its own.
    ['America/Nuuk', '23:30', '2026-03-28T12:00Z', '2026-03-29T01:30Z', '2026-03-28'],
    ['America/Nuuk', '23:30', '2026-03-29T01:15Z', '2026-03-29T01:30Z', '2026-03-28'],
  ])('in %s at %s', (zone, hour, published, dueAt, dueOn) => {
    expect(due(zone, hour, published)).toEqual({ dueAt: new Date(dueAt), dueOn });
  });
});

describe('of an hour that comes twice the first counts', () => {
  test.each([
    ['Europe/Zurich', '02:30', '2026-10-24T12:00Z', '2026-10-25T00:30Z', '2026-10-25'],
    ['America/New_York', '01:30', '2026-10-31T12:00Z', '2026-11-01T05:30Z', '2026-11-01'],
    ['Australia/Lord_Howe', '01:45', '2026-04-04T00:00Z', '2026-04-04T14:45Z', '2026-04-05'],
    ['Africa/Cairo', '23:30', '2026-10-29T12:00Z', '2026-10-29T20:30Z', '2026-10-29'],
    ['America/Sao_Paulo', '23:30', '2018-02-17T12:00Z', '2018-02-18T01:30Z', '2018-02-17'],
    // Published between the two: that date has had its moment.
    ['Europe/Zurich', '02:30', '2026-10-25T01:00Z', '2026-10-26T01:30Z', '2026-10-26'],
  ])('in %s at %s', (zone, hour, published, dueAt, dueOn) => {
    expect(due(zone, hour, published)).toEqual({ dueAt: new Date(dueAt), dueOn });
  });
});

describe('a date that a zone left out has no digest', () => {
  test.each([
    ['Pacific/Apia', '2011-12-30T00:00Z', '2011-12-30T17:00Z', '2011-12-31'],
    ['Pacific/Fakaofo', '2011-12-30T00:00Z', '2011-12-30T18:00Z', '2011-12-31'],
    ['Pacific/Kwajalein', '1993-08-21T00:00Z', '1993-08-21T19:00Z', '1993-08-22'],
  ])('in %s', (zone, published, dueAt, dueOn) => {
    expect(due(zone, '07:00', published)).toEqual({ dueAt: new Date(dueAt), dueOn });
  });

  test('not even for who reads on that weekday alone', () => {
    // 30 December 2011 would have been a Friday.
    expect(due('Pacific/Apia', '07:00', '2011-12-29T20:00Z', [5])?.dueOn).toBe('2012-01-06');
  });
});

describe('weekdays', () => {
  test('an issue waits for the next one by the reader’s clock', () => {
    // Thursday 05:00 UTC.
    const published = '2026-10-15T05:00Z';
    const on = (zone: string, ...weekdays: Weekday[]) =>
      due(zone, '07:00', published, weekdays)?.dueOn;

    expect(on('Europe/Zurich', 1)).toBe('2026-10-19');
    expect(on('Europe/Zurich', 4)).toBe('2026-10-15');
    expect(on('Asia/Kathmandu', 4)).toBe('2026-10-22');
    expect(on('America/Los_Angeles', 4)).toBe('2026-10-15');
    expect(on('America/Los_Angeles', 3)).toBe('2026-10-21');
  });

  test('without an hour it is due when it is out, or not at all', () => {
    const published = '2026-10-15T05:00:00.000Z';

    expect(due('Europe/Zurich', null, published)).toEqual({
      dueAt: new Date(published),
      dueOn: '2026-10-15',
    });
    // There it is still Wednesday.
    expect(due('America/Los_Angeles', null, published, [3])?.dueOn).toBe('2026-10-14');
    expect(due('America/Los_Angeles', null, published, [4])).toBeNull();
  });
});

describe('a digest is worth sending', () => {
  test.each([
    ['for 20 hours', 'Europe/Zurich', '07:00', everyDay, '2026-10-16T01:00Z'],
    ['for 20 hours also without an hour', 'Europe/Zurich', null, everyDay, '2026-10-16T01:00Z'],
    ['for 20 hours also once a week', 'Europe/Zurich', '07:00', [4 as const], '2026-10-16T01:00Z'],
  ])('%s', (_, zone, hour, weekdays, end) => {
    const found = due(zone, hour, '2026-10-15T05:00Z', weekdays)!;

    expect(found.dueAt.toISOString()).toBe('2026-10-15T05:00:00.000Z');
    expect(expiryOf(found, { zone, hour, weekdays })).toEqual(new Date(end));
  });

  test('until the reader’s next one, where dates lie nearer to each other', () => {
    const times = { zone: 'Antarctica/Casey', hour: '07:00', weekdays: everyDay };
    // Casey put its clocks forward by three hours: 21 hours from one 07:00 to the next.
    const found = due(times.zone, times.hour, '2020-10-02T12:00Z')!;
    const next = nextDueMoment(found, times)!;

    const gap = next.dueAt.getTime() - found.dueAt.getTime();
    expect(gap).toBe(21 * 3_600_000);
    expect(
      expiryOf({ ...found, dueAt: new Date(found.dueAt.getTime() + 7_200_000) }, times),
    ).toEqual(next.dueAt);
  });
});
