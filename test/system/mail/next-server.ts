/** The server to which Postfix passes mail on: it refuses or puts off by the recipient's name, or takes it. */
import { SMTPServer } from 'smtp-server';

export interface NextServer {
  readonly port: number;
  /** Recipients of what it took, in the order in which it came. */
  readonly taken: readonly string[];
  close(): Promise<void>;
}

export interface Answer {
  readonly at: 'rcpt' | 'body';
  readonly code: number;
  readonly text: string;
}

/** `decide` gives null for what is taken. */
export async function startNextServer(
  decide: (recipient: string) => Answer | null,
): Promise<NextServer> {
  const taken: string[] = [];
  const refuse = (recipients: readonly string[], at: Answer['at']) => {
    const answer = recipients.map(decide).find((found) => found?.at === at);
    return answer === undefined || answer === null
      ? null
      : Object.assign(new Error(answer.text), { responseCode: answer.code });
  };
  const server = new SMTPServer({
    ...{ disabledCommands: ['AUTH', 'STARTTLS'], disableReverseLookup: true, logger: false },
    onRcptTo: ({ address }, _session, done) => done(refuse([address], 'rcpt')),
    onData(stream, { envelope }, done) {
      const recipients = envelope.rcptTo.map(({ address }) => address);
      stream.resume();
      stream.once('end', () => {
        const refusal = refuse(recipients, 'body');
        if (refusal === null) taken.push(...recipients);
        done(refusal);
      });
    },
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    ...{ port: address.port, taken },
    close: () => new Promise((done) => server.close(() => done())),
  };
}
