/** The guarded way to a host: look the name up once, check every address, connect to those, check where it arrived. */
import { isIP, type Socket } from 'node:net';
import type { buildConnector } from 'undici';
import type { Dial, HostAddress } from './dial.ts';
import { HttpStop } from './http-stop.ts';
import { orAborted } from './or-aborted.ts';
import { isPublicAddress } from './public-address.ts';

/** All addresses of a name. Rejects with ENOTFOUND or EAI_AGAIN. */
export type Lookup = (host: string) => Promise<readonly HostAddress[]>;

export interface Connecting {
  readonly lookup: Lookup;
  readonly dial: Dial;
  /** Milliseconds for looking up, connecting and the TLS handshake together. */
  readonly timeout: number;
  /** False only for hosts that may stand in a private network. */
  readonly publicOnly: boolean;
  /** Ends every attempt to connect. */
  readonly signal: AbortSignal;
  readonly ca?: string;
}

/** A connector for undici's Agent. Fails with HttpStop `private-address` or `timeout`, else with Node's error. */
export function createConnector(connecting: Connecting): buildConnector.connector {
  return (target, callback) => {
    connectTo(target, connecting).then(
      (socket) => callback(null, socket),
      (error: Error) => callback(error, null),
    );
  };
}

async function connectTo(
  target: buildConnector.Options,
  { lookup, dial, timeout, publicOnly, signal, ca }: Connecting,
): Promise<Socket> {
  const controller = new AbortController();
  const stop = () => controller.abort(signal.reason);
  const timer = setTimeout(
    () => controller.abort(new HttpStop('timeout', `no connection within ${timeout / 1_000} s`)),
    timeout,
  );
  signal.addEventListener('abort', stop, { once: true });
  try {
    const secure = target.protocol === 'https:';
    const host = target.hostname.replace(/\.+$/, '');
    const addresses = await orAborted(addressesOf(host, lookup), controller.signal);
    if (publicOnly) refusePrivate(host, addresses);
    const dialling = dial({
      secure,
      host,
      port: Number(target.port) || (secure ? 443 : 80),
      addresses,
      signal: controller.signal,
      ...(ca === undefined ? {} : { ca }),
    });
    const socket = await orAborted(dialling, controller.signal);
    if (publicOnly) refuseArrival(host, socket);
    return socket;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
}

async function addressesOf(host: string, lookup: Lookup): Promise<readonly HostAddress[]> {
  const family = isIP(host);
  if (family !== 0) return [{ address: host, family }];
  const addresses = await lookup(host);
  if (addresses.length > 0) return addresses;
  throw Object.assign(new Error(`no address for ${host}`), { code: 'ENOTFOUND' });
}

/** One private address among public ones is enough: nobody says which would be taken. */
function refusePrivate(host: string, addresses: readonly HostAddress[]): void {
  if (addresses.every(({ address }) => isPublicAddress(address))) return;
  throw new HttpStop('private-address', `${host} stands in a private network`);
}

/** Whatever way led there. */
function refuseArrival(host: string, socket: Socket): void {
  if (isPublicAddress(socket.remoteAddress ?? '')) return;
  socket.destroy();
  throw new HttpStop('private-address', `${host} led into a private network`);
}
