/** Tokens of links that are good once and for a while: recomputed when the mail is composed, kept only as a hash. */
import { createHash, createHmac } from 'node:crypto';
import type { TokenKey } from './tokens.ts';

/** What a request is for; its token opens nothing else. */
export type RequestKind = 'confirm' | 'data' | 'address';

/** 40 hexadecimal digits (160 bits). @param nonce by chance, at least 128 bits, different for each request. */
export function requestToken(
  { key }: TokenKey,
  kind: RequestKind,
  subscriberId: number,
  nonce: string,
): string {
  const hmac = createHmac('sha256', key);
  return hmac
    .update(`paperboy request 1 ${kind} ${subscriberId} ${nonce}`)
    .digest('hex')
    .slice(0, 40);
}

/** What is kept of a token. */
export function hashToken(token: string): string {
  return createHash('sha256').update(`paperboy token ${token}`).digest('hex');
}
