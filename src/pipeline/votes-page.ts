/** What a reader voted and what was learned from it, by the link in every mail; and votes taken back there. */
import { dayIn } from '../lib/days.ts';
import { readToken } from '../lib/tokens.ts';
import { httpAddress } from '../render/clean-digest.ts';
import type { Store } from '../store/store.ts';
import type { App } from './app.ts';
import type { VotesView } from './desk-views.ts';
import { readJudged } from './read-taste.ts';
import type { TasteWords } from './taste-words.ts';
import { forgetVotes } from './vote.ts';

/** Votes that the page shows, and that are taken back at once. */
const mostShown = 50;

/** Changes nothing. @param token of the purpose `preferences`. */
export async function lookUpVotes(
  app: App,
  store: Store,
  words: TasteWords,
  token: string,
): Promise<VotesView | null> {
  const id = readToken(await store.secrets.known(), 'preferences', token);
  const reader = id === null ? null : await store.subscribers.get(id);
  if (reader === null) return null;
  const judged = await readJudged(store, reader.id);
  const liked = judged.filter(({ value }) => value === 1).map(({ paper }) => paper);
  const zone = reader.preferences.zone ?? app.config.values.timezone;
  return {
    liked: liked.length,
    disliked: judged.length - liked.length,
    likes: await words.of(store, reader.id, liked),
    latest: judged.slice(0, mostShown).map(({ paper, value, at, origin }) => ({
      ...{ key: paper.key, title: paper.title, url: httpAddress(paper.links.abstract) },
      ...{ value, day: dayIn(zone, new Date(at)), isImported: origin === 'import' },
    })),
  };
}

/**
 * Takes back what was said of the papers `keys` (the first so many as the page shows), or of all where it is null.
 * Returns of how many papers; null where the token is not good.
 */
export async function forgetByLink(
  store: Store,
  token: string,
  keys: readonly string[] | null,
): Promise<number | null> {
  const id = readToken(await store.secrets.known(), 'preferences', token);
  if (id === null || (await store.subscribers.get(id)) === null) return null;
  return await forgetVotes(
    store,
    id,
    keys === null ? null : [...new Set(keys)].slice(0, mostShown),
  );
}
