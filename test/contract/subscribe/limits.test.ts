/** R81: however often and from wherever the form is sent, the mails it causes are bounded. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hour, minute } from '../delivery/press.ts';
import { type Desk, openDesk } from './desk.ts';

let at: Desk;
beforeEach(async () => {
  at = await openDesk();
});
afterEach(() => at.close());

const planned = () =>
  (at.rows("SELECT id FROM deliveries WHERE kind = 'confirm'") as unknown[]).length;

describe('sign-ups', () => {
  it('10,000 hostile ones of an hour plan the hourly cap and no more, and the operator is told once', async () => {
    for (let n = 0; n < 10_000; n++) {
      await at.submit(`victim${n}@example.org`);
      at.press.pass(300);
    }

    expect(planned()).toBe(100);
    expect(at.rows("SELECT id FROM deliveries WHERE kind = 'notice'")).toHaveLength(1);
  }, 60_000);

  it('for one address, however it is spelt, bring one mail a day and three in 30 days', async () => {
    const spellings = ['jane.doe@gmail.com', 'JaneDoe+1@gmail.com', 'j.a.n.e.doe@googlemail.com'];
    const days: number[] = [];
    for (let day = 0; day < 34; day++) {
      for (const spelling of spellings) await at.submit(spelling);
      days.push(planned());
      at.press.pass(24 * hour + minute);
    }

    expect(days.slice(0, 4)).toEqual([1, 2, 3, 3]);
    expect(days[28]).toBe(3);
    expect(days.at(-1)).toBe(6);
  });

  it.each([
    ['an IPv4 /24', (n: number) => `192.0.2.${n}`],
    ['an IPv4 /24 written as IPv6', (n: number) => `::ffff:192.0.2.${n}`],
    ['an IPv6 /64', (n: number) => `2001:db8:5:6:${n}::1`],
    ['nothing that is an address', (n: number) => `nowhere ${n}`],
  ])('from %s bring 20 an hour', async (_name, clientOf) => {
    for (let n = 1; n <= 30; n++) await at.submit(`v${n}@example.org`, { client: clientOf(n) });
    const first = planned();
    await at.submit('other@example.org', { client: '198.51.100.1' });
    at.press.pass(hour + minute);
    await at.submit('later@example.org', { client: clientOf(31) });

    expect([first, planned()]).toEqual([20, 22]);
  });

  it('of robots are dropped with the same answer', async () => {
    const trapped = await at.submit('a@example.org', { trap: 'https://spam.example' });
    const quick = await at.submit('b@example.org', { took: 200 });
    const unknown = await at.submit('c@example.org', { took: null });

    expect([trapped, quick, unknown]).toEqual(Array(3).fill({ ok: true }));
    expect(planned()).toBe(1);
  });

  it('leave no address and no network in what the limits count, and are forgotten', async () => {
    await at.submit('ada@example.org', { client: '192.0.2.9' });
    const counted = JSON.stringify(at.rows('SELECT * FROM sign_ups'));
    at.press.pass(32 * 24 * hour);
    await at.press.deliver();
    at.press.pass(32 * 24 * hour);
    await at.press.deliver();

    expect(counted).not.toMatch(/ada|192\.0/);
    for (const table of ['sign_ups', 'requests', 'subscribers']) {
      expect(at.rows(`SELECT * FROM ${table}`)).toEqual([]);
    }
  });
});
