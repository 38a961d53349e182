/** Works off texts through an embedder in batches, until all are done, one fails, or the time is over. */
import { orAborted } from '../lib/http/or-aborted.ts';
import { unitVector } from './check-vectors.ts';
import type { Embedder } from './embedder.ts';

export interface Task<T> {
  readonly items: readonly T[];
  readonly textOf: (item: T) => string;
  /** Milliseconds for all of it. */
  readonly budget: number;
  /** Called with each batch as it comes; vectors are of length 1. What `keep` throws ends the work. */
  readonly keep: (batch: readonly (readonly [T, Float32Array])[]) => Promise<void>;
}

/**
 * Returns why it ended early, or null: also where the time was over but something came of it, for the rest comes
 * next time. The first batch is small and later ones grow while they come quickly, so that a slow embedder gets
 * something done as well.
 */
export async function embedInTime<T>(embedder: Embedder, task: Task<T>): Promise<string | null> {
  const { items, budget } = task;
  if (items.length === 0 || budget <= 0) return null;
  const ending = new AbortController();
  const timer = setTimeout(() => ending.abort(), budget);
  const tally = { kept: 0, refused: 0 };
  try {
    await embedAll(embedder, task, tally, ending.signal);
  } catch (error) {
    if (!ending.signal.aborted) return error instanceof Error ? error.message : String(error);
    if (tally.kept === 0) return `nothing came within ${budget / 1_000} s`;
  } finally {
    clearTimeout(timer);
  }
  return tally.refused > 0 ? 'some of its vectors are all zeros, or hold what is no number' : null;
}

async function embedAll<T>(
  embedder: Embedder,
  { items, textOf, budget, keep }: Task<T>,
  tally: { kept: number; refused: number },
  signal: AbortSignal,
): Promise<void> {
  let size = Math.min(2, embedder.most);
  for (let at = 0; at < items.length; ) {
    const batch = items.slice(at, at + size);
    const start = performance.now();
    const vectors = await orAborted(embedder.embed(batch.map(textOf), signal), signal);
    const good = batch.flatMap((item, index) => {
      const vector = unitVector(vectors[index] ?? new Float32Array());
      return vector === null ? [] : [[item, vector] as const];
    });
    await keep(good);
    tally.kept += good.length;
    tally.refused += batch.length - good.length;
    at += batch.length;
    if (performance.now() - start < budget / 10) size = Math.min(size * 2, embedder.most);
    signal.throwIfAborted();
  }
}
