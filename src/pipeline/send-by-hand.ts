/** One mail to one address because a person said so: a digest, or a test. Through the ledger like any other. */
import { randomBytes } from 'node:crypto';
import { checkAddress } from '../deliver/address.ts';
import { testMail } from '../deliver/other-mails.ts';
import { PaperboyError } from '../lib/errors.ts';
import type { Delivery } from '../model/delivery.ts';
import type { Digest } from '../model/digest.ts';
import type { Store } from '../store/store.ts';
import type { App } from './app.ts';
import type { MailContent } from './compose-delivery.ts';
import { deliverDue } from './deliver-due.ts';
import { setUpMail } from './mail-setup.ts';
import { refuseSuppressed } from './subscribers.ts';

export interface SentByHand {
  readonly delivery: Delivery;
  /** How it went out: `smtp://mail.example.org:587`, `outbox`. */
  readonly route: string;
}

/** How long a server that puts it off is worth waiting for, in milliseconds: a later run of the job goes on. */
const patience = 24 * 3_600_000;
/** Who tries settings wants no pile of tests once they are right. */
const testPatience = 15 * 60_000;

/**
 * Sends a digest to any address; to be called under the job lock. A subscriber does not get its papers again.
 * @throws PaperboyError USAGE for no address; MAIL_CONFIG; MAIL_FAILED where it was not accepted, with what was said.
 */
export async function sendDigest(
  app: App,
  store: Store,
  digest: Digest,
  to: string,
): Promise<SentByHand> {
  const address = checkAddress(to);
  const reader = await store.subscribers.find(address);
  const format = reader?.preferences.format ?? 'html';
  return await send(app, store, address, reader?.id ?? null, 'digest', {
    ...{ is: 'digest', digest, format },
  });
}

/** Sends a short mail that says with which settings it was sent. As `sendDigest`. */
export async function sendTest(app: App, store: Store, to: string): Promise<SentByHand> {
  const address = checkAddress(to);
  const { channel, from, signer } = await setUpMail(app);
  const { title, baseUrl, bounceDomain } = app.config.values;
  const frame = { title, why: '', unsubscribe: null, sender: '' };
  const { subject, heading, blocks } = testMail(frame, {
    ...{ to: address, from, route: channel.route, baseUrl },
    returnPath: bounceDomain === null ? from : `an address of its own at ${bounceDomain}`,
    dkim: signer,
  });
  const note = { subject, heading, blocks };
  return await send(app, store, address, null, 'notice', { is: 'note', note });
}

async function send(
  app: App,
  store: Store,
  address: string,
  subscriberId: number | null,
  kind: 'digest' | 'notice',
  content: MailContent,
): Promise<SentByHand> {
  const { sendingDomain, channel } = await setUpMail(app);
  await refuseSuppressed(store, address);
  const now = app.now();
  const dedupeKey = `by-hand:${randomBytes(12).toString('hex')}`;
  const row = {
    ...{ kind, dedupeKey, subscriberId, issueDay: null, address },
    dueAt: now.toISOString(),
    expiresAt: new Date(
      now.getTime() + (kind === 'notice' ? testPatience : patience),
    ).toISOString(),
    content: JSON.stringify(content),
  };
  await store.deliveries.plan([row], sendingDomain);
  const planned = await store.deliveries.byKey(dedupeKey);
  if (planned === null) throw new Error('a row just planned is gone');
  const report = await deliverDue(app, store, { ids: [planned.id], byHand: true });
  const delivery = (await store.deliveries.get(planned.id)) ?? planned;
  if (delivery.state === 'accepted') return { delivery, route: channel.route };
  const [last] = (await store.deliveries.attempts(planned.id)).slice(-1);
  const limit = report.limitedUntil;
  const limited = limit === null ? null : `a rate limit is reached until ${limit.slice(0, 16)}Z`;
  const said =
    delivery.reason ?? report.stopped ?? report.clockSuspect ?? limited ?? delivery.state;
  const advice =
    report.clockSuspect === null
      ? adviceAt(last?.stage ?? null)
      : 'If the clock is right: paperboy deliveries resume. ';
  // Of a test only the answer is of use: later, nobody waits for it.
  const isTest = kind === 'notice';
  if (isTest) await store.deliveries.giveUp(delivery.id, `the test failed: ${said}`);
  throw new PaperboyError('MAIL_FAILED', `the mail to ${address} was not accepted: ${said}`, {
    hint:
      delivery.state === 'ready' && !isTest
        ? `${advice}Until ${delivery.expiresAt.slice(0, 16)}Z the next run tries it again; paperboy deliveries show ${delivery.id} tells more.`
        : `${advice}paperboy deliveries show ${delivery.id} tells more.`,
  });
}

/** What is most likely wrong where a conversation ended before any recipient was named; ends in a space. */
function adviceAt(stage: string | null): string {
  if (stage === 'connect' || stage === 'greeting') {
    return 'Check the host and the port of mail.smtp, and that the server runs. ';
  }
  if (stage === 'auth') return 'Check the user and the password in mail.smtp. ';
  if (stage === 'tls' || stage === 'ehlo') {
    return 'The connection could not be made safe; smtps:// speaks TLS from the start, smtp:// asks for STARTTLS. ';
  }
  return '';
}
