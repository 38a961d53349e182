/** Twelve days of a publication for readers around the world: everybody gets everything once, also after a breakdown. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Delivery } from '../../../src/model/delivery.ts';
import type { Preferences } from '../../../src/model/subscriber.ts';
import { hour, openPress, type Press, papers } from './press.ts';

let press: Press;
beforeEach(async () => {
  press = await openPress();
});
afterEach(() => press.close());

const first = Date.parse('2026-11-02T05:00:00.000Z');
const dayOf = (n: number) => new Date(first + n * 24 * hour).toISOString().slice(0, 10);

const world: Readonly<Record<string, Partial<Preferences>>> = {
  kiritimati: { hour: '07:00', zone: 'Pacific/Kiritimati' },
  honolulu: { hour: '07:00', zone: 'Pacific/Honolulu' },
  angeles: { hour: '20:00', zone: 'America/Los_Angeles' },
  auckland: { hour: '07:00', zone: 'Pacific/Auckland' },
  atonce: {},
  working: { hour: '07:00', zone: 'Europe/Berlin', weekdays: [1, 2, 3, 4, 5] },
  weekly: { hour: '07:00', zone: 'Europe/Berlin', weekdays: [1] },
};

/** An issue with two new papers each day at 05:00 UTC, and a run each hour; `isDown` says when neither happens. */
async function live(days: number, isDown: (hours: number) => boolean = () => false): Promise<void> {
  for (const [name, preferences] of Object.entries(world)) await press.reader(name, preferences);
  let published = -1;
  for (let hours = 0; hours < days * 24; hours++) {
    const day = Math.floor(hours / 24);
    if (hours % 24 === 0) await press.list(dayOf(day), papers(2 * day, 2 * day + 1));
    if (isDown(hours)) continue;
    press.at(new Date(first + hours * hour).toISOString());
    if (day > published) await press.publish(dayOf(day));
    published = day;
    if (await press.store.deliveries.isWork()) await press.deliver();
  }
}

async function digestsOf(name: string): Promise<Delivery[]> {
  const all = await press.deliveries();
  return all.filter((row) => row.address.startsWith(`${name}@`) && row.state === 'accepted');
}

async function expectNothingTwice(): Promise<void> {
  for (const name of Object.keys(world)) {
    const rows = await digestsOf(name);
    const items = rows.flatMap(({ id }) => press.itemsOf(id));
    expect([name, new Set(items).size]).toEqual([name, items.length]);
    const dates = rows.map(({ dueOn }) => dueOn);
    expect([name, new Set(dates).size]).toEqual([name, dates.length]);
  }
  const copies = press.server.copies.map(({ text }) => /^Message-ID: (.*)$/im.exec(text)?.[1]);
  expect(new Set(copies).size).toBe(copies.length);
}

test('every reader gets every issue at their hour, and the weekly one the whole week', async () => {
  await live(12);

  await expectNothingTwice();
  for (const name of ['kiritimati', 'honolulu', 'angeles', 'auckland', 'atonce']) {
    const days = (await digestsOf(name)).map(({ issueDay }) => issueDay);
    // Of the last issue some are still to come when it ends.
    expect([name, days.slice(0, 11)]).toEqual([
      name,
      Array.from({ length: 11 }, (_, n) => dayOf(n)),
    ]);
  }
  const { handedAt } = (await digestsOf('auckland'))[0]!;
  expect(handedAt).toBe('2026-11-02T18:00:00.000Z');
  expect((await digestsOf('working')).map(({ issueDay }) => issueDay)).toEqual(
    [0, 1, 2, 3, 4, 7, 8, 9, 10, 11].map(dayOf),
  );
  const weekly = await digestsOf('weekly');
  expect(weekly.map(({ issueDay }) => issueDay)).toEqual([dayOf(0), dayOf(7)]);
  // The second one reaches back to the first: the papers of seven days.
  expect(press.itemsOf(weekly[1]!.id)).toHaveLength(14);
  expect((await digestsOf('working')).flatMap(({ id }) => press.itemsOf(id))).toHaveLength(24);
});

