/** Signed numbers for links and return addresses: whoever holds a token was given it by us, for one purpose. */
import { createHmac, timingSafeEqual } from 'node:crypto';

/** One key of the table `secrets`. */
export interface TokenKey {
  readonly id: number;
  /** At least 32 characters by chance. */
  readonly key: string;
}

/** What a token may be used for, and nothing else; part of what is signed. */
export type TokenPurpose =
  | ('unsubscribe' | 'confirm' | 'preferences' | 'data')
  | ('vote' | 'never' | 'bounce');

/** Part of what is signed, so that another way of signing can come later and these stay good. */
const version = 1;

/** `<key>.<subject>.<mac>` of lower-case letters, digits and dots: mail systems may fold capitals. */
export function signToken(key: TokenKey, purpose: TokenPurpose, subject: number): string {
  return `${key.id.toString(36)}.${subject.toString(36)}.${macOf(key, purpose, subject)}`;
}

/** The number that was signed for this purpose with any of the keys; null for everything else. */
export function readToken(
  keys: readonly TokenKey[],
  purpose: TokenPurpose,
  token: string,
): number | null {
  const found = /^([0-9a-z]{1,8})\.([0-9a-z]{1,10})\.([0-9a-f]{32})$/.exec(token);
  if (found === null) return null;
  const [, keyId = '', subjectText = '', mac = ''] = found;
  const key = keys.find(({ id }) => id.toString(36) === keyId);
  const subject = Number.parseInt(subjectText, 36);
  if (key === undefined || !Number.isSafeInteger(subject)) return null;
  const isGiven = timingSafeEqual(Buffer.from(macOf(key, purpose, subject)), Buffer.from(mac));
  return isGiven && subject.toString(36) === subjectText ? subject : null;
}

function macOf({ id, key }: TokenKey, purpose: TokenPurpose, subject: number): string {
  const hmac = createHmac('sha256', key);
  return hmac.update(`paperboy ${version} ${purpose} ${id} ${subject}`).digest('hex').slice(0, 32);
}
