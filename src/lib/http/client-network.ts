/** The network that a client is in: what one person or one machine has many addresses of. */
import ipaddr from 'ipaddr.js';

/** `192.0.2.0/24` or `2001:db8:0:1::/64`; one name for all that is no address. IPv4 within IPv6 counts as IPv4. */
export function networkOf(client: string): string {
  const text = client.trim().replace(/%.*$/, '');
  if (!ipaddr.isValid(text)) return 'unknown';
  const address = ipaddr.process(text);
  const bits = address.kind() === 'ipv4' ? 24 : 64;
  const bytes = address.toByteArray().map((byte, at) => (at * 8 < bits ? byte : 0));
  return `${ipaddr.fromByteArray(bytes).toString()}/${bits}`;
}
