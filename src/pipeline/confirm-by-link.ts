/** The links of a confirmation mail: “yes, I want this”, and “not me, never mail me”. */
import { maskAddress } from '../lib/mask-address.ts';
import { readToken } from '../lib/tokens.ts';
import { addressKey, type Subscriber } from '../model/subscriber.ts';
import { erasedAddress } from '../store/erasure.ts';
import type { LinkRequest } from '../store/requests.ts';
import type { Store } from '../store/store.ts';
import type { App } from './app.ts';
import type { WelcomeContent } from './compose-request.ts';
import type { ConfirmView } from './desk-views.ts';
import { sendingDomainOf } from './mail-setup.ts';
import { joinCurrentIssue } from './prepare-deliveries.ts';

interface Found {
  readonly view: ConfirmView;
  /** Set where there is something to confirm. */
  readonly ask: { readonly request: LinkRequest; readonly subscriber: Subscriber } | null;
}

async function find(app: App, store: Store, token: string): Promise<Found> {
  const request = await store.requests.find('confirm', token);
  const subscriber = request === null ? null : await store.subscribers.get(request.subscriberId);
  if (request === null || subscriber === null) return { view: { what: 'unknown' }, ask: null };
  const address = maskAddress(subscriber.address);
  if (subscriber.state === 'confirmed') return { view: { what: 'already', address }, ask: null };
  if (subscriber.waitsSince !== null) return { view: { what: 'waiting', address }, ask: null };
  const isOver =
    request.usedAt !== null ||
    request.supersededAt !== null ||
    request.expiresAt <= app.now().toISOString() ||
    (await store.suppressions.isSuppressed(addressKey(subscriber.address)));
  if (isOver) return { view: { what: 'old' }, ask: null };
  return { view: { what: 'ask', address }, ask: { request, subscriber } };
}

/** Changes nothing. */
export async function lookUpConfirm(app: App, store: Store, token: string): Promise<ConfirmView> {
  return (await find(app, store, token)).view;
}

/** Confirms once: their settings, their consent, and the current issue or a welcome at once. */
export async function confirmByLink(app: App, store: Store, token: string): Promise<ConfirmView> {
  const before = await find(app, store, token);
  if (before.ask === null) return before.view;
  return await store.transaction(async (tx) => {
    const { view, ask } = await find(app, tx, token);
    if (ask === null) return view;
    const { request, subscriber } = ask;
    await tx.requests.use(request.id);
    const { id, address } = subscriber;
    if (request.preferences !== null) await tx.subscribers.setPreferences(id, request.preferences);
    const at = app.now().toISOString();
    const consent = { source: 'form', wording: request.wording ?? '', at } as const;
    // Whom the operator asked needs no second word of theirs.
    if (app.config.values.subscribeMode === 'approve' && request.origin === 'form') {
      await tx.subscribers.waitForApproval(id, consent);
      return { what: 'waiting', address: maskAddress(address) };
    }
    await tx.subscribers.confirm(id, consent);
    await welcome(app, tx, id);
    return { what: 'done', address: maskAddress(address) };
  });
}

/** The current issue with a welcome in it; a short note where there is none. */
export async function welcome(app: App, store: Store, id: number): Promise<Date | null> {
  const reader = await store.subscribers.get(id);
  if (reader === null || reader.confirmedAt === null) return null;
  const joined = await joinCurrentIssue(app, store, reader);
  if (joined !== null) return joined;
  const now = app.now();
  const content: WelcomeContent = { is: 'welcome' };
  const row = {
    ...{ kind: 'welcome' as const, dedupeKey: `welcome:${id}:${reader.confirmedAt}` },
    ...{ subscriberId: id, issueDay: null, address: reader.address, dueAt: now.toISOString() },
    expiresAt: new Date(now.getTime() + 48 * 3_600_000).toISOString(),
    content: JSON.stringify(content),
  };
  await store.deliveries.plan([row], sendingDomainOf(app));
  return null;
}

/** Changes nothing. */
export async function lookUpNever(
  store: Store,
  token: string,
): Promise<{ what: 'ask' | 'unknown' }> {
  return { what: (await neverOf(store, token)) === null ? 'unknown' : 'ask' };
}

/**
 * No mail to that mailbox ever again; takes effect at once, whatever is still to be sent. Who has changed their address
 * since was asked at another one: that one gets none, and they stay as they are.
 */
export async function never(store: Store, token: string): Promise<{ what: 'done' | 'unknown' }> {
  const found = await neverOf(store, token);
  if (found === null) return { what: 'unknown' };
  await store.transaction(async (tx) => {
    const asked = await tx.deliveries.askedAt(found.id);
    const isTheirs = asked.length === 0 || asked.includes(addressKey(found.address));
    for (const address of isTheirs ? [found.address] : asked) {
      if (address === erasedAddress) continue;
      if ((await tx.suppressions.get(addressKey(address)))?.reason === 'never') continue;
      await tx.suppressions.never(address, 'by the link in a confirmation mail');
    }
    if (isTheirs) await tx.subscribers.unsubscribe(found.id);
  });
  return { what: 'done' };
}

async function neverOf(store: Store, token: string): Promise<Subscriber | null> {
  const id = readToken(await store.secrets.known(), 'never', token);
  return id === null ? null : await store.subscribers.get(id);
}
