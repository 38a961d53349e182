/** 400 days in every time zone: each reader gets one digest a date, and no issue is lost on the way. */
import { describe, expect, test } from 'vitest';
import { everyDay, type Weekday } from '../../../src/model/subscriber.ts';
import { dueMoment, expiryOf, nextDueMoment } from '../../../src/schedule/due-moment.ts';

const oneDay = 86_400_000;
const firstIssue = Date.parse('2026-01-05T05:00:00Z');
const days = 400;
const issues = Array.from({ length: days }, (_, number) => new Date(firstIssue + number * oneDay));
const zones = Intl.supportedValuesOf('timeZone');
const hours = ['00:30', '02:30', '07:00', '20:15'];
const weekdaySets: readonly (readonly Weekday[])[] = [everyDay, [1, 2, 3, 4, 5], [2, 6]];

/** Every date from `first` to `last`; none of these years is left out anywhere. */
function datesBetween(first: string, last: string): string[] {
  const dates: string[] = [];
  for (let at = Date.parse(first); at <= Date.parse(last); at += oneDay) {
    dates.push(new Date(at).toISOString().slice(0, 10));
  }
  return dates;
}

function isOn(weekdays: readonly Weekday[], date: string): boolean {
  return weekdays.some((weekday) => weekday % 7 === new Date(date).getUTCDay());
}

/** What the reader gets, by date: where two issues meet, the newer one. */
function receive(zone: string, hour: string, weekdays: readonly Weekday[]) {
  const received = new Map<string, { readonly issue: number; readonly dueAt: number }>();
  for (const [issue, publishedAt] of issues.entries()) {
    const due = dueMoment({ publishedAt, hour, zone, weekdays });
    if (due === null) throw new Error(`issue ${issue} is due nowhere in ${zone}`);
    received.set(due.dueOn, { issue, dueAt: due.dueAt.getTime() });
  }
  return received;
}

describe('400 daily issues at 05:00 UTC', () => {
  test('in every zone a reader has one due moment for each of their dates, at their hour', {
    timeout: 60_000,
  }, () => {
    let [readers, moments, changed] = [0, 0, 0];
    for (const zone of zones) {
      const format = new Intl.DateTimeFormat('en-GB', {
        timeZone: zone,
        hour: '2-digit',
        minute: '2-digit',
      });
      for (const hour of hours) {
        const times = { hour, zone, weekdays: everyDay };
        const dates: string[] = [];
        let due = dueMoment({ ...times, publishedAt: issues[0]! });
        for (let last = 0; due !== null && dates.length < days; due = nextDueMoment(due, times)) {
          if (due.dueAt.getTime() <= last) throw new Error(`${zone}: ${due.dueOn} is not later`);
          last = due.dueAt.getTime();
          dates.push(due.dueOn);
          moments++;
          if (format.format(due.dueAt) !== hour) changed++;
        }
        readers++;

        expect(dates).toEqual(datesBetween(dates[0]!, dates.at(-1)!));
        expect(dates).toHaveLength(days);
      }
    }
    console.log(
      `${zones.length} zones, ${readers} readers, ${moments} due moments, ${changed} of them at an hour that clocks skip`,
    );
    // Only where clocks are put forward over one of the hours: once a year, in few zones.
    expect(changed).toBeGreaterThan(0);
    expect(changed).toBeLessThan(readers);
  });

  test('in every zone a reader gets one digest a date, and misses none but for a newer one', {
    timeout: 60_000,
  }, () => {
    let [readers, digests, superseded, without] = [0, 0, 0, 0];
    for (const zone of zones) {
      for (const hour of hours) {
        const daily = new Map<string, number>();
        for (const weekdays of weekdaySets) {
          const received = receive(zone, hour, weekdays);
          const got = [...received.keys()];
          const all = datesBetween(got[0]!, got.at(-1)!).filter((date) => isOn(weekdays, date));
          readers++;
          digests += got.length;

          expect(got.filter((date) => !isOn(weekdays, date))).toEqual([]);
          const numbers = [...received.values()].map(({ issue }) => issue);
          expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
          expect(numbers.at(-1)).toBe(days - 1);
          superseded += days - numbers.length;
          // A date without a digest is one that clocks bring nearer: nothing was published since the one before.
          const missed = all.filter((date) => !received.has(date));
          without += missed.length;
          expect(missed.length).toBeLessThanOrEqual(2);
          for (const date of missed) expect(isQuiet(zone, hour, date)).toBe(true);
          for (const [date, { dueAt }] of received) {
            if (weekdays === everyDay) daily.set(date, dueAt);
            else if ((daily.get(date) ?? dueAt) !== dueAt) throw new Error(`${zone}: ${date}`);
          }
        }
      }
    }
    console.log(
      `${readers} readers, ${digests} digests, ${superseded} issues given up for a newer one, ${without} dates without a new issue`,
    );
  });

  test.each([
    ['Pacific/Kiritimati', '07:00'],
    ['Pacific/Honolulu', '07:00'],
    ['America/Los_Angeles', '20:00'],
    ['Pacific/Auckland', '07:00'],
  ])('a reader in %s at %s gets every issue, in time', (zone, hour) => {
    const received = receive(zone, hour, everyDay);

    expect([...received.values()].map(({ issue }) => issue)).toEqual([...issues.keys()]);
    const dates = [...received.keys()];
    expect(dates).toEqual(datesBetween(dates[0]!, dates.at(-1)!));
    for (const [dueOn, { issue, dueAt }] of received) {
      expect(dueAt - issues[issue]!.getTime()).toBeLessThan(oneDay + 3_600_000);
      const end = expiryOf({ dueOn, dueAt: new Date(dueAt) }, { zone, hour, weekdays: everyDay });
      expect(end.getTime() - dueAt).toBe(20 * 3_600_000);
    }
  });

  test('planning 100,000 readers is a matter of a second', { timeout: 60_000 }, () => {
    const publishedAt = new Date('2026-03-28T05:00:00Z');
    const started = performance.now();
    for (let reader = 0; reader < 100_000; reader++) {
      const zone = zones[reader % zones.length]!;
      const times = {
        hour: hours[reader % hours.length]!,
        zone,
        weekdays: weekdaySets[reader % 3]!,
      };
      const due = dueMoment({ ...times, publishedAt });
      if (due !== null) expiryOf(due, times);
    }
    const each = (performance.now() - started) / 100;
    console.log(`${each.toFixed(1)} µs a reader`);

    expect(each).toBeLessThan(100);
  });
});

/** True where no issue was published after the reader's moment of the date before and up to that of this one. */
function isQuiet(zone: string, hour: string, date: string): boolean {
  const noon = Date.parse(`${date}T12:00:00Z`);
  const moments = new Map<string, number>();
  const times = { hour, zone, weekdays: everyDay };
  let due = dueMoment({ ...times, publishedAt: new Date(noon - 3 * oneDay) });
  for (let step = 0; due !== null && step < 6; step++, due = nextDueMoment(due, times)) {
    moments.set(due.dueOn, due.dueAt.getTime());
  }
  const before = new Date(Date.parse(date) - oneDay).toISOString().slice(0, 10);
  const [from, to] = [moments.get(before)!, moments.get(date)!];
  return !issues.some((at) => at.getTime() > from && at.getTime() <= to);
}
