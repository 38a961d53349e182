/** What is remembered of each source's answers goes with the papers of the same transaction, or not at all. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Store } from '../../../src/store/store.ts';
import { engines, lastingEngines } from './engines.ts';
import { samplePaper } from './sample-papers.ts';

const address = 'https://papers.example/today';
const validators = {
  etag: '"v1"',
  lastModified: 'Sun, 01 Mar 2026 12:00:00 GMT',
  from: 'https://papers.example/2026-03-01',
};
const paper = samplePaper('Grey squares');

describe.each(engines)('the state of fetching on $name', ({ open }) => {
  let store: Store;
  let dispose: () => Promise<void>;
  let now: string;

  beforeEach(async () => {
    now = '2026-03-01T12:00:00.000Z';
    ({ store, dispose } = await open({ now: () => now }));
  });
  afterEach(() => dispose());

  test('a source that was never fetched has none', async () => {
    expect(await store.fetchState.get(address)).toBeNull();
  });

  test('a body that was read is remembered with its validators', async () => {
    expect(await store.fetchState.recordFetched(address, { validators, bodyHash: 'aa' })).toEqual({
      changed: true,
    });

    expect(await store.fetchState.get(address)).toEqual({
      validators,
      checkedAt: now,
      changedAt: now,
      bodyHash: 'aa',
      failures: 0,
    });
  });

  test('the same body again is no change, but new validators count', async () => {
    await store.fetchState.recordFetched(address, { validators, bodyHash: 'aa' });
    now = '2026-03-02T12:00:00.000Z';
    const renewed = { ...validators, etag: '"v2"', lastModified: null };

    const { changed } = await store.fetchState.recordFetched(address, {
      validators: renewed,
      bodyHash: 'aa',
    });

    expect(changed).toBe(false);
    expect(await store.fetchState.get(address)).toMatchObject({
      validators: renewed,
      checkedAt: now,
      changedAt: '2026-03-01T12:00:00.000Z',
    });
  });

  test('another body is a change', async () => {
    await store.fetchState.recordFetched(address, { validators, bodyHash: 'aa' });
    now = '2026-03-02T12:00:00.000Z';

    const { changed } = await store.fetchState.recordFetched(address, {
      validators,
      bodyHash: 'bb',
    });

    expect(changed).toBe(true);
    expect(await store.fetchState.get(address)).toMatchObject({ changedAt: now, bodyHash: 'bb' });
  });

  test('"nothing new" renews both validators and the moment of checking alone', async () => {
    await store.fetchState.recordFetched(address, { validators, bodyHash: 'aa' });
    now = '2026-03-02T12:00:00.000Z';
    const renewed = {
      ...validators,
      etag: '"v2"',
      lastModified: 'Mon, 02 Mar 2026 12:00:00 GMT',
    };

    await store.fetchState.recordUnchanged(address, renewed);

    expect(await store.fetchState.get(address)).toEqual({
      validators: renewed,
      checkedAt: now,
      changedAt: '2026-03-01T12:00:00.000Z',
      bodyHash: 'aa',
      failures: 0,
    });
  });

  test('a source that gives no validators has none to send', async () => {
    const none = { etag: null, lastModified: null, from: address };

    await store.fetchState.recordFetched(address, { validators: none, bodyHash: 'aa' });

    expect(await store.fetchState.get(address)).toMatchObject({ validators: null });
  });

  test('failures are counted until the next good answer, and the validators stay', async () => {
    await store.fetchState.recordFetched(address, { validators, bodyHash: 'aa' });

    const counts = [
      await store.fetchState.recordFailure(address),
      await store.fetchState.recordFailure(address),
    ];
    const failing = await store.fetchState.get(address);
    await store.fetchState.recordUnchanged(address, validators);

    expect(counts).toEqual([1, 2]);
    expect(failing).toMatchObject({ validators, failures: 2, bodyHash: 'aa' });
    expect(await store.fetchState.get(address)).toMatchObject({ failures: 0 });
  });

  test('a source that has only failed was never checked', async () => {
    await store.fetchState.recordFailure(address);

    expect(await store.fetchState.get(address)).toEqual({
      validators: null,
      checkedAt: null,
      changedAt: null,
      bodyHash: null,
      failures: 1,
    });
  });

  test('a source that is forgotten is asked for everything again, and no other', async () => {
    const other = 'https://papers.example/other';
    await store.fetchState.recordFetched(address, { validators, bodyHash: 'aa' });
    await store.fetchState.recordFetched(other, { validators, bodyHash: 'bb' });

    await store.fetchState.forget(address);

    expect(await store.fetchState.get(address)).toBeNull();
    expect(await store.fetchState.get(other)).not.toBeNull();
  });

  test('validators are kept with the papers of their transaction', async () => {
    await store.transaction(async (tx) => {
      await tx.papers.insert([paper]);
      await tx.fetchState.recordFetched(address, { validators, bodyHash: 'aa' });
    });

    expect(await store.papers.count()).toBe(1);
    expect(await store.fetchState.get(address)).toMatchObject({ validators });
  });

  test('where the papers are not kept, neither are the validators', async () => {
    const failing = store.transaction(async (tx) => {
      await tx.fetchState.recordFetched(address, { validators, bodyHash: 'aa' });
      await tx.papers.insert([paper]);
      throw new Error('the last entry made no sense');
    });

    await expect(failing).rejects.toThrow('no sense');
    expect(await store.papers.count()).toBe(0);
    expect(await store.fetchState.get(address)).toBeNull();
  });

  test('a host is left alone until a moment that may be moved', async () => {
    await store.fetchState.startCoolDown('papers.example', 5_000);
    await store.fetchState.startCoolDown('papers.example', 9_000);

    expect(await store.fetchState.coolDownUntil('papers.example')).toBe(9_000);
    expect(await store.fetchState.coolDownUntil('other.example')).toBeNull();
  });
});

describe.each(engines)('gates on $name', ({ open }) => {
  let store: Store;
  let dispose: () => Promise<void>;
  const start = Date.parse('2026-03-01T12:00:00Z');
  const taking = { name: 'arxiv', owner: 'one', now: start, holdFor: 10_000, interval: 3_000 };

  beforeEach(async () => {
    ({ store, dispose } = await open());
  });
  afterEach(() => dispose());

  test('one of two takers gets it', async () => {
    const turns = await Promise.all([
      store.gates.take(taking),
      store.gates.take({ ...taking, owner: 'two' }),
    ]);

    expect(turns).toEqual(['taken', { held: true, readyAt: start + 13_000 }]);
  });

  test('given back, it is free after the pause', async () => {
    await store.gates.take(taking);
    await store.gates.giveBack('arxiv', 'one', start + 4_000);
    const two = { ...taking, owner: 'two' };

    const early = await store.gates.take({ ...two, now: start + 3_999 });
    const late = await store.gates.take({ ...two, now: start + 4_000 });

    expect([early, late]).toEqual([{ held: false, readyAt: start + 4_000 }, 'taken']);
  });

  test('not given back, it is free after the lease and the pause', async () => {
    await store.gates.take(taking);
    const two = { ...taking, owner: 'two' };

    const early = await store.gates.take({ ...two, now: start + 12_999 });
    const late = await store.gates.take({ ...two, now: start + 13_000 });

    expect([early, late]).toEqual([{ held: true, readyAt: start + 13_000 }, 'taken']);
  });

  test('who lost it cannot give it back for who has it now', async () => {
    await store.gates.take(taking);
    await store.gates.take({ ...taking, owner: 'two', now: start + 13_000 });

    await store.gates.giveBack('arxiv', 'one', start + 13_000);

    expect(await store.gates.take({ ...taking, now: start + 13_001 })).toMatchObject({
      held: true,
    });
  });

  test('a clock that was set back by a day does not close it for a day', async () => {
    await store.gates.take({ ...taking, now: start + 86_400_000 });

    expect(await store.gates.take({ ...taking, owner: 'two' })).toBe('taken');
  });

  test('gates of other names are open', async () => {
    await store.gates.take(taking);

    expect(await store.gates.take({ ...taking, name: 'other' })).toBe('taken');
  });
});

test.each(lastingEngines)('all of it outlives the process on $name', async ({ open }) => {
  const { store, reopen, dispose } = await open();
  await store.fetchState.recordFetched(address, { validators, bodyHash: 'aa' });
  await store.fetchState.startCoolDown('arxiv', 9_000);
  const taking = { name: 'arxiv', owner: 'one', now: 0, holdFor: 10_000, interval: 3_000 };
  await store.gates.take(taking);
  await store.close();

  const again = await reopen();

  expect(await again.fetchState.get(address)).toMatchObject({ validators, bodyHash: 'aa' });
  expect(await again.fetchState.coolDownUntil('arxiv')).toBe(9_000);
  expect(await again.gates.take({ ...taking, owner: 'two' })).toMatchObject({ held: true });
  await dispose();
});
