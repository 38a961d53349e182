/** Tells hosts that are plainly out on the internet from those of this machine, a home or an office. */
import { isIP } from 'node:net';
import { isPublicAddress } from './public-address.ts';
import { hostOf } from './target.ts';

/** Names that are never looked up on the internet (RFC 6761, 6762, 8375) or are usual in private networks. */
const privateName =
  /(?:^|\.)(?:localhost|local|localdomain|internal|intranet|lan|home|corp|test|example|invalid|arpa)$/;

/** True where `address` is an http(s) address of a public host, by its name alone: nothing is looked up. */
export function isPublicPlace(address: string): boolean {
  if (!/^https?:\/\//i.test(address) || !URL.canParse(address)) return false;
  const host = hostOf(new URL(address));
  if (isIP(host) !== 0) return isPublicAddress(host);
  return host.includes('.') && !privateName.test(host);
}
