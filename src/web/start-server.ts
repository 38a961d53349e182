/** The web application on a port of this machine, with limits on what a client may take its time for. */
import { createServer } from 'node:http';
import { createAdaptorServer } from '@hono/node-server';
import type { Hono } from 'hono';
import { PaperboyError } from '../lib/errors.ts';
import { capConnections } from './connection-cap.ts';

export interface RunningServer {
  /** Where it answers, with closing slash. */
  readonly address: string;
  /** Takes no new connections, lets answers under way finish for `grace` milliseconds, then cuts them. */
  stop(grace: number): Promise<void>;
}

/** Slow clients are cut off: nothing here is large, and nobody has much to send. Milliseconds. */
const limits = {
  headersTimeout: 10_000,
  requestTimeout: 15_000,
  keepAliveTimeout: 5_000,
  maxHeaderSize: 16_384,
  connectionsCheckingInterval: 2_000,
} as const;

/** Milliseconds of silence on a connection, also of a client that does not take its answer. */
const silence = 20_000;

/** Well below the thousand files that a process may usually have open. */
const mostConnections = 400;

/** @throws PaperboyError SERVER_FAILED where the port cannot be had. */
export async function startServer(site: Hono, host: string, port: number): Promise<RunningServer> {
  const server = createAdaptorServer({
    fetch: site.fetch,
    createServer,
    serverOptions: limits,
    overrideGlobalObjects: false,
  }) as ReturnType<typeof createServer>;
  server.setTimeout(silence);
  capConnections(server, mostConnections);
  await new Promise<void>((done, fail) => {
    server.once('error', (error) => fail(cannotListen(host, port, error)));
    server.listen(port, host, done);
  });
  const bound = server.address();
  const actual = typeof bound === 'object' && bound !== null ? bound.port : port;
  return {
    address: `http://${host.includes(':') ? `[${host}]` : host}:${actual}/`,
    stop: (grace) =>
      new Promise((done) => {
        const cut = setTimeout(() => server.closeAllConnections(), grace);
        server.close(() => {
          clearTimeout(cut);
          done();
        });
        server.closeIdleConnections();
      }),
  };
}

function cannotListen(host: string, port: number, error: NodeJS.ErrnoException): PaperboyError {
  const reasons: Readonly<Record<string, string>> = {
    EADDRINUSE: 'another program has it',
    EACCES: 'that needs more rights',
    EADDRNOTAVAIL: 'this machine has no such address',
    ENOTFOUND: 'this machine has no such address',
  };
  const reason = reasons[error.code ?? ''] ?? error.message;
  return new PaperboyError('SERVER_FAILED', `port ${port} of ${host} cannot be had: ${reason}`, {
    hint: 'Choose others with --port and --host.',
    cause: error,
  });
}
