/** Signs mails for their domain (DKIM), and refuses to start rather than let one leave unsigned. */
import { createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { promisify } from 'node:util';
import { advisedKey, bitsOf, readRsaKey, refuse } from './dkim-key.ts';
import { prepareSignature } from './dkim-signature.ts';

export { dkimPublicRecord } from './dkim-key.ts';

export interface DkimSettings {
  /** The private key; null where the setting is missing. */
  readonly pem: string | null;
  readonly selector: string | null;
  /** The domain that signs; null: `fromDomain`. */
  readonly domain: string | null;
  /** The domain of the address in From. */
  readonly fromDomain: string;
}

export interface DkimSigner {
  readonly domain: string;
  readonly selector: string;
  /** What works, but should be bettered; sentences for the operator. */
  readonly warnings: readonly string[];
  /**
   * The message with its signature in front; the same message gives the same bytes.
   * @throws Error when it cannot be signed, never returning it unsigned.
   */
  sign(message: Buffer): Promise<Buffer>;
}

/** Runs beside the event loop, on another core where there is one. */
const signAside = promisify(
  (data: Buffer, key: KeyObject, done: (error: Error | null, signature: Buffer) => void) =>
    sign('sha256', data, key, done),
);

/**
 * Everything that signing needs, checked by signing one message.
 * @throws PaperboyError MAIL_CONFIG when a setting is missing or wrong, or receivers would not accept the signature.
 */
export async function loadDkimKey(settings: DkimSettings): Promise<DkimSigner> {
  const key = readRsaKey(settings.pem);
  const selector = checkSelector(settings.selector);
  const domain = checkDomain(settings.domain ?? settings.fromDomain, settings.fromDomain);
  await tryKey(key, domain, selector);
  return {
    domain,
    selector,
    warnings:
      bitsOf(key) < advisedKey
        ? [
            `The DKIM key has ${bitsOf(key)} bits; ${advisedKey} are advised, and some receivers insist.`,
          ]
        : [],
    sign: (message) => signMessage(message, key, domain, selector),
  };
}

async function signMessage(
  message: Buffer,
  key: KeyObject,
  domain: string,
  selector: string,
): Promise<Buffer> {
  const { field, data } = prepareSignature(message, domain, selector);
  const signature = (await signAside(data, key)).toString('base64');
  const lines = signature.match(/.{1,72}/g) ?? [];
  if (lines.length === 0) throw new Error('a message could not be signed');
  return Buffer.concat([Buffer.from(`${field}${lines.join('\r\n ')}\r\n`, 'latin1'), message]);
}

/** A damaged key can be read and still sign rubbish: its public half must agree. */
async function tryKey(key: KeyObject, domain: string, selector: string): Promise<void> {
  const sample = Buffer.from(`From: paperboy@${domain}\r\nSubject: A try\r\n\r\nA try.\r\n`);
  const { data } = prepareSignature(sample, domain, selector);
  let isGood = false;
  let cause: unknown;
  try {
    isGood = verify('sha256', data, createPublicKey(key), await signAside(data, key));
  } catch (error) {
    cause = error;
  }
  if (isGood) return;
  throw refuse(
    'what the key (mail.dkim.key) signs does not verify',
    'Its two halves do not belong together: restore it from your copy, or make a new one.',
    cause,
  );
}

const label = '[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?';
const dottedName = new RegExp(`^${label}(?:\\.${label})*$`);

function checkSelector(selector: string | null): string {
  if (selector !== null && dottedName.test(selector)) return selector;
  const problem =
    selector === null
      ? 'the selector (mail.dkim.selector) is missing'
      : `${JSON.stringify(selector)} is no selector (mail.dkim.selector)`;
  throw refuse(
    problem,
    'Name it as in DNS: for a key published at paperboy._domainkey.example.org it is "paperboy".',
  );
}

/** Receivers want the signing domain to be the sender's, one above it or one below it (DMARC). */
function checkDomain(domain: string, fromDomain: string): string {
  const [signing, from] = [domain.toLowerCase(), fromDomain.toLowerCase()];
  const isAligned =
    signing === from || from.endsWith(`.${signing}`) || signing.endsWith(`.${from}`);
  // "org" would stand above every address that ends in it.
  if (isAligned && dottedName.test(signing) && signing.includes('.')) return signing;
  throw refuse(
    `${signing} (mail.dkim.domain) does not belong to the sender's domain, ${from}`,
    `Sign as ${from}, or send from an address of ${signing}.`,
  );
}
