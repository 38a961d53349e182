/** A mail server that goes wrong where it is told to, and counts what it was given and what it took. */
import { createServer, type Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { makeCertificate } from '../http/certificate.ts';

export type Step =
  | 'connect'
  | 'greeting'
  | 'ehlo'
  | 'starttls'
  | 'handshake'
  | 'auth'
  | 'mail'
  | 'rcpt'
  | 'data'
  /** After the first bytes of the body. */
  | 'body'
  /** After the final dot. */
  | 'dot'
  | 'rset'
  | 'quit';

/** Close, reset, neither say nor read anything, write nonsense; anything else is written as it is. */
export type Act = 'drop' | 'reset' | 'silence' | 'garbage' | { readonly say: string };

export interface PeerOptions {
  /** What goes wrong; the rest goes well. */
  readonly script?: Partial<Record<Step, Act>>;
  /** Only in the connection of this number, counted from 1; in every one unless given. */
  readonly onlyIn?: number;
  /** Lines of the answer to EHLO. */
  readonly offers?: readonly string[];
  /** Called after each command; may act on the socket. */
  readonly onLine?: (line: string, socket: Socket) => void;
  /** The name in the certificate. */
  readonly certificateFor?: string;
}

export interface Peer {
  readonly port: number;
  /** In PEM: who trusts it, trusts this peer. */
  readonly ca: string;
  /** Every command of every connection, with its number: `1 EHLO sender.example`. */
  readonly lines: string[];
  /** Bodies that were ended by a dot and not refused: each is a copy that somebody may read. */
  readonly bodies: string[];
  /** Bytes of all bodies, whole or not. */
  bodyBytes(): number;
  connections(): number;
  close(): Promise<void>;
}

export async function startPeer(options: PeerOptions = {}): Promise<Peer> {
  const { script = {}, offers = ['SIZE 1000000', 'AUTH PLAIN LOGIN', 'STARTTLS'] } = options;
  const { key, cert } = makeCertificate(options.certificateFor ?? '0.0.0.0');
  const lines: string[] = [];
  const bodies: string[] = [];
  const open = new Set<Socket>();
  let bodyBytes = 0;
  let connections = 0;

  const server = createServer((plain) => {
    connections += 1;
    const number = connections;
    let socket: Socket = plain;
    let buffer = '';
    let mode: 'command' | 'login' | 'body' | 'deaf' = 'command';
    open.add(plain);
    plain.on('error', () => {}).on('close', () => open.delete(plain));

    /** Does what the script says at this step, or says what goes well; false where it went wrong. */
    function at(step: Step, well: string): boolean {
      const act =
        options.onlyIn === undefined || options.onlyIn === number ? script[step] : undefined;
      if (act === undefined) {
        if (well !== '') socket.write(`${well}\r\n`);
        return true;
      }
      if (act === 'drop') socket.destroy();
      else if (act === 'reset') plain.resetAndDestroy();
      else if (act === 'garbage') socket.write('\u0000\u0007 what is this?\r\n');
      else if (act === 'silence') plain.pause();
      else socket.write(act.say);
      return false;
    }

    function hear(line: string): void {
      lines.push(`${number} ${line}`);
      if (mode === 'login') {
        mode = 'command';
        socket.write('235 2.7.0 welcome\r\n');
      } else if (/^EHLO/.test(line)) {
        at(
          'ehlo',
          ['250-peer.example', ...offers.map((offer) => `250-${offer}`), '250 HELP'].join('\r\n'),
        );
      } else if (/^HELO/.test(line)) at('ehlo', '250 peer.example');
      else if (line === 'STARTTLS') {
        if (at('starttls', '220 2.0.0 go ahead') && at('handshake', '')) upgrade();
      } else if (/^AUTH LOGIN$/.test(line)) mode = 'login';
      else if (/^AUTH/.test(line)) at('auth', '235 2.7.0 welcome');
      else if (/^MAIL/.test(line)) at('mail', '250 2.1.0 sender fine');
      else if (/^RCPT/.test(line)) at('rcpt', '250 2.1.5 recipient fine');
      else if (line === 'DATA') {
        if (at('data', '354 end with a dot')) mode = 'body';
      } else if (line === 'RSET') at('rset', '250 2.0.0 forgotten');
      else if (line === 'QUIT') {
        if (at('quit', '221 2.0.0 bye')) socket.end();
      } else socket.write('500 5.5.2 not a command\r\n');
      options.onLine?.(line, socket);
    }

    function hearBody(): void {
      if (script.body !== undefined && buffer.length > 0) {
        bodyBytes += buffer.length;
        mode = 'deaf';
        at('body', '');
        return;
      }
      const end = buffer.startsWith('.\r\n') ? 0 : buffer.indexOf('\r\n.\r\n');
      if (end < 0) return;
      const body = buffer.slice(0, end + 2);
      buffer = buffer.slice(end === 0 ? 3 : end + 5);
      bodyBytes += body.length;
      mode = 'command';
      const act = script.dot;
      const refuses = typeof act === 'object' && /^[45]/.test(act.say);
      if (!refuses) bodies.push(body);
      at('dot', '250 2.0.0 queued as 17');
    }

    function read(chunk: Buffer): void {
      buffer += chunk.toString('latin1');
      for (;;) {
        if (mode === 'deaf') return;
        if (mode === 'body') {
          const before = buffer;
          hearBody();
          if (buffer === before) return;
          continue;
        }
        const end = buffer.indexOf('\r\n');
        if (end < 0) return;
        const line = buffer.slice(0, end);
        buffer = buffer.slice(end + 2);
        hear(line);
      }
    }

    function upgrade(): void {
      plain.removeListener('data', read);
      buffer = '';
      socket = new TLSSocket(plain, { isServer: true, key, cert });
      socket.on('error', () => {}).on('data', read);
    }

    plain.on('data', read);
    if (at('connect', '')) at('greeting', '220 peer.example ready');
  });

  await new Promise<void>((resolve) => server.listen(0, '0.0.0.0', resolve));
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    ca: cert,
    lines,
    bodies,
    bodyBytes: () => bodyBytes,
    connections: () => connections,
    close: () =>
      new Promise((resolve) => {
        for (const socket of open) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
