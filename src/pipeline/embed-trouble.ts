/** What the operator is told when an embedder does not work: in one sentence, once a day. */
import { firstLine } from '../lib/text.ts';
import type { Store } from '../store/store.ts';
import { type App, today } from './app.ts';
import { planNotices } from './operator-notices.ts';

/** `trouble` must name no times or numbers that change, for the same sentence is sent once a day. Nothing is thrown. */
export async function tellEmbedTrouble(
  app: App,
  store: Store,
  trouble: string,
  onNotice: (notice: string) => void = () => {},
): Promise<void> {
  const notice = `Embeddings: ${firstLine(trouble)}. Digests are made without those that are missing.`;
  try {
    onNotice(notice);
    await planNotices(app, store, today(app), [notice]);
  } catch {
    // An extra that fails, and whose notice fails too, must still not stop the digest.
  }
}
