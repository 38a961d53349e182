/** Vectors of papers, as far as they are in the store or can be had in time: an extra, without which nothing is missing. */
import { embedInTime } from '../embed/embed-in-time.ts';
import type { Embedder } from '../embed/embedder.ts';
import type { Paper } from '../model/paper.ts';
import type { Store } from '../store/store.ts';
import type { App } from './app.ts';
import { tellEmbedTrouble } from './embed-trouble.ts';
import { type PaperText, takeKept } from './kept-vectors.ts';

/** Milliseconds for which the vectors of another model are kept, as it may be configured again. */
const otherModelsStay = 28 * 86_400_000;

/**
 * Vectors of length 1 by the papers' keys, all of as many numbers; papers without one are absent. What the store does
 * not have is made, newest papers first, until `budgetMs` is over, and kept batch by batch. Nothing is thrown: what
 * goes wrong becomes one notice for the operator, also handed to `onNotice`.
 */
export async function embedPapers(
  app: App,
  store: Store,
  papers: readonly Paper[],
  embedder: Embedder,
  budgetMs: number,
  onNotice?: (notice: string) => void,
): Promise<Map<string, Float32Array>> {
  const vectors = new Map<string, Float32Array>();
  let trouble: string | null;
  try {
    const missing = await takeKept(store, embedder.model, papers, vectors);
    trouble = await embedInTime(embedder, {
      items: missing,
      textOf: ({ text }) => text,
      budget: budgetMs,
      keep: async (batch) => {
        const length = batch[0]?.[1].length;
        if (length === undefined) return;
        await keepBatch(app, store, embedder.model, batch, length);
        for (const [key, vector] of vectors) if (vector.length !== length) vectors.delete(key);
        for (const [{ key }, vector] of batch) vectors.set(key, vector);
      },
    });
  } catch (error) {
    trouble = error instanceof Error ? error.message : String(error);
  }
  if (trouble !== null) await tellEmbedTrouble(app, store, trouble, onNotice);
  return vectors;
}

async function keepBatch(
  app: App,
  store: Store,
  model: string,
  batch: readonly (readonly [PaperText, Float32Array])[],
  length: number,
): Promise<void> {
  const before = new Date(app.now().getTime() - otherModelsStay).toISOString();
  const rows = batch.map(([{ key, textHash }, vector]) => ({ paperKey: key, textHash, vector }));
  await store.transaction(async (tx) => {
    await tx.embeddings.forgetOtherLengths(model, length);
    await tx.embeddings.put(model, rows);
    await tx.embeddings.prune(model, before);
  });
}
