/** A mail server on this machine that keeps what it is given, and refuses what it is told to refuse. */
import { createServer } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { afterAll } from 'vitest';

export interface Arrived {
  /** Of the envelope. */
  readonly from: string;
  readonly to: readonly string[];
  readonly raw: string;
  readonly mail: Email;
}

export interface MailSink {
  /** For `mail.smtp`, without a user. */
  readonly url: string;
  readonly port: number;
  readonly arrived: readonly Arrived[];
  /** The mails since the last call. */
  take(): readonly Arrived[];
  close(): Promise<void>;
}

export interface SinkSettings {
  /** A user and password that are let in; others get 535. */
  readonly login?: readonly [string, string];
  /** Recipients that get this answer instead of a yes. */
  readonly refuse?: Readonly<Record<string, { readonly code: number; readonly text: string }>>;
  readonly host?: string;
  /** Where it listens; any port that is free unless given. */
  readonly port?: number;
}

/** Closed after the tests of the file. */
export async function openMailSink(settings: SinkSettings = {}): Promise<MailSink> {
  const { login, refuse = {}, host = '127.0.0.1' } = settings;
  const arrived: Arrived[] = [];
  let taken = 0;
  const server = new SMTPServer({
    authOptional: login === undefined,
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    onAuth({ username, password }, _session, done) {
      if (username === login?.[0] && password === login?.[1]) done(null, { user: username });
      else done(answer(535, '5.7.8 these credentials are not known here'));
    },
    onRcptTo({ address }, _session, done) {
      const no = refuse[address];
      done(no === undefined ? null : answer(no.code, no.text));
    },
    onData(stream, { envelope }, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', async () => {
        const raw = Buffer.concat(chunks);
        const mail = await PostalMime.parse(raw);
        const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
        const to = envelope.rcptTo.map(({ address }) => address);
        arrived.push({ from, to, raw: raw.toString('latin1'), mail });
        done();
      });
    },
  });
  server.on('error', () => {});
  const port = await new Promise<number>((resolve) => {
    const listening = server.listen(settings.port ?? 0, host, () => {
      const address = listening.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()));
  afterAll(close);
  return {
    ...{ url: `smtp://${host}:${port}`, port, arrived, close },
    take() {
      const news = arrived.slice(taken);
      taken = arrived.length;
      return news;
    },
  };
}

/** A port of this machine on which nothing listens. */
export async function closedPort(): Promise<number> {
  const server = createServer();
  const port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** The value of a header as it was sent, unfolded; null where there is none. */
export function headerOf({ mail }: Arrived, name: string): string | null {
  return mail.headers.find(({ key }) => key === name.toLowerCase())?.value ?? null;
}

function answer(code: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode: code });
}
