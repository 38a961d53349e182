/** How mail goes out, from the configuration: the channel, who sends, what signs. Refused here rather than at the first mail. */
import { hostname } from 'node:os';
import { checkAddress } from '../deliver/address.ts';
import { type DkimSigner, loadDkimKey } from '../deliver/dkim.ts';
import { createOutboxChannel } from '../deliver/outbox-channel.ts';
import type { Channel } from '../deliver/outcome.ts';
import { createSmtpChannel } from '../deliver/smtp-channel.ts';
import { PaperboyError } from '../lib/errors.ts';
import { type App, outboxFolder } from './app.ts';

export interface MailSetup {
  readonly channel: Channel;
  /** One plain address. */
  readonly from: string;
  /** The right side of Message-IDs. */
  readonly sendingDomain: string;
  /** Null where nothing signs here. */
  readonly signer: DkimSigner | null;
}

/** Messages on one connection: many servers end it after about as many. */
const maxPerConnection = 100;

/** Without a mail server the mails stay in files, from a name that no mail reaches. */
const nobody = 'paperboy@localhost.localdomain';

/** @throws PaperboyError MAIL_CONFIG where mail could not be sent as it should be. */
export async function setUpMail(app: App): Promise<MailSetup> {
  const { values } = app.config;
  const from = senderOf(app);
  const domain = from.slice(from.lastIndexOf('@') + 1);
  const { dkimKey, dkimSelector, dkimDomain, smtp } = values;
  if (dkimKey === null && (dkimSelector !== null || dkimDomain !== null)) {
    throw new PaperboyError('MAIL_CONFIG', 'mail.dkim has no key to sign with', {
      hint: 'Name its file in PAPERBOY_MAIL_DKIM_KEY_FILE, or remove the other settings of mail.dkim.',
    });
  }
  const signer =
    dkimKey === null
      ? null
      : await loadDkimKey({
          ...{ pem: dkimKey, selector: dkimSelector, domain: dkimDomain ?? domain },
          fromDomain: domain,
        });
  const channel =
    smtp === null
      ? createOutboxChannel(outboxFolder(app))
      : createSmtpChannel({ url: smtp, ehloName: ehloName(app), maxPerConnection });
  return { channel, from, sendingDomain: domain, signer };
}

/** `mail.from`; else the user of the mail server. @throws PaperboyError MAIL_CONFIG */
export function senderOf(app: App): string {
  const { mailFrom, smtp } = app.config.values;
  if (mailFrom !== null) return checkAddress(mailFrom);
  if (smtp === null) return nobody;
  const url = new URL(smtp);
  const user = decodeURIComponent(url.username);
  if (user.includes('@')) return checkAddress(user);
  if (isLoopback(url.hostname)) return user === '' ? nobody : `${user}@localhost.localdomain`;
  throw new PaperboyError('MAIL_CONFIG', 'mail.from is not set, so nobody would send the mails', {
    hint: 'Set mail.from to an address that your mail server may send for.',
  });
}

/** The right side of Message-IDs; also where nothing can be sent yet, which is said when it is to be. */
export function sendingDomainOf(app: App): string {
  try {
    return senderOf(app).replace(/^.*@/, '');
  } catch {
    return 'localhost.localdomain';
  }
}

function isLoopback(host: string): boolean {
  return /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(host);
}

/** What this machine calls itself to the mail server. */
function ehloName(app: App): string {
  const { baseUrl } = app.config.values;
  const host = baseUrl === null ? hostname() : new URL(baseUrl).hostname;
  return /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/i.test(host) ? host : '[127.0.0.1]';
}
