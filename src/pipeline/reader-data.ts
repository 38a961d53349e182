/** A reader's own data, behind a fresh link to their address: to take along, to be erased, or to change the address. */
import { maskAddress } from '../lib/mask-address.ts';
import { readToken } from '../lib/tokens.ts';
import { addressKey, type Subscriber } from '../model/subscriber.ts';
import type { Store } from '../store/store.ts';
import type { App } from './app.ts';
import { askByMail } from './ask-to-confirm.ts';
import type { DataView as ReaderDataView } from './desk-views.ts';

/** Links within a day at most, and the time between two of them in milliseconds. */
const mostLinks = 5;
const pauseBetween = 5 * 60_000;
const day = 86_400_000;

/** Plans the mail with the link; says nothing of whether it did. @param token of the purpose `preferences`. */
export async function askForDataLink(app: App, store: Store, token: string): Promise<void> {
  const id = readToken(await store.secrets.known(), 'preferences', token);
  if (id === null || (await store.subscribers.get(id)) === null) return;
  await store.transaction(async (tx) => {
    const reader = await tx.subscribers.get(id);
    if (reader === null) return;
    const now = app.now().getTime();
    const links = (await tx.requests.of(id)).filter(({ kind }) => kind === 'data');
    const age = ({ createdAt }: { createdAt: string }) => now - Date.parse(createdAt);
    const ofToday = links.filter((link) => age(link) < day);
    if (ofToday.length >= mostLinks || ofToday.some((link) => age(link) < pauseBetween)) return;
    await askByMail(app, tx, {
      ...{ kind: 'data', origin: 'form', subscriberId: id },
      ...{ address: reader.address, preferences: null },
    });
  });
}

/** Whose data a fresh link opens, or null. */
export async function readerOfData(
  app: App,
  store: Store,
  token: string,
): Promise<Subscriber | null> {
  const request = await store.requests.find('data', token);
  if (request === null || request.supersededAt !== null) return null;
  if (request.expiresAt <= app.now().toISOString()) return null;
  return await store.subscribers.get(request.subscriberId);
}

/** Changes nothing. */
export async function lookUpData(
  app: App,
  store: Store,
  token: string,
): Promise<ReaderDataView | null> {
  const reader = await readerOfData(app, store, token);
  if (reader === null) return null;
  return { address: maskAddress(reader.address), canMove: reader.state === 'confirmed' };
}

/** All that is kept about the person, as indented JSON. Changes nothing. */
export async function exportData(
  app: App,
  store: Store,
  token: string,
): Promise<{ json: string } | null> {
  const reader = await readerOfData(app, store, token);
  if (reader === null) return null;
  return { json: `${JSON.stringify(await dataOf(app, store, reader), null, 2)}\n` };
}

async function dataOf(app: App, store: Store, reader: Subscriber): Promise<object> {
  const deliveries = await store.erasure.deliveriesOf(reader);
  const mails = [];
  for (const delivery of deliveries) {
    const { owner: _, content: __, ...row } = delivery;
    const attempts = await store.deliveries.attempts(delivery.id);
    mails.push({ ...row, papers: await store.erasure.papersOf(delivery.id), attempts });
  }
  return {
    exportedAt: app.now().toISOString(),
    subscriber: reader,
    suppression: await store.suppressions.get(addressKey(reader.address)),
    requests: await store.requests.of(reader.id),
    signUps: await store.signUps.of(reader.address),
    votes: await store.votes.of(reader.id),
    mails,
  };
}

/** See `Erasure.erase`; the link is gone with the rest. */
export async function eraseByLink(
  app: App,
  store: Store,
  token: string,
): Promise<{ what: 'erased' | 'unknown' }> {
  if ((await readerOfData(app, store, token)) === null) return { what: 'unknown' };
  return await store.transaction(async (tx) => {
    const reader = await readerOfData(app, tx, token);
    const isErased = reader !== null && (await tx.erasure.erase(reader.id));
    return { what: isErased ? 'erased' : 'unknown' };
  });
}
