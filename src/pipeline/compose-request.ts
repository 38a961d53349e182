/** What the mails say that are neither digest nor notice: asking to confirm, welcome, the link to one's data, changing one's address. */
import {
  changeAddressMail,
  confirmMail,
  dataLinkMail,
  type NoteFrame,
  subscribedAlreadyMail,
  welcomeMail,
} from '../deliver/other-mails.ts';
import { maskAddress } from '../lib/mask-address.ts';
import { addressUrl, confirmUrl, dataUrl, neverUrl, preferencesUrl } from '../lib/site-address.ts';
import type { TokenKey } from '../lib/tokens.ts';
import type { Delivery } from '../model/delivery.ts';
import type { Digest } from '../model/digest.ts';
import type { Note } from '../model/note.ts';
import { addressKey, type Subscriber } from '../model/subscriber.ts';
import type { Store } from '../store/store.ts';
import type { App } from './app.ts';
import { whyNotMove } from './may-move.ts';

/** `content` of a delivery that carries a request's link. */
export interface RequestContent {
  readonly is: 'request';
  readonly id: number;
}

/** The last mail to an address that was a reader's. */
export interface MovedContent {
  readonly is: 'moved';
  /** The new one, masked. */
  readonly to: string;
}

export interface WelcomeContent {
  readonly is: 'welcome';
}

/** A note, or why there is none to send. */
export type RequestNote = Note | { readonly nothing: string };

/** Decided here and not with the form: the answer there knows nothing of the address. */
export async function requestNote(
  app: App,
  store: Store,
  { id, frame, key }: { readonly id: number; readonly frame: NoteFrame; readonly key: TokenKey },
): Promise<RequestNote> {
  const { baseUrl, subscribeMode } = app.config.values;
  const found = await store.requests.withToken(id);
  if (found === null || baseUrl === null) return { nothing: 'the link is gone' };
  const { request, token } = found;
  const isOver = request.supersededAt !== null || request.expiresAt <= app.now().toISOString();
  if (isOver || request.usedAt !== null) return { nothing: 'its link is no longer good' };
  const reader = await store.subscribers.get(request.subscriberId);
  if (reader === null) return { nothing: 'the reader is gone' };
  if (request.kind === 'data') return dataLinkMail(frame, dataUrl(baseUrl, token));
  if (request.address !== null) {
    const obstacle = await whyNotMove(app, store, reader, request.address);
    if (obstacle !== null) return { nothing: obstacle };
    return changeAddressMail(frame, maskAddress(reader.address), addressUrl(baseUrl, token));
  }
  if (await store.suppressions.isSuppressed(addressKey(reader.address))) {
    return { nothing: 'the address is suppressed' };
  }
  if (reader.state === 'confirmed') {
    return subscribedAlreadyMail(frame, preferencesUrl(baseUrl, key, reader.id));
  }
  if (reader.waitsSince !== null) return { nothing: 'the reader waits for approval' };
  const isInvited = async () =>
    reader.confirmedAt !== null ||
    !(await store.subscribers.isFromForm(reader.id)) ||
    (await store.requests.of(reader.id)).some(({ origin }) => origin === 'operator');
  if (subscribeMode === 'invite' && !(await isInvited())) return { nothing: 'not invited' };
  return confirmMail(frame, {
    confirm: confirmUrl(baseUrl, token),
    never: neverUrl(baseUrl, key, reader.id),
  });
}

/** The note for who is welcome and has no issue to get yet. */
export function welcomeNote(
  app: App,
  frame: NoteFrame,
  key: TokenKey,
  { id }: Pick<Subscriber, 'id'>,
): Note {
  const { baseUrl } = app.config.values;
  return welcomeMail(frame, baseUrl === null ? null : preferencesUrl(baseUrl, key, id));
}

/** True for the issue that comes at once to who subscribed by themselves. */
export function isFirstByForm({ joinedAt }: Delivery, { consent }: Subscriber): boolean {
  return joinedAt !== null && consent?.source === 'form';
}

/** A welcome at the top of that issue. */
export function withWelcome(digest: Digest, delivery: Delivery, reader: Subscriber): Digest {
  if (!isFirstByForm(delivery, reader)) return digest;
  const greeting = `Welcome: you are subscribed to ${digest.title}. This is its current issue; the next ones come at the time you chose.`;
  return { ...digest, greeting };
}
