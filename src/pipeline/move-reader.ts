/** A reader's address becomes another one, whoever said so: with a consent of its own, and a word to the old address. */
import { maskAddress } from '../lib/mask-address.ts';
import type { Consent, Subscriber } from '../model/subscriber.ts';
import type { Store } from '../store/store.ts';
import type { App } from './app.ts';
import type { MovedContent } from './compose-request.ts';
import { sendingDomainOf } from './mail-setup.ts';

/** How long the word to the old address is worth sending, in milliseconds. */
const patience = 48 * 3_600_000;

/**
 * To be called in a transaction. What waits for the reader follows them, links in earlier mails keep working, but those
 * asked for by mail are no longer good: they went to the old address.
 * @returns false where the address is another reader's: nothing was changed.
 */
export async function moveReader(
  app: App,
  store: Store,
  reader: Subscriber,
  address: string,
  consent: Consent,
): Promise<boolean> {
  const { what } = await store.subscribers.move(reader.id, address, consent);
  if (what !== 'moved') return false;
  await store.requests.endAll(reader.id);
  await store.deliveries.followReader(reader.id, address);
  const now = app.now();
  const content: MovedContent = { is: 'moved', to: maskAddress(address) };
  const row = {
    ...{ kind: 'notice' as const, dedupeKey: `moved:${reader.id}:${consent.at}` },
    ...{ subscriberId: null, issueDay: null, address: reader.address },
    dueAt: now.toISOString(),
    expiresAt: new Date(now.getTime() + patience).toISOString(),
    content: JSON.stringify(content),
  };
  await store.deliveries.plan([row], sendingDomainOf(app));
  return true;
}
