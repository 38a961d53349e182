/** A mail server that takes everything, keeps what it took before it says so, and can be slow at each step. */
import { createHash } from 'node:crypto';
import { createServer, type Socket } from 'node:net';

/** A body that was taken whole: a copy that somebody may read. */
export interface Copy {
  readonly to: string;
  readonly messageId: string;
  readonly sha256: string;
  /** Milliseconds by this process's clock, when the final dot had come. */
  readonly at: number;
}

export interface SinkOptions {
  /** Milliseconds between keeping a body and saying so; asked anew for each. */
  readonly ackDelay?: () => number;
  /** Milliseconds before DATA is answered; asked anew for each. */
  readonly leaveDelay?: () => number;
  readonly onRecipient?: (to: string) => void;
  /** Right before DATA is answered. */
  readonly onLeave?: (to: string) => void;
  /** When a body is kept, before that is said. */
  readonly onCopy?: (copy: Copy) => void;
}

export interface MailSink {
  readonly port: number;
  readonly copies: readonly Copy[];
  /** Bytes of bodies, whole or not. */
  bodyBytes(): number;
  close(): Promise<void>;
}

export async function startSink(options: SinkOptions = {}): Promise<MailSink> {
  const copies: Copy[] = [];
  const open = new Set<Socket>();
  let bodyBytes = 0;

  const server = createServer((socket) => {
    let buffer = '';
    let to = '';
    let inBody = false;
    open.add(socket);
    socket.setNoDelay(true);
    socket.on('error', () => {}).on('close', () => open.delete(socket));
    const say = (text: string, delay = 0) => {
      if (delay <= 0) socket.write(`${text}\r\n`);
      else setTimeout(() => socket.writable && socket.write(`${text}\r\n`), delay);
    };

    function hear(line: string): void {
      if (/^EHLO/i.test(line)) say('250-sink.example\r\n250 SIZE 10000000');
      else if (/^RCPT/i.test(line)) {
        to = /<(.*)>/.exec(line)?.[1] ?? '';
        options.onRecipient?.(to);
        say('250 2.1.5 fine');
      } else if (line === 'DATA') {
        inBody = true;
        const delay = options.leaveDelay?.() ?? 0;
        const leave = () => {
          options.onLeave?.(to);
          say('354 go ahead');
        };
        if (delay <= 0) leave();
        else setTimeout(leave, delay);
      } else if (line === 'QUIT') socket.end('221 bye\r\n');
      else say('250 fine');
    }

    function keep(body: string): void {
      const copy = {
        to,
        messageId: /^message-id:\s*(<[^>]+>)/im.exec(body)?.[1] ?? '',
        sha256: createHash('sha256').update(body, 'latin1').digest('hex'),
        at: Date.now(),
      };
      copies.push(copy);
      options.onCopy?.(copy);
      say('250 2.0.0 kept', options.ackDelay?.() ?? 0);
    }

    socket.on('data', (chunk) => {
      buffer += chunk.toString('latin1');
      if (inBody) bodyBytes += chunk.length;
      for (;;) {
        const mark = inBody ? '\r\n.\r\n' : '\r\n';
        const end = buffer.indexOf(mark);
        if (end < 0) return;
        const piece = buffer.slice(0, end);
        buffer = buffer.slice(end + mark.length);
        if (inBody) {
          inBody = false;
          keep(piece);
        } else hear(piece);
      }
    });
    say('220 sink.example ready');
  });

  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    copies,
    bodyBytes: () => bodyBytes,
    close: () =>
      new Promise((done) => {
        for (const socket of open) socket.destroy();
        server.close(() => done());
      }),
  };
}

/** How many copies each message has, by its Message-ID. */
export function copiesByMessage(copies: readonly Copy[]): Map<string, Copy[]> {
  const byMessage = new Map<string, Copy[]>();
  for (const copy of copies) {
    byMessage.set(copy.messageId, [...(byMessage.get(copy.messageId) ?? []), copy]);
  }
  return byMessage;
}
