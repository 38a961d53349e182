/** What a server's reply leads to in the whole: for the reader, for the issue, for the way mail goes. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { minute, openPress, type Press, papers } from './press.ts';

let press: Press;
beforeEach(async () => {
  press = await openPress({ PAPERBOY_MAIL_CONNECTIONS: '1' });
});
afterEach(() => press.close());

const day = (n: number) => `2026-11-${String(n).padStart(2, '0')}`;

/** The reply that each reader's server gives, by the name before the @. */
type Replies = Readonly<Record<string, { readonly at: 'rcpt' | 'dot'; readonly say: string }>>;

/** An issue on each of the days; returns on which of them each reader was suppressed after it. */
async function refuseDaily(
  replies: Replies,
  days: readonly number[],
): Promise<Record<string, number[]>> {
  const names = Object.keys(replies);
  press.server.judge = (to) => replies[to.replace(/@.*/, '')] ?? 'take';
  for (const name of names) await press.reader(name);
  // The breaker would stop in the midst of it; it has tests of its own.
  await press.store.meta.set('mail-resumed-at', '9999-01-01T00:00:00.000Z');
  const suppressedOn: Record<string, number[]> = Object.fromEntries(
    names.map((name) => [name, []]),
  );
  for (const n of days) {
    press.at(`${day(n)}T05:00:00.000Z`);
    await press.list(day(n), papers(n));
    await press.publish(day(n));
    for (let run = 0; run < 4; run++) await press.deliver({ byHand: true });
    for (const name of names) {
      const found = await press.store.suppressions.get(`${name}@example.org`);
      if (found !== null) suppressedOn[name]?.push(n);
    }
  }
  return suppressedOn;
}

