/** Writes that share a commit. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore, type Store } from '../../../src/store/store.ts';

let store: Store;
beforeEach(async () => {
  store = await openStore(':memory:');
});
afterEach(() => store.close());

describe('writes that come at the same time', () => {
  it('are all done, each with its own result', async () => {
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        store.together(async (tx) => {
          await tx.routes.pause(`way ${n}`, `reason ${n}`);
          return n;
        }),
      ),
    );

    expect(results).toEqual(Array.from({ length: 20 }, (_, n) => n));
    expect(await store.routes.troubled()).toHaveLength(20);
  });

  it('do not fail for each other', async () => {
    const outcomes = await Promise.allSettled(
      [0, 1, 2, 3].map((n) =>
        store.together(async (tx) => {
          await tx.routes.pause(`way ${n}`, 'tried');
          if (n === 2) throw new Error('two went wrong');
          return n;
        }),
      ),
    );

    expect(outcomes.map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'rejected',
      'fulfilled',
    ]);
    const kept = (await store.routes.troubled()).map(({ name }) => name);
    expect(kept).toEqual(['way 0', 'way 1', 'way 3']);
  });

  it('resolve only once they are committed', async () => {
    let committed = false;
    const slow = store.together(async (tx) => {
      await tx.routes.pause('slow', 'takes its time');
      await sleep(20);
      committed = true;
    });
    const quick = store.together((tx) => tx.routes.pause('quick', 'takes none'));

    await quick;

    expect(committed).toBe(true);
    await slow;
  });

  it('are refused within a transaction of the same store', async () => {
    const misuse = store.transaction(() => store.together(async () => {}));

    await expect(misuse).rejects.toMatchObject({ code: 'STORE_MISUSE' });
  });
});
