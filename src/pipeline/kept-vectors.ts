/** The vectors of papers that the store holds already, by the papers' present text. */
import { hashText, paperText } from '../embed/paper-text.ts';
import type { Paper } from '../model/paper.ts';
import type { Store } from '../store/store.ts';

export interface PaperText {
  readonly key: string;
  readonly text: string;
  readonly textHash: string;
}

/** What is kept of the papers' present text; nobody is asked. */
export async function keptVectors(
  store: Store,
  model: string,
  papers: readonly Paper[],
): Promise<Map<string, Float32Array>> {
  const vectors = new Map<string, Float32Array>();
  await takeKept(store, model, papers, vectors);
  return vectors;
}

/** Puts what is kept of the papers' present text into `vectors`, and returns the others, newest first. */
export async function takeKept(
  store: Store,
  model: string,
  papers: readonly Paper[],
  vectors: Map<string, Float32Array>,
): Promise<PaperText[]> {
  const kept = await store.embeddings.get(
    model,
    papers.map(({ key }) => key),
  );
  const missing = new Map<string, Paper>();
  for (const paper of papers) {
    const row = kept.get(paper.key);
    if (row?.textHash === hashText(paperText(paper))) vectors.set(paper.key, row.vector);
    else missing.set(paper.key, paper);
  }
  return [...missing.values()]
    .sort((a, b) => (b.published ?? '').localeCompare(a.published ?? ''))
    .map((paper) => {
      const text = paperText(paper);
      return { key: paper.key, text, textHash: hashText(text) };
    });
}
