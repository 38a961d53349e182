/** A source on a port of its own that answers as it should, or fails in one of eight ways, and can be healed. */
import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FormatSample } from './five-listings.ts';

export const faults = [
  'refused',
  'hang',
  'reset',
  '500',
  '429',
  'wrong type',
  'truncated',
  'changed',
] as const;

export type Fault = (typeof faults)[number];

export interface FaultySource {
  readonly sample: FormatSample;
  readonly address: string;
  /** Requests so far. */
  asked(): number;
  fail(fault: Fault): Promise<void>;
  heal(): Promise<void>;
  close(): Promise<void>;
}

/** The share of a document that arrives before it is cut. */
const cutAt = 0.6;

/** @param host every source has another, as in life: who asks to be left alone speaks for his host. */
export async function openSource(sample: FormatSample, host: string): Promise<FaultySource> {
  let fault: Fault | null = null;
  let requests = 0;
  const server = createServer((_, response) => {
    requests++;
    response.on('error', () => {});
    if (fault === null) send(response, sample.contentType, sample.body);
    else answerFaulty(response, sample, fault);
  });
  server.on('connection', (socket) => socket.on('error', () => {}));
  await listen(server, host, 0);
  const { port } = server.address() as AddressInfo;
  return {
    sample,
    address: `http://${host}:${port}${sample.path}`,
    asked: () => requests,
    fail: async (next) => {
      fault = next;
      if (next === 'refused') await stop(server);
    },
    heal: async () => {
      fault = null;
      if (!server.listening) await listen(server, host, port);
    },
    close: () => stop(server),
  };
}

function answerFaulty(response: ServerResponse, sample: FormatSample, fault: Fault): void {
  const { body, contentType, changed, other } = sample;
  const part = body.slice(0, Math.floor(body.length * cutAt));
  switch (fault) {
    case 'refused':
    case 'hang':
      return;
    case 'reset':
      response.writeHead(200, {
        'content-type': contentType,
        'content-length': Buffer.byteLength(body),
      });
      response.write(part, () => response.socket?.resetAndDestroy());
      return;
    case '500':
      response.writeHead(500, { 'content-type': 'text/html' }).end('<h1>Out of order</h1>');
      return;
    case '429':
      response.writeHead(429, { 'retry-after': '1', 'content-type': 'text/plain' }).end('Slower');
      return;
    case 'wrong type':
      send(response, other.contentType, other.body);
      return;
    case 'truncated':
      send(response, contentType, part);
      return;
    case 'changed':
      send(response, contentType, changed);
      return;
  }
}

function send(response: ServerResponse, contentType: string, body: string): void {
  response.writeHead(200, { 'content-type': contentType }).end(body);
}

async function listen(server: Server, host: string, port: number): Promise<void> {
  server.listen(port, host);
  await once(server, 'listening');
}

async function stop(server: Server): Promise<void> {
  if (!server.listening) return;
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}
