/** When servers refuse us, sending stops soon; nothing is lost by it, and one bad mail stops nobody else's. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { believeClock } from '../../../src/pipeline/check-clock.ts';
import { checkHealth } from '../../../src/pipeline/health.ts';
import { minute, openPress, type Press, papers } from './press.ts';

const day = '2026-11-16';
const connections = 3;
let press: Press;
beforeEach(async () => {
  press = await openPress({ PAPERBOY_MAIL_CONNECTIONS: String(connections) });
});
afterEach(() => press.close());

async function publishTo(readers: number): Promise<void> {
  for (let n = 0; n < readers; n++) await press.reader(`reader${n}`);
  await press.list(day, papers(1, 2));
  await press.publish(day);
}

async function resume(): Promise<void> {
  press.pass(minute);
  await press.store.issuesProgress.setState(day, 'open');
  await press.store.meta.set('mail-resumed-at', press.app.now().toISOString());
  for (const { name } of await press.store.routes.troubled()) await press.store.routes.clear(name);
  await believeClock(press.store);
}

const statesNow = async () => Object.fromEntries(await press.store.deliveries.count());

describe('a server that begins to refuse us', () => {
  test('gets no more than as many mails as there are connections after the third, and then none', async () => {
    await publishTo(40);
    let asked = 0;
    press.server.judge = () => (++asked > 20 ? { at: 'dot', say: '550 5.7.1 no' } : 'take');

    const report = await press.deliver();

    const { rejected = 0, ready = 0, accepted = 0 } = await statesNow();
    expect(report.stopped).toContain('paused');
    expect(rejected).toBeGreaterThanOrEqual(3);
    expect(rejected).toBeLessThanOrEqual(3 + connections - 1);
    expect(accepted + rejected + ready).toBe(40);
    expect(await press.store.suppressions.list()).toEqual([]);
    expect(await press.deliver()).toMatchObject({ accepted: 0, rejected: 0 });
    const { health, reasons } = await checkHealth(press.app, press.store);
    expect(health).toBe('red');
    expect(reasons.join('\n')).toContain(`the issue of ${day} is paused`);
  });

  test('goes on without loss once somebody says so', async () => {
    await publishTo(20);
    let asked = 0;
    press.server.judge = () => (++asked > 10 ? { at: 'dot', say: '550 5.7.1 no' } : 'take');
    await press.deliver();
    const { rejected = 0 } = await statesNow();
    press.server.judge = () => 'take';
    expect(await press.deliver()).toMatchObject({ accepted: 0 });

    await resume();
    const report = await press.deliver();

    expect(await statesNow()).toEqual({ accepted: 20 - rejected, rejected });
    expect(report.closed).toEqual([day]);
    const copies = press.server.copies.map(({ to }) => to);
    expect(new Set(copies).size).toBe(copies.length);
    expect(copies).toHaveLength(20 - rejected);
  });

  test('stays paused though mails that were under way are taken', async () => {
    await press.reader('ada');
    const { routes } = press.store;
    await routes.pause(press.server.url, 'refused');

    await routes.works(press.server.url);

    expect((await routes.get(press.server.url)).pausedReason).toBe('refused');
  });
});

describe('many recipients that are refused', () => {
  test('more than a tenth after fifty pause the issue', async () => {
    await publishTo(80);
    press.server.judge = (to) =>
      /reader(?:1\d|2\d)@/.test(to) ? { at: 'rcpt', say: '550 5.1.1 nobody' } : 'take';

    await press.deliver();

    const { rejected = 0, accepted = 0, ready = 0 } = await statesNow();
    expect(rejected + accepted).toBeGreaterThanOrEqual(50);
    expect(rejected + accepted).toBeLessThanOrEqual(80);
    expect(ready + rejected + accepted).toBe(80);
    // The refusals came before the fiftieth mail: only a later one can pause it.
    expect(rejected).toBe(20);
  });

  test('the fiftieth is not too early: the share counts from there', async () => {
    await publishTo(70);
    press.server.judge = (to) =>
      /reader(?:4[4-9]|5\d)@/.test(to) ? { at: 'rcpt', say: '550 5.1.1 nobody' } : 'take';

    await press.deliver();

    const { rejected = 0, accepted = 0 } = await statesNow();
    expect(rejected + accepted).toBeGreaterThanOrEqual(50);
    expect(rejected + accepted).toBeLessThanOrEqual(50 + connections);
    expect((await press.store.issuesProgress.get(day))?.state).toBe('paused');
  });

  test('a tenth exactly is borne', async () => {
    await publishTo(60);
    press.server.judge = (to) =>
      /reader5[0-4]@/.test(to) ? { at: 'rcpt', say: '550 5.1.1 nobody' } : 'take';

    const report = await press.deliver();

    expect(report).toMatchObject({ accepted: 55, rejected: 5, closed: [day] });
  });
});

test('refused by three servers, the next morning stays paused as well, until somebody resumes', async () => {
  await publishTo(6);
  press.server.judge = () => ({ at: 'rcpt', say: '550 5.7.1 no' });
  await press.deliver();
  press.pass(24 * 60 * minute);
  await press.deliver();
  expect(await press.store.issuesProgress.open()).toEqual([]);
  await press.list('2026-11-17', papers(7));
  await press.publish('2026-11-17');

  const report = await press.deliver({ byHand: true });

  expect(report).toMatchObject({ accepted: 0, rejected: 0, ready: 6 });
  expect(report.stopped).toContain('refused us as a sender');
});

test('a wrong password is tried again by hand, also while an issue is paused', async () => {
  await publishTo(2);
  await press.store.routes.pause(press.server.url, '535 wrong password');
  await press.store.issuesProgress.setState(day, 'paused');

  await press.deliver({ byHand: true });

  expect((await press.store.routes.get(press.server.url)).pausedReason).toBeNull();
});

test('an issue that is paused is no work for every minute, until its mails are too late', async () => {
  await publishTo(2);
  await press.store.issuesProgress.setState(day, 'paused');
  await press.deliver();

  expect(await press.store.deliveries.isWork()).toBe(false);

  press.pass(21 * 60 * minute);
  expect(await press.store.deliveries.isWork()).toBe(true);
  expect(await press.deliver()).toMatchObject({ accepted: 0, closed: [day] });
});

describe('a reader whose digest cannot be made', () => {
  test('fails alone, with the reason in the ledger, and does not stop the others', async () => {
    for (let n = 0; n < 6; n++) await press.reader(`reader${n}`, { hour: '06:00' });
    await press.list(day, papers(1, 2));
    await press.publish(day);
    await press.deliver();
    press.tamper("UPDATE deliveries SET content = '{' WHERE subscriber_id = 3");
    press.pass(60 * minute);

    const report = await press.deliver();

    expect(report).toMatchObject({ accepted: 5, rejected: 1, closed: [day] });
    const failed = (await press.deliveries()).find(({ subscriberId }) => subscriberId === 3);
    expect(failed).toMatchObject({ state: 'rejected', handedAt: null, replyCode: null });
    expect(failed?.reason).toMatch(/^could not be composed: /);
    expect(await press.store.suppressions.list()).toEqual([]);
  });
});
