/** From a row of the ledger to the bytes of its mail. */

import { listHeaders, mailtoAddress } from '../deliver/mail-headers.ts';
import { composeMessage, type MessageParts } from '../deliver/message.ts';
import { addressChangedMail, emptyDayNote, type NoteFrame } from '../deliver/other-mails.ts';
import type { Envelope } from '../deliver/outcome.ts';
import { subjectFor } from '../deliver/subject.ts';
import { bounceAddress } from '../deliver/verp.ts';
import { preferencesUrl, unsubscribeUrl, voteUrl } from '../lib/site-address.ts';
import type { TokenKey } from '../lib/tokens.ts';
import type { Composed, Delivery } from '../model/delivery.ts';
import type { Digest } from '../model/digest.ts';
import type { Note } from '../model/note.ts';
import type { Subscriber } from '../model/subscriber.ts';
import { type MailFoot, type PiecedMail, renderMailForMany } from '../render/mail-for-many.ts';
import { renderNote } from '../render/note.ts';
import type { Store } from '../store/store.ts';
import type { App } from './app.ts';
import {
  isFirstByForm,
  type MovedContent,
  type RequestContent,
  requestNote,
  type WelcomeContent,
  welcomeNote,
  withWelcome,
} from './compose-request.ts';
import type { MailSetup } from './mail-setup.ts';
import { IssueDesk, keysShown, remembered } from './reader-digest.ts';

/** `content` of a delivery that is no digest of an issue, as JSON. */
export type MailContent =
  | { readonly is: 'digest'; readonly digest: Digest; readonly format: 'html' | 'text' }
  | { readonly is: 'note'; readonly note: Pick<Note, 'subject' | 'heading' | 'blocks'> }
  | RequestContent
  | MovedContent
  | WelcomeContent;

export interface Composer {
  /** @throws PaperboyError where a message cannot be made of it. */
  compose(delivery: Delivery): Promise<Composed | { readonly nothing: string }>;
  envelope(delivery: Delivery): Envelope;
}

/** For one run: what readers of an issue share is gathered once. */
export async function createComposer(app: App, store: Store, setup: MailSetup): Promise<Composer> {
  const [key] = await store.secrets.all();
  const desk = new IssueDesk(app, store);
  const { bounceDomain } = app.config.values;
  const mail: Mail = { app, setup, key, rendered: new WeakMap() };
  return {
    async compose(delivery) {
      // Handed over before: a resend is the same mail, whatever has changed since.
      const before =
        delivery.composedAt === null ? null : await store.deliveries.composed(delivery.id);
      if (before !== null) return before;
      if (delivery.content !== null) {
        return await composeContent(mail, store, delivery, delivery.content);
      }
      return await composeDigest(mail, store, desk, delivery);
    },
    envelope: ({ id, address }) => ({
      from: bounceDomain === null ? setup.from : bounceAddress(key, id, bounceDomain),
      to: address,
    }),
  };
}

interface Mail {
  readonly app: App;
  readonly setup: MailSetup;
  readonly key: TokenKey;
  /** Of digests that several readers get. */
  readonly rendered: WeakMap<Digest, Promise<(foot: MailFoot) => Promise<PiecedMail>>>;
}

async function composeDigest(
  mail: Mail,
  store: Store,
  desk: IssueDesk,
  delivery: Delivery,
): Promise<Composed | { readonly nothing: string }> {
  const reader =
    delivery.subscriberId === null ? null : await store.subscribers.get(delivery.subscriberId);
  if (reader === null || delivery.issueDay === null) return { nothing: 'the reader is gone' };
  const own = await desk.digestFor(reader, delivery.issueDay);
  if ((own === null || own.counts.chosen === 0) && isFirstByForm(delivery, reader)) {
    return await composeWelcome(mail, store, delivery);
  }
  if (own === null) return { nothing: 'nothing new for this reader' };
  const digest = withWelcome(own, delivery, reader);
  const { format } = reader.preferences;
  const why = `You get this digest because ${delivery.address} is subscribed to ${digest.title}.`;
  if (digest.counts.chosen === 0) {
    const note = emptyDayNote(frameOf(mail, reader, why), digest.date, digest.counts.listed);
    return await composeNote(mail, delivery, note, reader);
  }
  return await composeDigestMail(mail, delivery, digest, { format, why, reader });
}

async function composeContent(
  mail: Mail,
  store: Store,
  delivery: Delivery,
  json: string,
): Promise<Composed | { readonly nothing: string }> {
  const content: MailContent = JSON.parse(json);
  if (content.is === 'request') {
    const why = `You get this one mail because ${delivery.address} was given on our page.`;
    const frame = frameOf(mail, null, why);
    const note = await requestNote(mail.app, store, { id: content.id, frame, key: mail.key });
    return 'nothing' in note ? note : await composeNote(mail, delivery, note, null);
  }
  if (content.is === 'moved') {
    const why = `You get this one mail because ${delivery.address} was subscribed to ${mail.app.config.values.title} until now.`;
    const note = addressChangedMail(frameOf(mail, null, why), content.to);
    return await composeNote(mail, delivery, note, null);
  }
  if (content.is === 'welcome') return await composeWelcome(mail, store, delivery);
  if (content.is === 'digest') {
    const why = `You get this digest because it was sent to ${delivery.address} by hand.`;
    const { subscriberId } = delivery;
    const reader = subscriberId === null ? null : await store.subscribers.get(subscriberId);
    return await composeDigestMail(mail, delivery, content.digest, {
      ...{ format: content.format, why, reader },
    });
  }
  const why = `This was sent to ${delivery.address} by whoever runs this Paperboy.`;
  return await composeNote(mail, delivery, { ...frameOf(mail, null, why), ...content.note }, null);
}

