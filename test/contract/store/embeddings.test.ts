/** Vectors are kept bit by bit, one a paper and model, and found by the papers' present keys. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Store } from '../../../src/store/store.ts';
import { engines, type TestStore } from './engines.ts';
import { samplePaper } from './sample-papers.ts';

const lamps = samplePaper('Lamps in fog', ['arxiv:2610.90001']);
const ropes = samplePaper('Old ropes', ['arxiv:2610.90002']);

describe.each(engines)('embeddings on $name', ({ open }) => {
  let at = '';
  let opened: TestStore;
  let store: Store;
  beforeEach(async () => {
    at = '2026-10-14T05:00:00.000Z';
    opened = await open({ now: () => at });
    store = opened.store;
    await store.papers.insert([lamps, ropes]);
  });
  afterEach(() => opened.dispose());

  const row = (paperKey: string, ...numbers: number[]) => ({
    ...{ paperKey, textHash: `text of ${paperKey}` },
    vector: Float32Array.from(numbers),
  });
  const numbers = async (model: string, ...keys: string[]) =>
    [...(await store.embeddings.get(model, keys))].map(([key, { vector }]) => [key, ...vector]);

  test('a vector comes back as it was, with the hash of its text; papers without one are absent', async () => {
    const odd = [0.1, -0, 1e-45, 3.4028234663852886e38, -Math.PI];

    await store.embeddings.put('a', [row(lamps.key, ...odd)]);
    const found = await store.embeddings.get('a', [ropes.key, lamps.key, 'nobody']);

    expect([...found.keys()]).toEqual([lamps.key]);
    expect(found.get(lamps.key)).toEqual({
      textHash: `text of ${lamps.key}`,
      vector: Float32Array.from(odd),
    });
  });

  test('a part of a larger array is kept as that part', async () => {
    const all = Float32Array.from([1, 2, 3, 4]);

    await store.embeddings.put('a', [{ ...row(lamps.key), vector: all.subarray(1, 3) }]);

    expect(await numbers('a', lamps.key)).toEqual([[lamps.key, 2, 3]]);
  });

  test('a later vector takes the place of an earlier one of the same model alone', async () => {
    await store.embeddings.put('a', [row(lamps.key, 1), row(ropes.key, 2)]);
    await store.embeddings.put('b', [row(lamps.key, 3)]);

    await store.embeddings.put('a', [row(lamps.key, 4)]);

    expect(await numbers('a', lamps.key, ropes.key)).toEqual([
      [lamps.key, 4],
      [ropes.key, 2],
    ]);
    expect(await numbers('b', lamps.key, ropes.key)).toEqual([[lamps.key, 3]]);
  });

  test('of a batch with a paper that nobody knows, nothing is kept', async () => {
    const work = store.embeddings.put('a', [row(lamps.key, 1), row('nobody', 2)]);

    await expect(work).rejects.toThrow();
    expect(await numbers('a', lamps.key)).toEqual([]);
  });

  test('merged papers answer with the vector of the one kept, and a split gives each its own', async () => {
    await store.embeddings.put('a', [row(lamps.key, 1), row(ropes.key, 2)]);

    await store.papers.merge(lamps.key, ropes.key, 'same title');
    const merged = await numbers('a', lamps.key, ropes.key);
    const [merge] = await store.merges.of(lamps.key);
    await store.splits.split(merge?.number ?? 0);

    expect(merged).toEqual([
      [lamps.key, 1],
      [ropes.key, 1],
    ]);
    expect(await numbers('a', lamps.key, ropes.key)).toEqual([
      [lamps.key, 1],
      [ropes.key, 2],
    ]);
  });

  test('pruning forgets what other models made long ago', async () => {
    await store.embeddings.put('a', [row(lamps.key, 1)]);
    await store.embeddings.put('b', [row(lamps.key, 2)]);
    at = '2026-10-20T05:00:00.000Z';
    await store.embeddings.put('b', [row(ropes.key, 3)]);

    await store.embeddings.prune('a', '2026-10-20T05:00:00.000Z');

    expect(await numbers('a', lamps.key)).toEqual([[lamps.key, 1]]);
    expect(await numbers('b', lamps.key, ropes.key)).toEqual([[ropes.key, 3]]);
  });

  test('vectors of another length are forgotten, of that model alone', async () => {
    await store.embeddings.put('a', [row(lamps.key, 1, 2), row(ropes.key, 3)]);
    await store.embeddings.put('b', [row(lamps.key, 4)]);

    await store.embeddings.forgetOtherLengths('a', 2);

    expect(await numbers('a', lamps.key, ropes.key)).toEqual([[lamps.key, 1, 2]]);
    expect(await numbers('b', lamps.key)).toEqual([[lamps.key, 4]]);
  });
});
