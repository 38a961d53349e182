/** Unsubscribing by the link in a mail: who it is for, and the one change it makes. */
import { readToken } from '../lib/tokens.ts';
import type { Store } from '../store/store.ts';

export type Unsubscribing =
  /** Not a token that we gave out for this. */
  | { readonly what: 'unknown' }
  /** Given out by us, to somebody who is no longer on the list. */
  | { readonly what: 'removed' }
  | { readonly what: 'subscribed'; readonly id: number; readonly address: string }
  /** `isNew` where it came about just now. */
  | { readonly what: 'unsubscribed'; readonly address: string; readonly isNew: boolean };

/** What there is to unsubscribe from. Changes nothing, and never makes a key. */
export async function lookUpUnsubscribing(store: Store, token: string): Promise<Unsubscribing> {
  const id = readToken(await store.secrets.known(), 'unsubscribe', token);
  if (id === null) return { what: 'unknown' };
  const found = await store.subscribers.get(id);
  if (found === null) return { what: 'removed' };
  const { address, state } = found;
  return state === 'unsubscribed'
    ? { what: 'unsubscribed', address, isNew: false }
    : { what: 'subscribed', id, address };
}

/**
 * Takes effect at once: what is still to be sent asks for consent again before it is handed over. Done again, it
 * changes nothing; only a token that still has something to end waits for whoever is writing.
 */
export async function unsubscribe(store: Store, token: string): Promise<Unsubscribing> {
  const found = await lookUpUnsubscribing(store, token);
  if (found.what !== 'subscribed') return found;
  return await store.transaction(async (tx) => {
    const now = await lookUpUnsubscribing(tx, token);
    if (now.what !== 'subscribed') return now;
    await tx.subscribers.unsubscribe(now.id);
    return { what: 'unsubscribed', address: now.address, isNew: true };
  });
}
