/** Which addresses lead to the same mailbox, as far as can be told from their looks, and a keyed hash of each. */
import { createHmac } from 'node:crypto';
import type { TokenKey } from './tokens.ts';

/** Of all that may be one mailbox: capitals, `+tags` and dots do not count. For limits, where too much is no harm. */
export function addressBucket(address: string): string {
  const { local, domain } = partsOf(address);
  return `${local.replaceAll('.', '') || local}@${domain}`;
}

/** What surely is one mailbox: dots count, but where the provider is known to ignore them. */
export function mailboxOf(address: string): string {
  const { local, domain } = partsOf(address);
  return domain === 'gmail.com' ? addressBucket(address) : `${local}@${domain}`;
}

function partsOf(address: string): { local: string; domain: string } {
  const lower = address.toLowerCase();
  const at = lower.lastIndexOf('@');
  const domain = lower.slice(at + 1);
  const local = lower.slice(0, Math.max(at, 0));
  return {
    local: local.replace(/^([^+]+)\+.*$/, '$1'),
    domain: domain === 'googlemail.com' ? 'gmail.com' : domain,
  };
}

/** What the hash is kept for; a hash of one purpose says nothing about another. */
export type HashPurpose = 'sign-up address' | 'sign-up network' | 'address' | 'mailbox';

/** 64 hexadecimal digits that only the holder of the key can make. */
export function keyedHash({ key }: TokenKey, purpose: HashPurpose, text: string): string {
  return createHmac('sha256', key).update(`paperboy hash ${purpose} ${text}`).digest('hex');
}