describe('suppressing a reader', () => {
  const never: number[] = [];
  const week = [2, 3, 4, 5, 6, 7];
  const atOnce = week;
  const second = [3, 4, 5, 6, 7];
  const fifth = [6, 7];
  const table: [string, 'rcpt' | 'dot', number[]][] = [
    ['550 5.1.1 nobody of that name', 'rcpt', atOnce],
    ['550 5.1.10 the domain takes no mail', 'rcpt', atOnce],
    ['553 5.1.3 that is no address', 'rcpt', atOnce],
    ['551 5.1.6 moved away', 'rcpt', atOnce],
    ['550 5.1.2 no such host', 'dot', atOnce],
    ['550 5.1.0 what an address', 'rcpt', atOnce],
    ['550 nobody here', 'rcpt', second],
    ['550 5.0.0 nobody here', 'rcpt', second],
    ['550 5.2.1 switched off', 'rcpt', second],
    ['550 5.2.0 something with the mailbox', 'dot', second],
    ['551 not local', 'rcpt', second],
    ['553 no', 'rcpt', second],
    ['556 no', 'rcpt', second],
    ['550 5.4.1 not in our directory', 'rcpt', second],
    ['550 5.5.0 the mailbox is not there', 'rcpt', second],
    ['552 5.2.2 the mailbox is full', 'rcpt', fifth],
    ['552 there is no room', 'rcpt', fifth],
    ['550 5.2.2 over quota', 'dot', fifth],
    ['450 4.2.0 come again', 'rcpt', never],
    ['451 4.7.1 wait a little', 'rcpt', never],
    ['452 4.2.2 over quota for the moment', 'rcpt', never],
    ['421 4.3.2 closing', 'rcpt', never],
    ['452 4.3.1 no room', 'dot', never],
    ['450 5.1.1 codes that disagree', 'rcpt', never],
    ['550 5.7.1 the policy says no', 'rcpt', never],
    ['550 5.7.1 the policy says no', 'dot', never],
    ['550 5.7.23 the SPF check failed', 'dot', never],
    ['550 5.7.26 the message is not signed', 'dot', never],
    ['554 5.7.1 relay access denied', 'rcpt', never],
    ['553 5.7.1 the sender is not yours', 'rcpt', never],
    ['552 5.7.0 a virus, it seems', 'dot', never],
    ['550 5.6.0 a header is broken', 'dot', never],
    ['554 5.6.1 of that kind we take none', 'dot', never],
    ['550 5.6.7 that alphabet is not known', 'dot', never],
    ['552 5.3.4 too long', 'dot', never],
    ['552 5.2.3 longer than this reader takes', 'dot', never],
    ['550 5.1.7 the sender is no address', 'rcpt', never],
    ['550 5.1.8 the sender has no server', 'rcpt', never],
    ['550 we do not relay', 'rcpt', never],
    ['550 taken for spam', 'dot', never],
    ['554 no', 'dot', never],
    ['554 no', 'rcpt', never],
    ['530 log in first', 'rcpt', never],
    ['503 5.5.1 out of order', 'rcpt', never],
    ['500 what?', 'rcpt', never],
  ];

  test('each reply has the consequence it should have, and not sooner', async () => {
    const replies = Object.fromEntries(
      table.map(([say, at], n) => [`reader${n}`, { say, at }] as const),
    );

    const suppressed = await refuseDaily(replies, week);

    const told = table.map(([say, at], n) => [say, at, suppressed[`reader${n}`]]);
    expect(told).toEqual(table);
  });

  test('a full mailbox that empties now and then is not five within two weeks', async () => {
    const full = { at: 'rcpt', say: '552 5.2.2 full' } as const;

    expect(await refuseDaily({ ada: full }, [2, 5, 9, 13, 16, 20])).toEqual({ ada: [] });
  });

  test('what was our own fault does not count against the reader later', async () => {
    const fault = { at: 'rcpt', say: '550 sender refused' } as const;
    expect(await refuseDaily({ ada: fault }, [2, 3])).toEqual({ ada: [] });
    press.server.judge = () => ({ at: 'rcpt', say: '550 nobody here' });
    press.at(`${day(4)}T05:00:00.000Z`);
    await press.list(day(4), papers(4));
    await press.publish(day(4));

    expect(await press.deliver({ byHand: true })).toMatchObject({ rejected: 1 });

    expect(await press.store.suppressions.get('ada@example.org')).toBeNull();
  });
});

describe('a way that fails', () => {
  test('is left alone 1, 2, 4 … 30 minutes, and red after five times', async () => {
    press.server.judge = () => ({ at: 'rcpt', say: '421 4.3.2 closing' });
    await press.reader('ada');
    await press.list(day(16), papers(1));
    await press.publish(day(16));
    const pauses: number[] = [];

    for (let n = 0; n < 7; n++) {
      press.tamper('UPDATE deliveries SET not_before = due_at');
      await press.deliver();
      const route = await press.store.routes.get(press.server.url);
      pauses.push((Date.parse(route.blockedUntil ?? '') - press.app.now().getTime()) / minute);
      const idle = await press.deliver();
      expect(idle.stopped).toContain('left alone');
      press.pass((pauses.at(-1) ?? 0) * minute);
    }

    expect(pauses).toEqual([1, 2, 4, 8, 16, 30, 30]);
    press.server.judge = () => 'take';
    press.tamper('UPDATE deliveries SET not_before = due_at');
    expect(await press.deliver()).toMatchObject({ accepted: 1, stopped: null });
    expect((await press.store.routes.get(press.server.url)).failures).toBe(0);
  });

  test('several connections that fail at once are one failure', async () => {
    await press.close();
    press = await openPress({ PAPERBOY_MAIL_CONNECTIONS: '4' });
    press.server.judge = () => ({ at: 'rcpt', say: '421 4.3.2 closing' });
    for (const name of ['a', 'b', 'c', 'd']) await press.reader(name);
    await press.list(day(16), papers(1));
    await press.publish(day(16));

    await press.deliver();

    expect((await press.store.routes.get(press.server.url)).failures).toBe(1);
  });
});
