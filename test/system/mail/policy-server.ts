/** Answers Postfix's questions about recipients (policy delegation), as greylisting programs do, by the test's own clock. */
import { createServer, type Socket } from 'node:net';

export interface PolicyServer {
  readonly port: number;
  close(): Promise<void>;
}

/** `decide` gives what an access map would: `DUNNO`, `DEFER_IF_PERMIT why`, `554 5.7.1 why`. */
export async function startPolicyServer(
  decide: (recipient: string) => string,
): Promise<PolicyServer> {
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket)).on('error', () => {});
    let text = '';
    socket.setEncoding('utf8').on('data', (piece: string) => {
      text += piece;
      for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
        const recipient = /^recipient=(.*)$/m.exec(text.slice(0, end))?.[1] ?? '';
        text = text.slice(end + 2);
        socket.write(`action=${decide(recipient)}\n\n`);
      }
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    port: address.port,
    close: () => {
      for (const socket of open) socket.destroy();
      return new Promise((done) => server.close(() => done()));
    },
  };
}
