/** Whether a reader's mail may go to another address: asked when it is to be mailed there, and again when it is confirmed. */
import { addressKey, type Subscriber } from '../model/subscriber.ts';
import type { Store } from '../store/store.ts';
import { hasNeverAgreed } from '../store/subscribers.ts';
import type { App } from './app.ts';

/** Why it cannot be another reader's, in words for the ledger. */
export const isTaken = 'the address is a reader’s already';

/** In words for the ledger; null where nothing speaks against it. */
export async function whyNotMove(
  app: App,
  store: Store,
  reader: Subscriber,
  address: string,
): Promise<string | null> {
  if (reader.state !== 'confirmed') return `the reader is ${reader.state}`;
  if (!isOfDomains(app, address)) return 'the address is of another domain than subscribe.domains';
  if (await store.suppressions.isSuppressed(addressKey(address))) {
    return 'the address is suppressed';
  }
  const holder = await store.subscribers.find(address);
  return holder === null || hasNeverAgreed(holder) ? null : isTaken;
}

/** False where `subscribe.domains` says whose addresses are taken, and this one's is not among them. */
export function isOfDomains(app: App, address: string): boolean {
  const { subscribeMode: mode, subscribeDomains: domains } = app.config.values;
  const domain = address.slice(address.lastIndexOf('@') + 1).toLowerCase();
  return mode !== 'domains' || domains.includes(domain);
}