test('down for five days: one digest each, with nothing that was had before', async () => {
  const isDown = (hours: number) => hours >= 3 * 24 + 2 && hours < 8 * 24 + 2;

  await live(11, isDown);

  await expectNothingTwice();
  for (const name of ['kiritimati', 'honolulu', 'angeles', 'atonce']) {
    const missed = (await digestsOf(name)).filter(
      ({ issueDay }) => issueDay !== null && issueDay > dayOf(3) && issueDay < dayOf(8),
    );
    expect([name, missed]).toEqual([name, []]);
  }
  const back = (await press.deliveries()).filter(({ issueDay }) => issueDay === dayOf(8));
  expect(new Set(back.map(({ subscriberId }) => subscriberId)).size).toBe(back.length);
});

test('published but not sent for five days: one digest goes out, the others end as expired', async () => {
  await press.reader('berlin', { hour: '07:00', zone: 'Europe/Berlin' });
  for (let n = 0; n < 5; n++) {
    press.at(new Date(first + n * 24 * hour).toISOString());
    await press.list(dayOf(n), papers(2 * n, 2 * n + 1));
    await press.publish(dayOf(n));
  }
  press.at(new Date(first + 4 * 24 * hour + 2 * hour).toISOString());

  const report = await press.deliver();

  const ends = (await press.deliveries()).map(({ state }) => state);
  expect(ends).toEqual(['expired', 'expired', 'expired', 'expired', 'accepted']);
  expect(report.closed).toHaveLength(5);
  expect(press.server.copies).toHaveLength(1);
});

test('down from before it was due until three hours after: exactly one, at once', async () => {
  await press.reader('berlin', { hour: '07:00', zone: 'Europe/Berlin' });
  press.at('2026-11-02T05:00:00.000Z');
  await press.list(dayOf(0), papers(1));
  await press.publish(dayOf(0));
  expect((await press.deliver()).accepted).toBe(0);

  press.at('2026-11-02T09:00:00.000Z');
  const report = await press.deliver();
  await press.deliver();

  expect(report.accepted).toBe(1);
  expect(press.server.copies).toHaveLength(1);
});

test('two issues that meet at one due date: the newer goes, the older gives its papers back', async () => {
  await press.reader('berlin', { hour: '07:00', zone: 'Europe/Berlin' });
  press.at('2026-11-02T07:00:00.000Z');
  await press.list(dayOf(0), papers(1));
  await press.publish(dayOf(0));
  await press.deliver();
  press.at('2026-11-03T05:00:00.000Z');
  await press.list(dayOf(1), papers(2));
  await press.publish(dayOf(1));

  await press.deliver();
  press.at('2026-11-03T06:00:00.000Z');
  await press.deliver();

  const [older, newer] = await press.deliveries();
  expect(older).toMatchObject({ state: 'expired', reason: 'a newer issue comes on the same day' });
  expect(newer).toMatchObject({ state: 'accepted', issueDay: dayOf(1) });
  expect(press.itemsOf(newer!.id).sort()).toEqual(papers(1, 2).map(({ key }) => key));
});

test('an older issue that comes out late does not go out beside the newer of the same due date', async () => {
  await press.close();
  press = await openPress({ PAPERBOY_DAYS: '1' });
  await press.reader('berlin', { hour: '07:00', zone: 'Europe/Berlin' });
  press.at('2026-11-03T05:00:00.000Z');
  await press.list(dayOf(0), papers(1));
  await press.list(dayOf(1), papers(2));
  await press.publish(dayOf(1));
  await press.deliver();
  press.tamper(
    `INSERT INTO issues (day, title, published_at, digest, state)
     SELECT '${dayOf(0)}', title, '2026-11-03T05:30:00.000Z', digest, 'open' FROM issues`,
  );

  press.at('2026-11-03T06:00:00.000Z');
  const report = await press.deliver();

  const sent = (await press.deliveries()).filter(({ state }) => state === 'accepted');
  expect(sent.map(({ issueDay }) => issueDay)).toEqual([dayOf(1)]);
  expect(report.closed).toEqual([dayOf(0), dayOf(1)]);
});
