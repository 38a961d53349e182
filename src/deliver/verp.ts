/** A return address for every mail (VERP): a bounce that comes to it tells by itself whose it is, and cannot be made up. */
import { readToken, signToken, type TokenKey } from '../lib/tokens.ts';

const prefix = 'b-';

/** `b-<token>@<bounce domain>`, its local part at most 64 octets. */
export function bounceAddress(key: TokenKey, deliveryId: number, bounceDomain: string): string {
  return `${prefix}${signToken(key, 'bounce', deliveryId)}@${bounceDomain}`;
}

/** The delivery that `address` was made for; null where it was not made here. */
export function deliveryOfBounce(
  keys: readonly TokenKey[],
  address: string,
  bounceDomain: string,
): number | null {
  const folded = address.trim().toLowerCase();
  const end = `@${bounceDomain.toLowerCase()}`;
  if (!folded.startsWith(prefix) || !folded.endsWith(end)) return null;
  return readToken(keys, 'bounce', folded.slice(prefix.length, -end.length));
}
