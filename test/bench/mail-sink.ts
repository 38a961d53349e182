/** A mail server that takes everything and keeps nothing, in a process of its own: it must not slow down who is measured. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';

export interface MailSink {
  readonly port: number;
  /** How many messages it has taken. */
  taken(): Promise<number>;
  close(): Promise<void>;
}

export async function openMailSink(): Promise<MailSink> {
  const child: ChildProcess = fork(fileURLToPath(import.meta.url), {
    execArgv: ['--import', 'tsx'],
  });
  const [port] = await once(child, 'message');
  return {
    port,
    taken: async () => {
      child.send('taken');
      const [taken] = await once(child, 'message');
      return taken;
    },
    close: async () => {
      child.kill();
      await once(child, 'exit');
    },
  };
}

/** Only in the process started above. Knows just enough of SMTP: whoever is measured is to be the slow one. */
function serve(): void {
  let taken = 0;
  const server = createServer({ noDelay: true }, (socket) => {
    let inBody = false;
    let rest = '';
    socket.on('error', () => {});
    socket.write('220 sink\r\n');
    socket.on('data', (chunk) => {
      rest += chunk.toString('latin1');
      for (;;) {
        const end = rest.indexOf(inBody ? '\r\n.\r\n' : '\r\n');
        if (end < 0) {
          // Of a body only what may be the beginning of its end.
          if (inBody) rest = rest.slice(-4);
          return;
        }
        const command = inBody ? 'BODY' : rest.slice(0, 4).toUpperCase();
        rest = rest.slice(end + (inBody ? 5 : 2));
        if (command === 'BODY') taken++;
        inBody = command === 'DATA';
        socket.write(`${replies[command] ?? '250 fine'}\r\n`);
        if (command === 'QUIT') socket.end();
      }
    });
  });
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    process.send?.(typeof address === 'object' ? address?.port : 0);
  });
  process.on('message', () => process.send?.(taken));
}

const replies: Readonly<Record<string, string>> = {
  EHLO: '250-sink\r\n250 SIZE 10000000',
  DATA: '354 go on',
  BODY: '250 taken',
  QUIT: '221 bye',
};

if (process.argv[1] === fileURLToPath(import.meta.url)) serve();
