/** The key that signs mails: read once, and refused with a reason where receivers would not believe it. */
import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { PaperboyError } from '../lib/errors.ts';

const makeOne =
  'Make one with: openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out dkim.pem';

/** What receivers refuse, and what they advise (RFC 8301). */
export const shortestKey = 1_024;
export const advisedKey = 2_048;

export function refuse(problem: string, hint: string, cause?: unknown): PaperboyError {
  return new PaperboyError('MAIL_CONFIG', `mails cannot be signed: ${problem}`, { hint, cause });
}

/**
 * The private RSA key in `pem` (PKCS#8 or PKCS#1).
 * @throws PaperboyError MAIL_CONFIG for no key, a damaged, encrypted, public, other than RSA or too short one.
 */
export function readRsaKey(pem: string | null): KeyObject {
  const text = pem?.trim() ?? '';
  if (text === '') throw refuse('there is no key (mail.dkim.key)', makeOne);
  if (/-----BEGIN ENCRYPTED |Proc-Type: 4,ENCRYPTED/.test(text)) {
    throw refuse(
      'the key (mail.dkim.key) is encrypted with a password',
      'Write it without one: openssl pkey -in dkim.pem -out plain.pem',
    );
  }
  if (/-----BEGIN (?:RSA )?PUBLIC KEY-----|-----BEGIN CERTIFICATE-----/.test(text)) {
    throw refuse('mail.dkim.key holds the public half', 'Give the private key; DNS has the other.');
  }
  const key = parse(text);
  if (key.asymmetricKeyType !== 'rsa') {
    const kind = key.asymmetricKeyType ?? 'unknown';
    throw refuse(`the key (mail.dkim.key) is of kind ${kind}, and receivers want RSA`, makeOne);
  }
  if (bitsOf(key) < shortestKey) {
    throw refuse(
      `the key (mail.dkim.key) has ${bitsOf(key)} bits, and receivers ignore less than ${shortestKey}`,
      makeOne,
    );
  }
  return key;
}

export function bitsOf(key: KeyObject): number {
  return key.asymmetricKeyDetails?.modulusLength ?? 0;
}

function parse(text: string): KeyObject {
  const isWhole = /-----BEGIN ((?:RSA |EC )?PRIVATE KEY)-----[\s\S]+-----END \1-----$/.test(text);
  try {
    if (isWhole) return createPrivateKey(text);
  } catch (cause) {
    throw refuse(
      'the key (mail.dkim.key) is damaged',
      `Restore it from your copy. ${makeOne}`,
      cause,
    );
  }
  throw refuse(
    'the key (mail.dkim.key) is not a whole PEM file',
    'It begins with "-----BEGIN PRIVATE KEY-----" and ends with "-----END PRIVATE KEY-----", line breaks included.',
  );
}

/**
 * What to publish as TXT of `<selector>._domainkey.<domain>`: `v=DKIM1; k=rsa; p=…`. Zone files write it as several
 * strings of at most 255 characters.
 * @throws PaperboyError MAIL_CONFIG like `readRsaKey`.
 */
export function dkimPublicRecord(pem: string | null): string {
  const half = createPublicKey(readRsaKey(pem)).export({ type: 'spki', format: 'der' });
  return `v=DKIM1; k=rsa; p=${half.toString('base64')}`;
}
