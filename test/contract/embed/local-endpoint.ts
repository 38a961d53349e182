/** An embedding service played by a server on this machine: its vectors tell of which text they are. */
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { loadConfig } from '../../../src/config/load-config.ts';
import type { Embedder } from '../../../src/embed/embedder.ts';
import type { App } from '../../../src/pipeline/app.ts';
import { openEmbedder } from '../../../src/pipeline/open-embedder.ts';

export interface Asked {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly model: unknown;
  readonly input: readonly string[];
}

export interface LocalEndpoint {
  /** What stands before /embeddings. */
  readonly url: string;
  readonly asked: readonly Asked[];
  /** Every text that was asked for, in order. */
  readonly texts: () => string[];
}

export type Answer = (response: ServerResponse, asked: Asked, times: number) => void;

/** Answers with `answer`, which is told how many requests there were before, until the test ends. */
export async function serveEndpoint(answer: Answer = answerWell): Promise<LocalEndpoint> {
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
    response.on('error', () => {});
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { model, input } = JSON.parse(Buffer.concat(chunks).toString());
    const one = { path: request.url ?? '', headers: request.headers, model, input };
    asked.push(one);
    answer(response, one, asked.length - 1);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  const texts = () => asked.flatMap(({ input }) => input);
  return { url: `http://127.0.0.1:${port}/v1`, asked, texts };
}

/** Three numbers that tell texts of different lengths apart; not of length 1. */
export function vectorOf(text: string): number[] {
  return [text.length, 2, -1];
}

export function unitOf(text: string): Float32Array {
  const norm = Math.hypot(...vectorOf(text));
  return Float32Array.from(vectorOf(text), (value) => value / norm);
}

/** As a service should, but not in the order of the texts: their numbers tell. */
export function answerWell(response: ServerResponse, { input }: Asked): void {
  const data = input.map((text, index) => ({
    object: 'embedding',
    index,
    embedding: vectorOf(text),
  }));
  sendJson(response, { object: 'list', data: data.reverse() });
}

export function sendJson(response: ServerResponse, body: unknown): void {
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(body));
}

export function answerStatus(response: ServerResponse, status: number, retryAfter?: string): void {
  response.statusCode = status;
  if (retryAfter !== undefined) response.setHeader('retry-after', retryAfter);
  response.end('{"error":"a secret of the server"}');
}

/** At noon of 14 October 2026. */
export function appFor(endpoint: LocalEndpoint, more: Readonly<Record<string, string>> = {}): App {
  const environment = {
    ...{ PAPERBOY_SOURCES: 'page.txt', PAPERBOY_TIMEZONE: 'UTC' },
    ...{ PAPERBOY_MAIL_OPERATOR: 'keeper@example.org' },
    ...{ PAPERBOY_EMBED_KIND: 'endpoint', PAPERBOY_EMBED_MODEL: 'tiny' },
    PAPERBOY_EMBED_URL: endpoint.url,
    ...more,
  };
  return { config: loadConfig({ environment }), now: () => new Date('2026-10-14T12:00:00Z') };
}

/** Closed when the test ends. */
export function embedderOf(app: App): Embedder {
  const embedder = openEmbedder(app.config);
  if (embedder === null) throw new Error('no embedder is configured');
  onTestFinished(() => embedder.close());
  return embedder;
}
