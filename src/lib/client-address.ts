/** Whose request it is, where proxies stand before the server: only what trusted ones say is believed. */
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** `10.0.0.0/8` or one address; in its usual form. @throws Error saying what is expected. */
export function readNetwork(text: string): string {
  const [address = '', bits, ...more] = text.trim().split('/');
  const family = isIP(address);
  const longest = family === 4 ? 32 : 128;
  const isPlain = family !== 0 && !address.includes('%') && more.length === 0;
  const isLength = bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= longest);
  if (!isPlain || !isLength) {
    throw new Error(`“${text}” is no address or network; expected one such as 10.0.0.0/8`);
  }
  return `${address.toLowerCase()}/${bits ?? longest}`;
}

/**
 * The address of the client: that of the connection, unless it is a trusted proxy; then the last one in
 * `X-Forwarded-For` that is none. What is no address there ends the search: the proxy that said so is taken.
 * @param trusted networks as `readNetwork` gives them.
 */
export function clientAddress(
  connection: string,
  forwarded: string | undefined,
  trusted: readonly string[],
): string {
  let client = plainAddress(connection) ?? connection;
  const named = (forwarded ?? '').split(',').reverse();
  for (const name of named) {
    if (!trusted.some((network) => isWithin(client, network))) return client;
    const next = plainAddress(name.trim());
    if (next === null) return client;
    client = next;
  }
  return client;
}

/** Without port, brackets and zone; IPv4 in the clothes of IPv6 as IPv4. */
function plainAddress(text: string): string | null {
  const bare = /^\[([^\]]+)\](?::\d+)?$/.exec(text)?.[1] ?? text.replace(/^([\d.]+):\d+$/, '$1');
  const [address = ''] = bare.split('%');
  return isIP(address) === 0 ? null : ipaddr.process(address).toString();
}

function isWithin(address: string, network: string): boolean {
  if (isIP(address) === 0) return false;
  const [client, range] = [ipaddr.parse(address), ipaddr.parseCIDR(network)];
  if (client instanceof ipaddr.IPv4 && range[0] instanceof ipaddr.IPv4) {
    return client.match([range[0], range[1]]);
  }
  if (client instanceof ipaddr.IPv6 && range[0] instanceof ipaddr.IPv6) {
    return client.match([range[0], range[1]]);
  }
  return false;
}
