/** Readers are kept once by address, agree and leave as they say, and an id is never given twice. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  type Consent,
  type Preferences,
  type SubscriberState,
  usualPreferences,
} from '../../../src/model/subscriber.ts';
import { engines, type TestStore } from './engines.ts';

const consent: Consent = {
  source: 'operator',
  wording: 'asked me at the harbour',
  at: '2026-10-01T09:00:00.000Z',
};
const rich: Preferences = {
  interests: {
    topics: [{ name: 'fog horns', weight: 2, exact: true }],
    muted: ['submarine'],
    authors: ['Ilka Vandermoor'],
    organizations: ['Harbour Lab'],
  },
  trend: 0.3,
  limit: 7,
  weekdays: [1, 3, 5],
  hour: '06:30',
  zone: 'Asia/Kathmandu',
  format: 'text',
  emptyDays: 'best',
};

describe.each(engines)('subscribers on $name', ({ open }) => {
  let at = '2026-10-14T05:00:00.000Z';
  let opened: TestStore;
  beforeEach(async () => {
    at = '2026-10-14T05:00:00.000Z';
    opened = await open({ now: () => at });
  });
  afterEach(() => opened.dispose());

  async function add(address: string, state: SubscriberState = 'confirmed') {
    const { subscribers } = opened.store;
    const given = { address, state, preferences: usualPreferences, consent };
    return (await subscribers.add(given)).subscriber;
  }

  test('a reader comes back as they were added', async () => {
    const { subscribers } = opened.store;
    const given = { address: 'Ada@Example.org', state: 'confirmed', preferences: rich } as const;

    const { subscriber, isNew } = await subscribers.add({ ...given, consent });

    expect(isNew).toBe(true);
    expect(subscriber).toEqual({
      id: expect.any(Number),
      ...given,
      consent,
      pausedUntil: null,
      createdAt: at,
      confirmedAt: at,
      unsubscribedAt: null,
      waitsSince: null,
    });
    expect(await subscribers.get(subscriber.id)).toEqual(subscriber);
    expect(await subscribers.find('aDA@example.ORG')).toEqual(subscriber);
    expect(await subscribers.find('ida@example.org')).toBeNull();
  });

  test('an address is one reader, however it is written, and adding it again changes nothing', async () => {
    const { subscribers } = opened.store;
    const first = await add('ada@example.org', 'unconfirmed');

    const again = await subscribers.add({
      address: 'ADA@example.org',
      state: 'confirmed',
      preferences: rich,
      consent: null,
    });

    expect(again).toEqual({ subscriber: first, isNew: false });
    expect(await subscribers.list()).toEqual([first]);
  });

  test('confirming counts once; a second time keeps the first moment and its consent', async () => {
    const { subscribers } = opened.store;
    const { id } = await add('ada@example.org', 'unconfirmed');
    at = '2026-10-14T06:00:00.000Z';
    const confirmed = await subscribers.confirm(id, { ...consent, source: 'form' });
    at = '2026-10-14T07:00:00.000Z';

    const again = await subscribers.confirm(id, consent);

    expect(confirmed).toMatchObject({
      state: 'confirmed',
      confirmedAt: '2026-10-14T06:00:00.000Z',
      consent: { source: 'form' },
    });
    expect(again).toEqual(confirmed);
  });

  test('leaving counts once and at once; agreeing again ends it', async () => {
    const { subscribers } = opened.store;
    const { id } = await add('ada@example.org');
    const left = await subscribers.unsubscribe(id, '2026-10-14T08:00:00.000Z');
    const again = await subscribers.unsubscribe(id, '2026-10-15T08:00:00.000Z');
    const planned = await subscribers.confirmedAfter(0, 9, '2026-12-01T00:00:00.000Z');
    at = '2026-10-16T08:00:00.000Z';

    const back = await subscribers.confirm(id);

    expect(left).toMatchObject({
      state: 'unsubscribed',
      unsubscribedAt: '2026-10-14T08:00:00.000Z',
    });
    expect(again).toEqual(left);
    expect(planned).toEqual([]);
    expect(back).toMatchObject({ state: 'confirmed', confirmedAt: at, unsubscribedAt: null });
    expect(back?.consent).toEqual(consent);
  });

  test('preferences and pauses are replaced', async () => {
    const { subscribers } = opened.store;
    const { id } = await add('ada@example.org');

    const changed = await subscribers.setPreferences(id, rich);
    const paused = await subscribers.pause(id, '2026-11-01');
    const resumed = await subscribers.pause(id, null);

    expect(changed?.preferences).toEqual(rich);
    expect(paused).toMatchObject({ pausedUntil: '2026-11-01', preferences: rich });
    expect(resumed).toMatchObject({ pausedUntil: null });
  });

  test('an id that nobody has changes nothing and says so', async () => {
    const { subscribers } = opened.store;

    expect(await subscribers.get(7)).toBeNull();
    expect(await subscribers.confirm(7)).toBeNull();
    expect(await subscribers.unsubscribe(7)).toBeNull();
    expect(await subscribers.pause(7, null)).toBeNull();
    expect(await subscribers.setPreferences(7, rich)).toBeNull();
    expect(await subscribers.remove(7)).toBe(false);
  });

  test('who is removed is gone, and nobody gets their id', async () => {
    const { subscribers } = opened.store;
    await add('ada@example.org');
    const last = await add('ben@example.org');

    const removed = await subscribers.remove(last.id);
    const next = await add('ben@example.org');

    expect(removed).toBe(true);
    expect(await subscribers.get(last.id)).toBeNull();
    expect(next.id).toBeGreaterThan(last.id);
  });

  test('candidates of an issue are those who had agreed when it came out, in batches by id', async () => {
    const { subscribers } = opened.store;
    const before = [];
    for (const name of ['a', 'b', 'c', 'd', 'e']) before.push(await add(`${name}@example.org`));
    await add('asked@example.org', 'unconfirmed');
    await subscribers.unsubscribe(before[1]!.id);
    const publishedAt = at;
    at = '2026-10-14T05:00:00.001Z';
    await add('late@example.org');

    const first = await subscribers.confirmedAfter(0, 2, publishedAt);
    const second = await subscribers.confirmedAfter(first.at(-1)!.id, 9, publishedAt);

    const names = [first, second].map((batch) => batch.map(({ address }) => address[0]));
    expect(names).toEqual([
      ['a', 'c'],
      ['d', 'e'],
    ]);
  });

  test('lists are by id, of one state where asked, and counted', async () => {
    const { subscribers } = opened.store;
    const ada = await add('ada@example.org');
    const ben = await add('ben@example.org', 'unconfirmed');
    const cleo = await add('cleo@example.org');

    expect(await subscribers.list()).toEqual([ada, ben, cleo]);
    expect(await subscribers.list({ state: 'confirmed' })).toEqual([ada, cleo]);
    expect(await subscribers.list({ afterId: ada.id, limit: 1 })).toEqual([ben]);
    expect(await subscribers.counts()).toEqual({
      unconfirmed: 1,
      confirmed: 2,
      unsubscribed: 0,
      waiting: 0,
    });
  });

  test('a transaction that fails keeps nobody', async () => {
    const { store } = opened;

    const failed = store.transaction(async ({ subscribers }) => {
      const given = { address: 'ada@example.org', state: 'confirmed' as const, consent };
      await subscribers.add({ ...given, preferences: usualPreferences });
      throw new Error('no');
    });

    await expect(failed).rejects.toThrow('no');
    expect(await store.subscribers.list()).toEqual([]);
  });
});
