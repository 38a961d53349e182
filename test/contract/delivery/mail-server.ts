/** A real mail server on this machine that answers as it is told and keeps what it took. */
import type { Socket } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** What it says to a recipient or to the final dot: taken, a reply that refuses, or nothing at all. */
export type Verdict = 'take' | 'vanish' | { readonly at: 'rcpt' | 'dot'; readonly say: string };

export interface MailServer {
  readonly url: string;
  /** Copies that somebody may read: taken, or the link vanished after the body. */
  readonly copies: { readonly to: string; readonly text: string }[];
  judge: (to: string) => Verdict;
  close(): Promise<void>;
}

export async function startMailServer(): Promise<MailServer> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    logger: false,
    onRcptTo({ address }, _session, done) {
      const verdict = mail.judge(address);
      if (typeof verdict === 'object' && verdict.at === 'rcpt') return done(refusal(verdict.say));
      done();
    },
    onData(stream, session, done) {
      const pieces: Buffer[] = [];
      stream.on('data', (piece: Buffer) => pieces.push(piece));
      stream.on('end', () => {
        const to = session.envelope.rcptTo[0]?.address ?? '';
        const verdict = mail.judge(to);
        if (typeof verdict === 'object' && verdict.at === 'dot') return done(refusal(verdict.say));
        copies.push({ to, text: Buffer.concat(pieces).toString() });
        if (verdict === 'vanish') return vanish(session.id);
        done();
      });
    },
  });
  const copies: { to: string; text: string }[] = [];
  server.on('error', () => {});
  const port = await new Promise<number>((done) => {
    const { server: net } = server;
    server.listen(0, '127.0.0.1', () => {
      const address = net.address();
      done(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
  const mail: MailServer = {
    ...{ url: `smtp://127.0.0.1:${port}`, copies, judge: () => 'take' },
    close: () => new Promise((done) => server.close(done)),
  };
  return mail;

  function vanish(id: string): void {
    for (const connection of server.connections as Set<{ id: string; _socket: Socket }>) {
      if (connection.id === id) connection._socket.destroy();
    }
  }
}

function refusal(say: string): Error {
  const responseCode = Number(say.slice(0, 3));
  return Object.assign(new Error(say.slice(4)), { responseCode });
}
