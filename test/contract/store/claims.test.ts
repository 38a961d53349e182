/** What may go out next: the order, who waits, the limits, and whose mail is left out with a reason. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SendingLimits } from '../../../src/store/claims.ts';
import { composedOf, hours, type Ledger, minutes, openLedger, start, unlimited } from './ledger.ts';

let ledger: Ledger;
let ada: number;
let ben: number;
beforeEach(async () => {
  ledger = await openLedger();
  [ada = 0, ben = 0] = await ledger.addReaders('ada@example.org', 'ben@example.org');
});
afterEach(() => ledger.close());

const later = (milliseconds: number) => new Date(Date.parse(start) + milliseconds).toISOString();
const claimWith = (limits: Partial<SendingLimits>, only: number[] | null = null) =>
  ledger.store.deliveries.claim({ owner: 'a run', limits: { ...unlimited, ...limits }, only });

describe('the next one', () => {
  test('is the one that waits longest, then the one planned first', async () => {
    const ids = await ledger.addReaders('c@example.org', 'd@example.org', 'e@example.org');
    const order = [2, 0, 1].map((minute) => later(-minutes(minute)));
    const planned: number[] = [];
    for (const [at, id] of ids.entries()) {
      planned.push((await ledger.plan(id, { dueAt: order[at] ?? start })).id);
    }
    planned.push((await ledger.plan(ada, { dueAt: later(-minutes(1)) })).id);

    const claimed = [];
    for (let n = 0; n < 4; n++) claimed.push((await ledger.claim())?.id);

    expect(claimed).toEqual([planned[0], planned[2], planned[3], planned[1]]);
    expect(await ledger.claim()).toBeNull();
  });

  test('does not go before its time', async () => {
    await ledger.plan(ada, { dueAt: later(minutes(1)) });
    ledger.pass(minutes(1) - 1);
    expect(await ledger.claim()).toBeNull();

    ledger.pass(1);

    expect(await ledger.claim()).not.toBeNull();
  });

  test('is only one that was asked for', async () => {
    await ledger.plan(ada);
    const { id } = await ledger.plan(ben);

    expect(await claimWith({}, [id])).toMatchObject({ delivery: { id } });
    expect(await claimWith({}, [id])).toEqual({ what: 'none' });
    expect(await claimWith({}, [])).toEqual({ what: 'none' });
  });

  test('belongs to the run that took it, and no other run gets it', async () => {
    const { id } = await ledger.plan(ada);

    const taken = await ledger.claim(unlimited, 'first run');

    expect(taken).toMatchObject({ id, state: 'claimed', owner: 'first run' });
    expect(await ledger.store.deliveries.get(id)).toEqual(taken);
    expect(await ledger.claim(unlimited, 'second run')).toBeNull();
  });

  test('is not one of a reader who has a mail under way', async () => {
    await ledger.plan(ada);
    const second = await ledger.plan(ada, { issueDay: '2026-11-17' });
    const handed = await ledger.handOver(['a']);
    expect(await ledger.claim()).toBeNull();

    await ledger.store.deliveries.settle(handed, { to: 'accepted', reason: null }, {});

    expect((await ledger.claim())?.id).toBe(second.id);
  });

  test('is not of an issue that is paused, while those of others go', async () => {
    ledger.tamper(
      "INSERT INTO issues (day, title, published_at, digest, state) VALUES ('2026-11-16', '', '', '{}', 'paused')",
    );
    const paused = await ledger.plan(ada);
    const other = await ledger.plan(ben, { issueDay: '2026-11-15' });
    expect((await ledger.claim())?.id).toBe(other.id);
    expect(await ledger.claim()).toBeNull();

    await ledger.store.issuesProgress.setState('2026-11-16', 'open');

    expect((await ledger.claim())?.id).toBe(paused.id);
  });
});

describe('who is left out', () => {
  const ways: [string, () => Promise<unknown>, string | RegExp][] = [
    [
      'has unsubscribed',
      () => ledger.store.subscribers.unsubscribe(ada),
      'the reader has unsubscribed',
    ],
    ['was removed', () => ledger.store.subscribers.remove(ada), 'the reader is gone'],
    [
      'pauses over the day',
      () => ledger.store.subscribers.pause(ada, '2026-11-17'),
      'the reader pauses until 2026-11-17',
    ],
    [
      'has not confirmed',
      async () => ledger.tamper("UPDATE subscribers SET state = 'unconfirmed'"),
      'the reader has not confirmed',
    ],
    [
      'is suppressed, in whatever capitals',
      () =>
        ledger.store.suppressions.put({
          ...{ addressKey: 'ada@example.org', reason: 'bounce', detail: 'gone' },
          ...{ at: start, until: null },
        }),
      'the address is suppressed (bounce)',
    ],
  ];

  test.each(ways)('who %s gets nothing at the claim', async (_, act, reason) => {
    const { id } = await ledger.plan(ada, { address: 'Ada@example.org' });
    await act();

    expect(await ledger.claim()).toBeNull();

    expect(await ledger.store.deliveries.get(id)).toMatchObject({ state: 'skipped', reason });
    const [attempt] = await ledger.store.deliveries.attempts(id);
    expect(attempt).toMatchObject({ outcome: `skipped: ${reason}`, handedAt: '' });
  });

  test.each(ways)(
    'who %s between the claim and the hand-off gets nothing',
    async (_, act, reason) => {
      const { id } = await ledger.plan(ada);
      const claimed = await ledger.claim();
      await act();

      expect(await ledger.store.deliveries.handOff(claimed!, composedOf())).toBe(false);

      expect(await ledger.store.deliveries.get(id)).toMatchObject({ state: 'skipped', reason });
    },
  );

  test('the next reader comes instead, in the same claim', async () => {
    await ledger.plan(ada);
    const { id } = await ledger.plan(ben);
    await ledger.store.subscribers.unsubscribe(ada);

    expect((await ledger.claim())?.id).toBe(id);
  });

  test('a pause that ends that day, and a suppression that has ended, keep nothing back', async () => {
    await ledger.plan(ada);
    await ledger.store.subscribers.pause(ada, '2026-11-16');
    await ledger.store.suppressions.put({
      ...{ addressKey: 'ada@example.org', reason: 'full', detail: '', at: start },
      until: later(minutes(5)),
    });
    ledger.pass(minutes(5));

    expect(await ledger.claim()).not.toBeNull();
  });
});

describe('limits', () => {
  async function planMany(count: number, domain = 'example.org'): Promise<void> {
    const names = Array.from({ length: count }, (_, n) => `reader${n}@${domain}`);
    for (const id of await ledger.addReaders(...names)) await ledger.plan(id);
  }

  test('what is claimed counts against the hour before it is handed over', async () => {
    await planMany(3);

    const claims = [];
    for (let n = 0; n < 3; n++) claims.push((await claimWith({ perHour: 2 })).what);

    expect(claims).toEqual(['claimed', 'claimed', 'limited']);
  });

  test('an hour and a second after the first hand-off the next may go, and not before', async () => {
    await planMany(3);
    const first = await ledger.handOver();
    await ledger.store.deliveries.settle(first, { to: 'accepted', reason: null }, {});
    ledger.pass(minutes(10));
    const second = await ledger.handOver();
    await ledger.store.deliveries.settle(second, { to: 'accepted', reason: null }, {});

    const limited = await claimWith({ perHour: 2 });

    const free = later(hours(1) + 1_000);
    expect(limited).toEqual({ what: 'limited', until: free });
    ledger.set(new Date(Date.parse(free) - 1).toISOString());
    expect(await claimWith({ perHour: 2 })).toMatchObject({ what: 'limited' });
    ledger.set(free);
    expect(await claimWith({ perHour: 2 })).toMatchObject({ what: 'claimed' });
  });

  test('a domain that is full lets others go first, whatever its capitals', async () => {
    await planMany(2, 'Big.example');
    await planMany(1, 'small.example');

    const first = await claimWith({ perDomain: 1 });
    const second = await claimWith({ perDomain: 1 });
    const third = await claimWith({ perDomain: 1 });

    expect(first).toMatchObject({ delivery: { address: 'reader0@Big.example' } });
    expect(second).toMatchObject({ delivery: { address: 'reader0@small.example' } });
    expect(third.what).toBe('limited');
  });

  test('a minute and a second later a domain is free again', async () => {
    await planMany(2);
    const first = await ledger.handOver();
    await ledger.store.deliveries.settle(first, { to: 'accepted', reason: null }, {});

    const free = later(minutes(1) + 1_000);
    expect(await claimWith({ perDomain: 1 })).toEqual({ what: 'limited', until: free });
    ledger.set(new Date(Date.parse(free) - 1).toISOString());
    expect((await claimWith({ perDomain: 1 })).what).toBe('limited');
    ledger.set(free);
    expect((await claimWith({ perDomain: 1 })).what).toBe('claimed');
  });

  test('a mail that is sent again counts again', async () => {
    await planMany(2);
    const first = await ledger.handOver();
    await ledger.store.deliveries.settle(
      first,
      { to: 'ready', reason: '', notBefore: start, putOff: true, unanswered: false },
      {},
    );
    const again = await ledger.handOver();
    expect(again.id).toBe(first.id);
    await ledger.store.deliveries.settle(again, { to: 'accepted', reason: null }, {});

    expect((await claimWith({ perHour: 2 })).what).toBe('limited');
    expect((await claimWith({ perHour: 3 })).what).toBe('claimed');
  });

  test('what a clock that was years ahead wrote down holds nothing back', async () => {
    await planMany(3);
    ledger.set('2036-01-01T00:00:00.000Z');
    ledger.tamper("UPDATE deliveries SET expires_at = '2037-01-01T00:00:00.000Z'");
    for (let n = 0; n < 2; n++) {
      const handed = await ledger.handOver();
      await ledger.store.deliveries.settle(handed, { to: 'accepted', reason: null }, {});
    }
    ledger.set(start);

    expect((await claimWith({ perHour: 1, perDomain: 1 })).what).toBe('claimed');
  });
});
