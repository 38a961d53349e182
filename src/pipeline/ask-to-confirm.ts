/** Asking an address by mail: a request, and the row in the ledger whose mail carries its link. */
import type { Preferences } from '../model/subscriber.ts';
import type { LinkRequest } from '../store/requests.ts';
import type { Store } from '../store/store.ts';
import { consentRecord } from '../subscribe/consent-wording.ts';
import type { App } from './app.ts';
import type { RequestContent } from './compose-request.ts';
import { sendingDomainOf } from './mail-setup.ts';

const hour = 3_600_000;
/** How long the links are good, in milliseconds. */
const goodFor = { confirm: 72 * hour, data: hour, address: 24 * hour } as const;
/** How long the mails are worth sending: who gets one has some of its link's time left. */
const patience = { confirm: 48 * hour, data: hour / 2, address: 12 * hour } as const;

export interface Asking {
  readonly kind: LinkRequest['kind'];
  readonly origin: LinkRequest['origin'];
  readonly subscriberId: number;
  /** Where the mail goes; of the kind `address` the one that is not theirs yet. */
  readonly address: string;
  readonly preferences: Preferences | null;
}

/**
 * To be called in a transaction. An older link of the kind is no longer good. What there is to be said is decided when
 * the mail is composed: the same rows are written for every address, whatever is known of it.
 */
export async function askByMail(app: App, store: Store, asking: Asking): Promise<void> {
  const { kind, subscriberId, address } = asking;
  const now = app.now().getTime();
  const id = await store.requests.add({
    ...{ kind, origin: asking.origin, subscriberId, preferences: asking.preferences },
    address: kind === 'address' ? address : null,
    wording: kind !== 'data' ? consentRecord(app.config.values.title) : null,
    expiresAt: new Date(now + goodFor[kind]).toISOString(),
  });
  const content: RequestContent = { is: 'request', id };
  const row = {
    kind: kind === 'confirm' ? ('confirm' as const) : ('link' as const),
    dedupeKey: `${kind}:${subscriberId}:${id}`,
    // As long as nobody has confirmed it there, what comes back from the new address is no word of the reader's.
    ...{ subscriberId: kind === 'address' ? null : subscriberId, issueDay: null, address },
    dueAt: new Date(now).toISOString(),
    expiresAt: new Date(now + patience[kind]).toISOString(),
    content: JSON.stringify(content),
  };
  await store.deliveries.plan([row], sendingDomainOf(app));
}
