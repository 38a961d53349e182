/** A mail server that takes everything and keeps nothing, in a process of its own: it must not slow down who is measured. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { SMTPServer } from 'smtp-server';

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

/** Only in the process started above. */
function serve(): void {
  let taken = 0;
  const server = new SMTPServer({
    ...{ authOptional: true, disabledCommands: ['STARTTLS', 'AUTH'], disableReverseLookup: true },
    onData(stream, _session, done) {
      stream.on('end', () => {
        taken++;
        done(null, 'taken');
      });
      stream.resume();
    },
  });
  server.listen(0, '127.0.0.1', () => {
    const address = server.server.address();
    process.send?.(typeof address === 'object' ? address?.port : 0);
  });
  process.on('message', () => process.send?.(taken));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) serve();
