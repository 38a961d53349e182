/** Opens one connection to addresses that were looked up and checked before. */
import { connect, isIP, type LookupFunction, type Socket } from 'node:net';
import { connect as connectSecurely } from 'node:tls';

export interface HostAddress {
  readonly address: string;
  readonly family: number;
}

export interface Dialled {
  readonly secure: boolean;
  /** The name for the certificate. */
  readonly host: string;
  readonly port: number;
  /** The only ones that may be connected to. */
  readonly addresses: readonly HostAddress[];
  readonly signal: AbortSignal;
  /** Certificates to trust beside the usual ones, in PEM. */
  readonly ca?: string;
}

export type Dial = (dialled: Dialled) => Promise<Socket>;

/** Connects, trying the addresses in turn. Rejects with Node's error, or the signal's reason. */
export const dial: Dial = ({ secure, host, port, addresses, signal, ca }) => {
  // The socket does not look the name up again: what was checked is what is connected to.
  const lookup: LookupFunction = (_name, options, callback) => {
    if (options.all) callback(null, [...addresses]);
    else callback(null, addresses[0]?.address ?? '', addresses[0]?.family);
  };
  const shared = { host, port, lookup, autoSelectFamily: true };
  const socket = secure
    ? connectSecurely({
        ...shared,
        servername: isIP(host) === 0 ? host : '',
        ALPNProtocols: ['http/1.1'],
        ...(ca === undefined ? {} : { ca }),
      })
    : connect(shared);
  return new Promise((resolve, reject) => {
    const stop = () => socket.destroy(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
    socket.setNoDelay(true);
    socket.once('error', (error) => {
      signal.removeEventListener('abort', stop);
      reject(error);
    });
    socket.once(secure ? 'secureConnect' : 'connect', () => {
      signal.removeEventListener('abort', stop);
      resolve(socket);
    });
  });
};
