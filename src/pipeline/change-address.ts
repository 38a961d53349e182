/** A reader's mail goes to another address: asked for behind the fresh link to their data, confirmed by a link mailed there. */
import { maskAddress } from '../lib/mask-address.ts';
import { addressKey, type Subscriber } from '../model/subscriber.ts';
import type { LinkRequest } from '../store/requests.ts';
import type { Store } from '../store/store.ts';
import type { App } from './app.ts';
import { askByMail } from './ask-to-confirm.ts';
import type { AddressView } from './desk-views.ts';
import { askWithinLimits } from './mail-limits.ts';
import { isTaken, whyNotMove } from './may-move.ts';
import { moveReader } from './move-reader.ts';
import { readerOfData } from './reader-data.ts';
import { readTypedAddress } from './sign-up.ts';

/** New addresses that one reader can name within a day, in milliseconds. */
const mostAsked = 5;
const day = 86_400_000;

export type AddressAsked =
  | { readonly what: 'asked' | 'unknown' }
  /** Of what was typed itself; says nothing of who has the address. */
  | { readonly what: 'problem'; readonly message: string };

/**
 * Plans the mail to the new address; says nothing of whether it did. The same rows are written whoever has the address
 * (see `requestNote`). @param token of a request of the kind `data`.
 */
export async function askToChangeAddress(
  app: App,
  store: Store,
  token: string,
  given: { readonly address: string; readonly client: string },
): Promise<AddressAsked> {
  const reader = await readerOfData(app, store, token);
  if (reader === null) return { what: 'unknown' };
  const typed = readTypedAddress(given.address);
  if ('problem' in typed) return { what: 'problem', message: typed.problem };
  const { address } = typed;
  if (addressKey(address) === addressKey(reader.address)) {
    return { what: 'problem', message: 'Mail goes to this address already.' };
  }
  return await store.transaction(async (tx) => {
    const { id, state } = (await readerOfData(app, tx, token)) ?? {};
    if (id === undefined) return { what: 'unknown' };
    const since = new Date(app.now().getTime() - day).toISOString();
    const asked = (await tx.requests.of(id)).filter(
      ({ kind, createdAt }) => kind === 'address' && createdAt > since,
    );
    if (state !== 'confirmed' || asked.length >= mostAsked) return { what: 'asked' };
    await askWithinLimits(app, tx, { address, client: given.client }, async () => {
      await askByMail(app, tx, {
        ...{ kind: 'address', origin: 'form', subscriberId: id },
        ...{ address, preferences: null },
      });
    });
    return { what: 'asked' };
  });
}

interface Found {
  readonly view: AddressView;
  readonly request: (LinkRequest & { readonly address: string }) | null;
  /** Set where the button changes the address. */
  readonly reader: Subscriber | null;
}

async function find(app: App, store: Store, token: string): Promise<Found> {
  const found = await store.requests.find('address', token);
  const reader = found === null ? null : await store.subscribers.get(found.subscriberId);
  if (found === null || found.address === null || reader === null) {
    return { view: { what: 'unknown' }, request: null, reader: null };
  }
  const request = { ...found, address: found.address };
  const address = maskAddress(request.address);
  const end = (view: AddressView) => ({ view, request, reader: null });
  if (request.usedAt !== null) {
    const isTheirs = addressKey(request.address) === addressKey(reader.address);
    const isStill = isTheirs && reader.state === 'confirmed';
    return end(isStill ? { what: 'already', address } : { what: 'old', canRefuse: false });
  }
  const isOver = request.supersededAt !== null || request.expiresAt <= app.now().toISOString();
  const obstacle = isOver
    ? 'its time is over'
    : await whyNotMove(app, store, reader, request.address);
  if (obstacle === isTaken) return end({ what: 'taken', address });
  if (obstacle !== null) {
    const key = addressKey(request.address);
    const isRefused = (await store.suppressions.get(key))?.reason === 'never';
    return end({ what: 'old', canRefuse: !isRefused });
  }
  return { view: { what: 'ask', address, from: maskAddress(reader.address) }, request, reader };
}

/** Changes nothing. */
export async function lookUpAddress(app: App, store: Store, token: string): Promise<AddressView> {
  return (await find(app, store, token)).view;
}

/** Once: the address, a consent of its own, and a word to the old address. */
export async function changeAddressByLink(
  app: App,
  store: Store,
  token: string,
): Promise<AddressView> {
  const before = await find(app, store, token);
  if (before.reader === null) return before.view;
  return await store.transaction(async (tx) => {
    const { view, request, reader } = await find(app, tx, token);
    if (reader === null || request === null) return view;
    await tx.requests.use(request.id);
    const at = app.now().toISOString();
    const consent = { source: 'form', wording: request.wording ?? '', at } as const;
    await moveReader(app, tx, reader, request.address, consent);
    return { what: 'done', address: maskAddress(request.address) };
  });
}

/**
 * No mail to that address ever again, whoever asks; its link is no longer good, and the reader stays as they are, unless
 * the address is theirs by now.
 */
export async function refuseAddress(app: App, store: Store, token: string): Promise<AddressView> {
  return await store.transaction(async (tx) => {
    const { view, request } = await find(app, tx, token);
    const may = view.what === 'ask' || (view.what === 'old' && view.canRefuse);
    if (request === null || !may) return view;
    await tx.suppressions.never(request.address, 'by the link in a mail about a change of address');
    const holder = await tx.subscribers.find(request.address);
    if (holder !== null) await tx.subscribers.unsubscribe(holder.id);
    return { what: 'never' };
  });
}
