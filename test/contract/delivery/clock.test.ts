/** A clock that is wrong sends nothing twice: it is found out, said, and believed again once it is right. */
import { createServer, type Server } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { believeClock, checkClock } from '../../../src/pipeline/check-clock.ts';
import { checkHealth } from '../../../src/pipeline/health.ts';
import { hour, minute, openPress, type Press, papers } from './press.ts';

const start = '2026-11-16T05:00:00.000Z';
const later = (milliseconds: number) => new Date(Date.parse(start) + milliseconds).toISOString();
const year = 365 * 24 * hour;

let press: Press;
let source: Server | null = null;

/** Without a source, or with one whose `Date` is what it is told; null says nothing about the time. */
async function open(dateOf?: () => string | null): Promise<void> {
  if (dateOf === undefined) {
    press = await openPress();
  } else {
    source = createServer((_request, response) => {
      const date = dateOf();
      response.sendDate = false;
      if (date !== null) response.setHeader('date', new Date(date).toUTCString());
      response.end('');
    });
    const port = await new Promise<number>((done) => {
      const server = source!.listen(0, '127.0.0.1', () => {
        const address = server.address();
        done(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
    press = await openPress(
      {},
      `sources: [{ from: "http://127.0.0.1:${port}/", allowPrivate: true }]`,
    );
  }
  await press.reader('ada');
  await press.list('2026-11-16', papers(1, 2));
  await press.publish('2026-11-16');
  await press.deliver();
}

afterEach(async () => {
  await press.close();
  source?.closeAllConnections();
  source?.close();
  source = null;
});

/** An issue of the day that the clock shows, and a run; what it sent, and what it says of the clock. */
async function liveAt(moment: string): Promise<[number, string | null]> {
  press.at(moment);
  const day = moment.slice(0, 10);
  await press.list(day, papers(3));
  await press.publish(day);
  const { accepted, clockSuspect } = await press.deliver();
  const { reasons } = await checkHealth(press.app, press.store);
  const shown = reasons.some((reason) => reason.startsWith('clock-suspect'));
  expect(shown).toBe(clockSuspect !== null);
  return [accepted, clockSuspect];
}

const suspect = expect.stringContaining('the clock');

describe('without a source to ask', () => {
  beforeEach(() => open());

  test.each([
    ['two hours back', later(-2 * hour)],
    ['just over five minutes back', later(-5 * minute - 1)],
    ['before this program was written', '2026-10-31T23:59:59.000Z'],
    ['in 1970', '1970-01-01T00:00:10.000Z'],
  ])('%s nothing is sent, and health is red', async (_, moment) => {
    expect(await liveAt(moment)).toEqual([0, suspect]);
  });

  test('what was back is believed when it has caught up', async () => {
    await liveAt(later(-2 * hour));

    expect(await liveAt(later(24 * hour))).toEqual([1, null]);
    expect((await checkHealth(press.app, press.store)).reasons).toEqual([]);
  });

  test('five minutes back are borne, and small steps do not add up', async () => {
    press.at(later(-5 * minute));
    expect((await press.deliver()).clockSuspect).toBeNull();

    press.at(later(-9 * minute));

    expect((await press.deliver()).clockSuspect).not.toBeNull();
  });

  test('a weekend ahead is believed, and said', async () => {
    press.at(later(72 * hour));

    const report = await press.deliver();

    expect(report).toMatchObject({ clockSuspect: null, clockNote: suspect });
  });

  test('a day ahead sends that issue once, and not again when the day comes', async () => {
    expect(await liveAt(later(24 * hour))).toEqual([1, null]);
    expect(await liveAt(later(0))).toEqual([0, suspect]);

    expect(await liveAt(later(24 * hour))).toEqual([0, null]);
    expect(press.server.copies).toHaveLength(2);
  });

  test('ten years ahead and back it stays suspect until a person has looked', async () => {
    await liveAt(later(10 * year));
    const sent = press.server.copies.length;
    expect(await liveAt(later(24 * hour))).toEqual([0, suspect]);

    await believeClock(press.store);

    expect((await liveAt(later(25 * hour)))[1]).toBeNull();
    expect(new Set(press.server.copies.map(({ text }) => text)).size).toBe(
      press.server.copies.length,
    );
    expect(press.server.copies.length).toBeLessThanOrEqual(sent + 1);
  });

  test('a person who looked at a clock that is believed changes nothing', async () => {
    await believeClock(press.store);

    expect(await press.store.meta.get('last-tick')).toBe(start);
  });
});

describe('with a source that tells the time', () => {
  test.each([
    ['the same', () => press.app.now().toISOString(), null],
    [
      'ten minutes less',
      () => new Date(press.app.now().getTime() - 10 * minute).toISOString(),
      null,
    ],
    [
      'eleven minutes less',
      () => new Date(press.app.now().getTime() - 11 * minute).toISOString(),
      suspect,
    ],
    ['the old time', () => later(0), suspect],
    ['nothing', () => null, suspect],
  ])('three days ahead, and it says %s', async (_, dateOf, expected) => {
    await open(dateOf);

    const [sent, said] = await liveAt(later(72 * hour));

    expect([sent, said]).toEqual([expected === null ? 1 : 0, expected]);
  });

  test('ten years ahead nothing is sent, and the right time is believed at once afterwards', async () => {
    await open(() => later(24 * hour));
    expect(await liveAt(later(10 * year))).toEqual([0, suspect]);
    expect(await press.store.meta.get('last-tick')).toBe(start);

    expect(await liveAt(later(24 * hour))).toEqual([1, null]);
  });

  test('a wrong time ten years ahead that was believed once is given up when the source confirms', async () => {
    await open(() => later(24 * hour));
    await press.store.meta.set('last-tick', later(10 * year));

    expect(await liveAt(later(24 * hour))).toEqual([1, null]);
    expect(await press.store.meta.get('last-tick')).toBe(later(24 * hour));
  });

  test('two hours back are not believed, whatever it says', async () => {
    await open(() => later(-2 * hour));

    expect(await liveAt(later(-2 * hour))).toEqual([0, suspect]);
  });

  test('one that cannot be reached confirms nothing, and breaks nothing', async () => {
    await open(() => null);
    source?.closeAllConnections();
    source?.close();
    press.at(later(72 * hour));

    const { suspect: found } = await checkClock(press.app, press.store);

    expect(found).toContain('no source says');
  });
});
