/** What makes health red while mail is in trouble, each by itself, and green again once it is settled. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkHealth } from '../../../src/pipeline/health.ts';
import { hour, openPress, type Press, papers } from './press.ts';

const day = '2026-11-16';
let press: Press;
beforeEach(async () => {
  press = await openPress();
  await press.reader('ada', { hour: '06:00' });
  await press.list(day, papers(1));
  await press.publish(day);
  await press.deliver();
});
afterEach(() => press.close());

const health = () => checkHealth(press.app, press.store);

test('mail that waits for its hour is well', async () => {
  expect(await health()).toMatchObject({ health: 'ok', reasons: [], mail: { waiting: 1 } });
});

test.each<[string, () => unknown, RegExp, () => unknown]>([
  [
    'an uncertain mail',
    () => press.tamper("UPDATE deliveries SET state = 'uncertain'"),
    /^1 mail is uncertain/,
    () => press.store.deliveries.resolve(1, 'accepted', '2026-11-17T00:00:00.000Z'),
  ],
  [
    'an issue that is paused',
    () => press.store.issuesProgress.setState(day, 'paused'),
    /issue of 2026-11-16 is paused/,
    () => press.store.issuesProgress.setState(day, 'open'),
  ],
  [
    'a way that is paused',
    () => press.store.routes.pause(press.server.url, '535 wrong password'),
    /is paused: 535 wrong password/,
    () => press.store.routes.clear(press.server.url),
  ],
  [
    'a way that failed five times in a row',
    () => press.tamper(`INSERT INTO routes (name, failures) VALUES ('${press.server.url}', 5)`),
    /failed 5 times in a row/,
    () => press.store.routes.works(press.server.url),
  ],
  [
    'a clock that is not believed',
    () => press.store.meta.set('clock-suspect', 'the clock shows 1970'),
    /clock-suspect: the clock shows 1970/,
    () => press.store.meta.remove('clock-suspect'),
  ],
  [
    'a ledger that was changed',
    () =>
      press.tamper("UPDATE issues SET n_candidates = 2; UPDATE deliveries SET state = 'accepted'"),
    /do not add up/,
    () => press.tamper('UPDATE issues SET n_candidates = 1'),
  ],
  [
    'mail that is overdue by more than three hours',
    () => press.at('2026-11-16T09:00:00.001Z'),
    /due at 2026-11-16T06:00:00.000Z has not gone out/,
    () => press.at('2026-11-16T09:00:00.000Z'),
  ],
])('%s turns it red until it is settled', async (_, trouble, reason, settle) => {
  await trouble();
  const red = await health();

  await settle();

  expect(red.health).toBe('red');
  expect(red.reasons).toEqual([expect.stringMatching(reason)]);
  expect(await health()).toMatchObject({ health: 'ok', reasons: [] });
});

test('the whole way: a changed row keeps the issue open, run after run', async () => {
  press.pass(hour);
  press.tamper("UPDATE deliveries SET issue_day = '2026-11-15'");

  const report = await press.deliver();

  expect(report).toMatchObject({ closed: [], unbalanced: [day] });
  expect((await press.deliver()).unbalanced).toEqual([day]);
  expect((await health()).health).toBe('red');
});
