/** A reader whom the operator adds or confirms gets the current issue, or is not in at all: never in without it. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { usualPreferences } from '../../../src/model/subscriber.ts';
import { addReader, confirmReader } from '../../../src/pipeline/subscribers.ts';
import { hour, openPress, type Press, papers } from '../delivery/press.ts';

const address = 'ada@example.org';
let press: Press;

beforeEach(async () => {
  press = await openPress({ PAPERBOY_BASE_URL: 'https://quay.example' });
  await press.list('2026-11-16', papers(1, 2));
  await press.publish('2026-11-16');
  press.pass(hour);
});
afterEach(() => press.close());

const wording = 'told me at the quay';
const add = () => addReader(press.app, press.store, { address, words: {}, wording, ask: false });
const confirm = () =>
  confirmReader(press.app, press.store, { address, wording, resubscribe: false });

const breakOff = () =>
  press.tamper(
    "CREATE TRIGGER broken BEFORE INSERT ON deliveries BEGIN SELECT RAISE(ABORT, 'cut off'); END",
  );

it('added: broken off before the issue is planned for them, they are added anew and get it', async () => {
  breakOff();
  await expect(add()).rejects.toThrow('cut off');
  const between = await press.store.subscribers.find(address);
  press.tamper('DROP TRIGGER broken');

  const added = await add();

  expect(between).toBeNull();
  expect(added).toMatchObject({ isNew: true, joinedAt: press.app.now() });
  expect(await press.deliveries()).toMatchObject([{ address, issueDay: '2026-11-16' }]);
});

it('confirmed: broken off before the issue is planned for them, they are confirmed anew and get it', async () => {
  const unconfirmed = {
    state: 'unconfirmed',
    preferences: usualPreferences,
    consent: null,
  } as const;
  await press.store.subscribers.add({ address, ...unconfirmed });
  breakOff();
  await expect(confirm()).rejects.toThrow('cut off');
  const between = await press.store.subscribers.find(address);
  press.tamper('DROP TRIGGER broken');

  const confirmed = await confirm();

  expect(between).toMatchObject({ state: 'unconfirmed', confirmedAt: null });
  expect(confirmed).toMatchObject({ isNew: true, joinedAt: press.app.now() });
});
