/** The vectors that there are for a digest; nobody is asked for more. */
import type { Interests } from '../model/interests.ts';
import type { Paper } from '../model/paper.ts';
import type { Taste } from '../model/taste.ts';
import { type EmbeddedTexts, nothingEmbedded } from '../rank/embedded.ts';
import type { Store } from '../store/store.ts';
import type { App } from './app.ts';
import { keptPhrase } from './kept-phrases.ts';
import { keptVectors } from './kept-vectors.ts';
import { openEmbedder } from './open-embedder.ts';

/** What is embedded by now of the papers and topics that one reader's digest is made of; nobody is asked. */
export async function embeddedFor(
  app: App,
  store: Store,
  candidates: readonly Paper[],
  interests: Interests,
  taste: Taste,
): Promise<EmbeddedTexts> {
  const embedder = openEmbedder(app.config);
  if (embedder === null) return nothingEmbedded;
  const { model } = embedder;
  await embedder.close();
  const topics = new Map<string, Float32Array>();
  for (const { name } of interests.topics) {
    const vector = keptPhrase(model, name);
    if (vector !== undefined) topics.set(name, vector);
  }
  return { papers: await keptVectors(store, model, [...candidates, ...taste.liked]), topics };
}
