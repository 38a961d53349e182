/** “More like this”, “less like this”: a reader's word about a paper, by the links of their mails. */
import { readToken } from '../lib/tokens.ts';
import type { Paper } from '../model/paper.ts';
import type { VoteOrigin } from '../model/taste.ts';
import { titleUrl } from '../render/paper-links.ts';
import type { Store } from '../store/store.ts';
import type { Vote } from '../store/votes.ts';
import type { App } from './app.ts';
import type { VoteView } from './desk-views.ts';

async function find(
  store: Store,
  token: string,
  paperKey: string,
): Promise<{ id: number; paper: Paper } | null> {
  const id = readToken(await store.secrets.known(), 'vote', token);
  if (id === null || (await store.subscribers.get(id)) === null) return null;
  // The key of a mail of old may be that of a paper merged since.
  const paper = (await store.papers.get([paperKey])).get(paperKey);
  return paper === undefined ? null : { id, paper };
}

/** Changes nothing; `value` 0 is no vote yet. */
export async function lookUpVote(
  app: App,
  store: Store,
  token: string,
  paperKey: string,
): Promise<VoteView | null> {
  const found = await find(store, token, paperKey);
  if (found === null) return null;
  const { id, paper } = found;
  const value = (await votesOn(store, id, paper)).at(-1)?.value ?? 0;
  return { title: paper.title, url: titleUrl(paper, app.config.values.searchLink), value };
}

/** The last vote counts; the same again changes nothing. */
export async function vote(
  app: App,
  store: Store,
  token: string,
  paperKey: string,
  value: 1 | -1,
): Promise<VoteView | null> {
  const before = await lookUpVote(app, store, token, paperKey);
  if (before === null || before.value === value) return before;
  return await store.transaction(async (tx) => {
    const found = await find(tx, token, paperKey);
    if (found === null) return null;
    await castVote(tx, found.id, found.paper, value, 'page');
    return { ...before, value };
  });
}

/**
 * Keeps what a reader (a subscriber's id, or `oneself`) says of a paper; `value` 0 forgets what they said. The last
 * counts; the same again changes nothing, and false is returned.
 */
export async function castVote(
  store: Store,
  reader: number,
  paper: Paper,
  value: 1 | -1 | 0,
  origin: VoteOrigin,
): Promise<boolean> {
  return await store.transaction(async (tx) => {
    const own = await votesOn(tx, reader, paper);
    if ((own.at(-1)?.value ?? 0) === value) return false;
    await tx.votes.forget(
      reader,
      own.map(({ paperKey }) => paperKey),
    );
    if (value !== 0) await tx.votes.put(reader, paper.key, value, origin);
    return true;
  });
}

/** What a reader said of a paper, oldest first: also of papers that were merged into it since. */
async function votesOn(store: Store, reader: number, { key }: Paper): Promise<Vote[]> {
  const votes = await store.votes.of(reader);
  const merged = await store.papers.merged(votes.map(({ paperKey }) => paperKey));
  return votes.filter(({ paperKey }) => (merged.get(paperKey) ?? paperKey) === key);
}

/**
 * Forgets what a reader said of the papers `only`, by keys that they have or had, or of all; the papers stay. Returns of
 * how many papers there was a vote, those merged since counted once.
 */
export async function forgetVotes(
  store: Store,
  reader: number,
  only: readonly string[] | null = null,
): Promise<number> {
  return await store.transaction(async (tx) => {
    const keys = (await tx.votes.of(reader)).map(({ paperKey }) => paperKey);
    const merged = await tx.papers.merged([...keys, ...(only ?? [])]);
    const keyNow = (key: string) => merged.get(key) ?? key;
    const wanted = new Set((only ?? keys).map(keyNow));
    const own = keys.filter((key) => wanted.has(keyNow(key)));
    await tx.votes.forget(reader, own);
    return new Set(own.map(keyNow)).size;
  });
}