/** Why a confirmed reader gets what they get. */
function whySubscribed({ app }: Mail, { address }: Delivery): string {
  return `You get this because ${address} is subscribed to ${app.config.values.title}.`;
}

async function composeWelcome(
  mail: Mail,
  store: Store,
  delivery: Delivery,
): Promise<Composed | { readonly nothing: string }> {
  const reader =
    delivery.subscriberId === null ? null : await store.subscribers.get(delivery.subscriberId);
  if (reader === null) return { nothing: 'the reader is gone' };
  const frame = frameOf(mail, reader, whySubscribed(mail, delivery));
  const note = welcomeNote(mail.app, frame, mail.key, reader);
  return await composeNote(mail, delivery, note, reader);
}

async function composeDigestMail(
  mail: Mail,
  delivery: Delivery,
  digest: Digest,
  to: {
    readonly format: 'html' | 'text';
    readonly why: string;
    readonly reader: Subscriber | null;
  },
): Promise<Composed> {
  const frame = frameOf(mail, to.reader, to.why);
  const { why, unsubscribe, preferences } = frame;
  const foot = { why, unsubscribe, preferences, votes: votesAddress(mail, to.reader) };
  const fill = await remembered(mail.rendered, digest, () => {
    const { baseUrl, searchLink } = mail.app.config.values;
    return renderMailForMany(digest, {
      ...{ baseUrl, searchLink, width: 72, color: false, explain: false, mail: true },
      ...foot,
      sender: frame.sender,
    });
  });
  const { html, text } = await fill(foot);
  const parts = { subject: subjectFor(digest), text, html: to.format === 'text' ? null : html };
  return await pack(mail, delivery, parts, to.reader, keysShown(digest));
}

async function composeNote(
  mail: Mail,
  delivery: Delivery,
  note: Note,
  reader: Subscriber | null,
): Promise<Composed> {
  const { html, text } = await renderNote(note);
  const isText = reader?.preferences.format === 'text';
  const parts = { subject: note.subject, text, html: isText ? null : html };
  return await pack(mail, delivery, parts, reader, []);
}

async function pack(
  { app, setup, key }: Mail,
  delivery: Delivery,
  parts: Pick<MessageParts, 'subject' | 'text' | 'html'>,
  reader: Subscriber | null,
  items: readonly string[],
): Promise<Composed> {
  const { title, baseUrl, mailReplyTo } = app.config.values;
  const now = app.now();
  const message = await composeMessage({
    ...parts,
    from: { name: title, address: setup.from },
    to: { address: delivery.address },
    replyTo: mailReplyTo,
    date: now,
    messageId: delivery.messageId,
    boundaryKey: delivery.messageId.slice(1, 33),
    // A mail by hand goes to nobody's list: there is nothing to unsubscribe from.
    ...(reader === null
      ? {}
      : {
          headers: listHeaders({
            ...{ title, from: setup.from, replyTo: mailReplyTo, baseUrl },
            unsubscribe: {
              url: unsubscribeAddress(baseUrl, key, reader),
              mailto: mailtoAddress(mailReplyTo ?? setup.from, 'unsubscribe'),
            },
          }),
        }),
    signer: setup.signer,
  });
  return { message, items, composedAt: now.toISOString() };
}

function frameOf(
  { app, setup, key }: Mail,
  reader: Subscriber | null,
  why: string,
): NoteFrame & Omit<MailFoot, 'votes'> {
  const { title, baseUrl, mailReplyTo, mailPostal } = app.config.values;
  const mailto = mailtoAddress(mailReplyTo ?? setup.from, 'unsubscribe');
  return {
    ...{ title, why },
    unsubscribe: reader === null ? null : (unsubscribeAddress(baseUrl, key, reader) ?? mailto),
    preferences:
      reader === null || baseUrl === null ? null : preferencesUrl(baseUrl, key, reader.id),
    sender: [title, setup.from, mailPostal].filter((part) => part !== null).join(', '),
  };
}

function unsubscribeAddress(
  baseUrl: string | null,
  key: TokenKey,
  { id }: Subscriber,
): string | null {
  return baseUrl === null ? null : unsubscribeUrl(baseUrl, key, id);
}

/** What a paper's key is put behind: see `voteUrl`. */
function votesAddress({ app, key }: Mail, reader: Subscriber | null): string | null {
  const { baseUrl } = app.config.values;
  return reader === null || baseUrl === null ? null : voteUrl(baseUrl, key, reader.id, '');
}
