/** The embedder's share in a day: texts are embedded ahead, within the budget; digests take what there is then. */
import { addDays } from '../lib/days.ts';
import type { Day } from '../model/listing.ts';
import type { Paper } from '../model/paper.ts';
import type { Store } from '../store/store.ts';
import type { App } from './app.ts';
import { embedPapers } from './embed-papers.ts';
import { embedPhrases } from './embed-phrases.ts';
import { openEmbedder } from './open-embedder.ts';

/** All that readers like is more than fits into memory: so many papers of it are held. */
const atOnce = 1_000;

/**
 * Topics first, which are few; papers have what is left of `embed.budget`. Does nothing without an embedder; see
 * `embedPapers`.
 * @param further keys of papers that come after the others, while there is time
 */
export async function embedAhead(
  app: App,
  store: Store,
  papers: readonly Paper[],
  topics: readonly string[],
  onNotice?: (notice: string) => void,
  further: readonly string[] = [],
): Promise<void> {
  const embedder = openEmbedder(app.config);
  if (embedder === null) return;
  const end = Date.now() + app.config.values.embedBudget * 1_000;
  try {
    await embedPhrases(app, store, topics, embedder, end - Date.now(), onNotice);
    const left = () => Math.max(0, end - Date.now());
    await embedPapers(app, store, papers, embedder, left(), onNotice);
    for (let at = 0; at < further.length && left() > 0; at += atOnce) {
      const some = await store.papers.get(further.slice(at, at + atOnce));
      await embedPapers(app, store, [...some.values()], embedder, left(), onNotice);
    }
  } finally {
    await embedder.close();
  }
}

/** Papers of the day's window, what anybody likes, and the topics of the site and of all readers. */
export async function embedDay(app: App, store: Store, day: Day): Promise<void> {
  if (app.config.values.embedKind === 'none') return;
  const from = addDays(day, 1 - app.config.values.days);
  const papers = (await store.papers.candidates(from, day)).map(({ paper }) => paper);
  const liked = await store.votes.liked();
  const topics = app.config.interests.topics.map(({ name }) => name);
  for (const { preferences } of await store.subscribers.list({ state: 'confirmed' }))
    topics.push(...(preferences.interests?.topics ?? []).map(({ name }) => name));
  await embedAhead(app, store, papers, [...new Set(topics)], undefined, liked);
}
