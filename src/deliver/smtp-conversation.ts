/** The mail library's connection with a watch on it: every step ends, in time, and a dead connection is known as such. */
import { connect, type Socket } from 'node:net';
import type SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { SmtpServer } from './smtp-address.ts';
import { type SmtpTimeouts, timeoutOf } from './smtp-timeouts.ts';
import { createTranscript, type Transcript } from './transcript.ts';

export interface ConversationSettings {
  readonly server: SmtpServer;
  readonly ehloName: string;
  readonly timeouts: SmtpTimeouts;
  /** Trusted beside nobody else, in PEM; for tests. */
  readonly ca?: string | undefined;
}

export interface Conversation {
  readonly connection: SMTPConnection;
  readonly transcript: Transcript;
  isAlive(): boolean;
  /** Runs one step; rejects when the library says so, the connection ends, or the peer says nothing for too long. */
  run(start: (done: (error?: Error | null) => void) => void): Promise<void>;
  /** While `work` goes on, the peer is not waited for. */
  withoutWatch<T>(work: () => Promise<T>): Promise<T>;
  /** Waits for the end of the connection, at most `ms`. */
  ended(ms: number): Promise<void>;
  drop(): void;
}

/** The library's own timers know no stages: they are set beyond all of ours. */
const never = 24 * 60 * 60 * 1000;

/** Rejects where there is no connection within the time. */
export async function startConversation(settings: ConversationSettings): Promise<Conversation> {
  // Loaded first: between the connection and its listeners nothing may be waited for.
  const { default: Connection } = await import('nodemailer/lib/smtp-connection');
  const { server, timeouts } = settings;
  const socket = await connectSocket(server, timeouts.connect);
  const transcript = createTranscript(server.secure, () => watch());
  const connection = new Connection({
    host: server.host,
    port: server.port,
    connection: socket,
    name: settings.ehloName,
    secure: server.secure,
    // Demanded, so that the library never goes on in plain; on this machine certificates seldom have its name.
    requireTLS: !server.secure && !server.loopback,
    ignoreTLS: !server.secure && server.loopback,
    tls: {
      rejectUnauthorized: !server.loopback,
      minVersion: 'TLSv1.2',
      ...(settings.ca === undefined ? {} : { ca: settings.ca }),
    },
    connectionTimeout: never,
    greetingTimeout: never,
    socketTimeout: never,
    socketCloseTimeout: 0,
    transactionLog: true,
    logger: { ...transcript.logger },
  });

  let alive = true;
  let fail: ((error: Error) => void) | null = null;
  let watched = true;
  let timer: NodeJS.Timeout | undefined;

  function watch(): void {
    clearTimeout(timer);
    if (fail === null || !watched) return;
    const ms = timeoutOf(transcript.stage(), timeouts);
    timer = setTimeout(() => end(new Error(`no answer within ${ms / 1000} s`)), ms);
  }

  function end(error: Error): void {
    alive = false;
    const failStep = fail;
    connection.close();
    failStep?.(error);
  }

  connection.on('error', end);
  connection.on('end', () => end(new Error('the connection was closed')));

  return {
    connection,
    transcript,
    isAlive: () => alive,
    run(start) {
      return new Promise<void>((resolve, reject) => {
        if (!alive) {
          reject(new Error('the connection was closed'));
          return;
        }
        const settle = (error?: Error | null) => {
          fail = null;
          clearTimeout(timer);
          if (error) reject(error);
          else resolve();
        };
        fail = settle;
        watch();
        start(settle);
      });
    },
    async withoutWatch(work) {
      watched = false;
      watch();
      try {
        return await work();
      } finally {
        watched = true;
        watch();
      }
    },
    ended(ms) {
      return new Promise((resolve) => {
        if (!alive) {
          resolve();
          return;
        }
        const longest = setTimeout(resolve, ms).unref();
        connection.once('end', () => {
          clearTimeout(longest);
          resolve();
        });
      });
    },
    drop: () => end(new Error('the connection was given up')),
  };
}

function connectSocket({ host, port }: SmtpServer, ms: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port });
    const timer = setTimeout(() => {
      socket.destroy(new Error(`no connection within ${ms / 1000} s`));
    }, ms);
    socket.once('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    socket.once('connect', () => {
      clearTimeout(timer);
      socket.removeAllListeners('error');
      resolve(socket);
    });
  });
}
