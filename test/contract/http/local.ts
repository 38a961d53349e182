/** A server on this machine, and a client that reaches it under any name: all names stand for 127.0.0.1. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import {
  createHttpClient,
  type HttpClient,
  type HttpClientOptions,
} from '../../../src/lib/http/client.ts';
import type { Lookup } from '../../../src/lib/http/connect.ts';
import { usualRetries } from '../../../src/lib/http/retry.ts';

export interface Local {
  readonly port: number;
  /** `at('/x', 'some.name')` is the server's address under that name. */
  readonly at: (path: string, host?: string) => string;
  readonly requests: readonly IncomingMessage[];
  /** Connections ever made, and the most that were open together. */
  readonly connections: { made: number; open: number; most: number };
}

/** Serves until the test ends. */
export async function serve(listener: RequestListener): Promise<Local> {
  const requests: IncomingMessage[] = [];
  const connections = { made: 0, open: 0, most: 0 };
  const server = createServer((request, response) => {
    requests.push(request);
    response.on('error', () => {});
    listener(request, response);
  });
  server.on('connection', (socket) => {
    connections.made++;
    connections.open++;
    connections.most = Math.max(connections.most, connections.open);
    socket.on('close', () => connections.open--);
    socket.on('error', () => {});
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  const at = (path: string, host = 'papers.example') => `http://${host}:${port}${path}`;
  return { port, at, requests, connections };
}

export const lookUpHere: Lookup = async () => [{ address: '127.0.0.1', family: 4 }];

/** Retries without waiting long. */
export const quickRetries = { ...usualRetries, base: 1 };

/** A client that may go everywhere; closed when the test ends. */
export function openClient(options: Partial<HttpClientOptions> = {}): HttpClient {
  const client = createHttpClient({
    userAgent: 'Paperboy/0.1 (paper digest; you@example.org)',
    timeout: 5_000,
    maxBytes: 1_000_000,
    allowPrivate: () => true,
    retries: quickRetries,
    ...options,
    connect: { lookup: lookUpHere, ...options.connect },
  });
  onTestFinished(() => client.close());
  return client;
}
