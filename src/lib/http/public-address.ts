/** Tells addresses of the public internet from all others: private, local, reserved, translated, multicast. */
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** All public IPv6 is given out of this block; the parser's table knows the exceptions inside it only. */
const publicIpv6 = ipaddr.IPv6.parseCIDR('2000::/3');

/** Public in form, but the inside of a cloud: Azure's host answers there. */
const hostAddresses: readonly string[] = ['168.63.129.16'];

/** True for a plain public unicast address; an IPv4 address mapped into IPv6 counts as itself. */
export function isPublicAddress(text: string): boolean {
  const family = isIP(text);
  if (family === 0 || (family === 6 && !URL.canParse(`http://[${text}]`))) return false;
  // ipaddr.js takes `::8.8.8.8` for mapped IPv4, unlike the system; the URL parser writes it as `::808:808`.
  const plain = family === 6 ? new URL(`http://[${text}]`).hostname.slice(1, -1) : text;
  const address = ipaddr.process(plain);
  if (address.range() !== 'unicast') return false;
  if (address instanceof ipaddr.IPv6) return address.match(publicIpv6);
  return !hostAddresses.includes(address.toString());
}
