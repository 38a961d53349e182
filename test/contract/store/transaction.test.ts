/** A transaction is kept whole or not at all, and using it wrongly is an error instead of an endless wait. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Store } from '../../../src/store/store.ts';
import { engines, lastingEngines, type TestStore } from './engines.ts';
import { samplePaper, sampleSighting } from './sample-papers.ts';

const a = samplePaper('Lantern fish', ['arxiv:2604.00001']);
const b = samplePaper('Lantern makers', ['arxiv:2604.00002']);

describe.each(engines)('transactions on $name', ({ open }) => {
  let opened: TestStore;
  let store: Store;

  beforeEach(async () => {
    opened = await open();
    store = opened.store;
  });
  afterEach(() => opened.dispose());

  test('what the work returns is handed on, and what it wrote is kept', async () => {
    const result = await store.transaction(async (tx) => {
      await tx.papers.insert([a]);
      return (await tx.papers.count()) + 41;
    });

    expect(result).toBe(42);
    expect(await store.papers.count()).toBe(1);
  });

  test('when the work throws, nothing of it is kept and its error is handed on', async () => {
    const failing = store.transaction(async (tx) => {
      await tx.papers.insert([a]);
      await tx.sightings.record([sampleSighting(a, '2026-03-01')]);
      await tx.listings.record({ source: 'x', day: '2026-03-01', format: 'feed', listed: 1 });
      throw new Error('changed my mind');
    });

    await expect(failing).rejects.toThrow('changed my mind');
    expect(await store.papers.count()).toBe(0);
    expect(await store.listings.lastDay()).toBeNull();
    expect((await store.papers.search('lantern', 5)).total).toBe(0);
  });

  test('a transaction within a transaction is the same one', async () => {
    const failing = store.transaction(async (tx) => {
      await tx.transaction((inner) => inner.papers.insert([a]));
      throw new Error('outer failed');
    });

    await expect(failing).rejects.toThrow('outer failed');
    expect(await store.papers.count()).toBe(0);
  });

  test.each<[string, (store: Store) => Promise<unknown>]>([
    ['a read', (outer) => outer.papers.count()],
    ['a batch read', (outer) => outer.papers.get(['k'])],
    ['a write', (outer) => outer.papers.insert([b])],
    ['a transaction', (outer) => outer.transaction(async () => {})],
    ['closing', (outer) => outer.close()],
  ])('%s on the outer store inside a transaction is refused at once', async (_, misuse) => {
    const failing = store.transaction(async (tx) => {
      await tx.papers.insert([a]);
      await misuse(store);
    });

    await expect(failing).rejects.toMatchObject({ code: 'STORE_MISUSE' });
    expect(await store.papers.count()).toBe(0);
  });

  test('the outer store is refused deep inside the work as well', async () => {
    const failing = store.transaction(async () => {
      await Promise.all([
        new Promise((resolve) => setImmediate(resolve)).then(() => store.papers.count()),
      ]);
    });

    await expect(failing).rejects.toMatchObject({ code: 'STORE_MISUSE' });
  });

  test('work that a transaction left behind may use the outer store afterwards', async () => {
    let later: Promise<number> | undefined;
    await store.transaction(async () => {
      later = new Promise((resolve) => setTimeout(resolve, 20)).then(() => store.papers.count());
    });

    expect(await later).toBe(0);
  });

  test('other work on the outer store waits for the transaction and sees all of it', async () => {
    let begun = () => {};
    const hasBegun = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const running = store.transaction(async (tx) => {
      await tx.papers.insert([a]);
      begun();
      await new Promise((resolve) => setTimeout(resolve, 20));
      await tx.papers.insert([b]);
    });
    await hasBegun;
    const counted = store.papers.count();
    await running;

    expect(await counted).toBe(2);
  });

  test('the store of a transaction is of no use after it', async () => {
    let kept: Store | undefined;
    await store.transaction(async (tx) => {
      kept = tx;
    });

    await expect(kept?.papers.count()).rejects.toThrow();
    await expect(kept?.close()).rejects.toMatchObject({ code: 'STORE_MISUSE' });
  });

  test('two stores may be used inside each other', async () => {
    const other = await open();

    const counted = await store.transaction(async (tx) => {
      await other.store.papers.insert([a]);
      return (await tx.papers.count()) + (await other.store.papers.count());
    });

    expect(counted).toBe(1);
    await other.dispose();
  });

  test('closing waits for what runs, and closing again does nothing', async () => {
    const running = store.transaction(async (tx) => {
      await tx.papers.insert([a]);
      return tx.papers.count();
    });
    await Promise.all([running, store.close()]);

    expect(await running).toBe(1);
    await expect(store.close()).resolves.toBeUndefined();
  });
});

describe.each(lastingEngines)('keeping on $name', ({ open }) => {
  test('what was written is there when the store is opened again', async () => {
    const { store, reopen, dispose } = await open();
    await store.papers.insert([a]);
    await store.close();

    const again = await reopen();

    expect((await again.papers.get([a.key])).get(a.key)).toEqual(a);
    expect((await again.papers.search('lantern', 5)).total).toBe(1);
    await dispose();
  });

  test('a second handle reads the old state until the transaction of the first ends', async () => {
    const { store, reopen, dispose } = await open();
    const other = await reopen();

    const during = await store.transaction(async (tx) => {
      await tx.papers.insert([a]);
      return other.papers.count();
    });

    expect(during).toBe(0);
    expect(await other.papers.count()).toBe(1);
    await dispose();
  });
});
