/** Vectors of what readers look for: kept in memory alone, so that the store holds nothing more about anybody. */
import { embedInTime } from '../embed/embed-in-time.ts';
import type { Embedder } from '../embed/embedder.ts';
import type { Store } from '../store/store.ts';
import type { App } from './app.ts';
import { tellEmbedTrouble } from './embed-trouble.ts';
import { keepPhrase, keptPhrase } from './kept-phrases.ts';

/**
 * Vectors of length 1 by the phrases (names of topics, as they are); those that could not be made in `budgetMs` are
 * absent. They have as many numbers as those of `embedPapers`, unless the model behind the name was changed since.
 * Nothing is thrown: what goes wrong becomes one notice for the operator, also handed to `onNotice`.
 */
export async function embedPhrases(
  app: App,
  store: Store,
  phrases: readonly string[],
  embedder: Embedder,
  budgetMs: number,
  onNotice?: (notice: string) => void,
): Promise<Map<string, Float32Array>> {
  const vectors = new Map<string, Float32Array>();
  for (const phrase of phrases) {
    const vector = keptPhrase(embedder.model, phrase);
    if (vector !== undefined) vectors.set(phrase, vector);
  }
  const trouble = await embedInTime(embedder, {
    items: [...new Set(phrases)].filter((phrase) => !vectors.has(phrase)),
    textOf: (phrase) => phrase,
    budget: budgetMs,
    keep: async (batch) => {
      for (const [phrase, vector] of batch) {
        vectors.set(phrase, vector);
        keepPhrase(embedder.model, phrase, vector);
      }
    },
  });
  if (trouble !== null) await tellEmbedTrouble(app, store, trouble, onNotice);
  return vectors;
}
