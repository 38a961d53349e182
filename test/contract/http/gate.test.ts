/** arXiv gets one request at a time, with a pause after each, whoever asks: sources, processes, restarts. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { createGate, type Gate } from '../../../src/lib/http/gate.ts';
import { usualSpacings } from '../../../src/lib/http/spacing.ts';
import { openStore, type Store } from '../../../src/store/store.ts';
import { type Local, openClient, quickRetries, serve } from './local.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const worker = fileURLToPath(new URL('gate-worker.ts', import.meta.url));
const spaced = (interval: number) => [{ name: 'arxiv', hosts: ['arxiv.org'], interval }];

interface Span {
  readonly from: number;
  readonly to: number;
}

/** Answers after 40 ms; notes from when to when each request ran. */
async function serveSlowly(): Promise<Local & { spans: Span[] }> {
  const spans: Span[] = [];
  const local = await serve((_, response) => {
    const from = performance.now();
    setTimeout(() => {
      response.end('words');
      spans.push({ from, to: performance.now() });
    }, 40);
  });
  return { ...local, spans };
}

/** Timers and the server's own work blur the moments by some milliseconds. */
const blur = 5;

function expectSpaced(spans: readonly Span[], interval: number): void {
  for (const [nth, { from }] of spans.slice(1).entries()) {
    expect(from - (spans[nth]?.to ?? 0)).toBeGreaterThanOrEqual(interval - blur);
  }
}

async function openTestStore(): Promise<{ store: Store; path: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-gate-'));
  const path = join(folder, 'paperboy.db');
  const store = await openStore(path);
  onTestFinished(async () => {
    await store.close();
    rmSync(folder, { recursive: true });
  });
  return { store, path };
}

function start(path: string, local: Local, interval: number, count: number, timeout = 5_000) {
  const args = [path, local.port, interval, count, timeout].map(String);
  return spawn(process.execPath, ['--import', 'tsx', worker, ...args], { cwd: root });
}

async function outputOf(child: ChildProcess): Promise<string> {
  let output = '';
  child.stdout?.on('data', (data) => {
    output += data;
  });
  child.stderr?.on('data', (data) => {
    output += data;
  });
  await once(child, 'close');
  return output.trim();
}

test("arXiv's pause is three seconds unless told otherwise", () => {
  expect(usualSpacings).toContainEqual({ name: 'arxiv', hosts: ['arxiv.org'], interval: 3_000 });
});

test('a client without a gate of its own keeps the pause', async () => {
  const local = await serveSlowly();
  const client = openClient();

  await client.get(local.at('/', 'arxiv.org'));
  await client.get(local.at('/', 'export.arxiv.org'));

  expectSpaced(local.spans, 3_000);
  expect(local.spans).toHaveLength(2);
});

test('three sources at once are asked one after the other, over one connection at a time', async () => {
  const local = await serveSlowly();
  const client = openClient({ gate: createGate({ spacings: spaced(150) }) });
  const hosts = ['arxiv.org', 'export.arxiv.org', 'rss.arxiv.org.'];

  const results = await Promise.all(hosts.map((host) => client.get(local.at('/', host))));

  expect(results.map(({ kind }) => kind)).toEqual(['fetched', 'fetched', 'fetched']);
  expect(local.requests.map(({ headers }) => headers.host?.split(':')[0])).toEqual(hosts);
  expectSpaced(local.spans, 150);
  expect(local.connections.most).toBe(1);
});

test('other hosts are asked meanwhile, all at once', async () => {
  const local = await serveSlowly();
  const client = openClient({ gate: createGate({ spacings: spaced(600) }) });
  await client.get(local.at('/', 'arxiv.org'));
  const begin = performance.now();

  await Promise.all([
    client.get(local.at('/', 'arxiv.org')),
    ...['a.example', 'b.example'].map((host) => client.get(local.at('/', host))),
  ]);

  const [, second, third, last] = local.spans;
  expect(second!.to - begin).toBeLessThan(550);
  expect(third!.from).toBeLessThan(second!.to);
  expect(last!.from - begin).toBeGreaterThan(590);
});

test('redirects and retries wait for their turn as well', async () => {
  const times: number[] = [];
  const local = await serve((request, response) => {
    times.push(performance.now());
    if (request.url === '/a') response.writeHead(302, { location: at('/b', 'arxiv.org') }).end();
    else response.writeHead(times.length === 2 ? 503 : 200).end();
  });
  const { at } = local;
  const client = openClient({ gate: createGate({ spacings: spaced(120) }) });

  const result = await client.get(at('/a', 'rss.arxiv.org'));

  expect(result.kind).toBe('fetched');
  expect(times).toHaveLength(3);
  expect(times[1]! - times[0]!).toBeGreaterThanOrEqual(120 - blur);
  expect(times[2]! - times[1]!).toBeGreaterThanOrEqual(120 - blur);
  expect(local.connections.most).toBe(1);
});

test('waiting for the turn does not count into the deadline of the request', async () => {
  const local = await serve(({ url }, response) => {
    if (url?.endsWith('/a')) response.writeHead(302, { location: 'b' });
    setTimeout(() => response.end('words'), 40);
  });
  const client = openClient({ timeout: 250, gate: createGate({ spacings: spaced(300) }) });

  const results = await Promise.all(
    [1, 2].map((nth) => client.get(local.at(`/${nth}/a`, 'arxiv.org'))),
  );

  expect(results.map(({ kind }) => kind)).toEqual(['fetched', 'fetched']);
  expect(local.requests).toHaveLength(4);
});

test('who waits may give up, in the queue or at its head, and those behind get their turn', async () => {
  const local = await serveSlowly();
  const client = openClient({ gate: createGate({ spacings: spaced(200) }), gateTimeout: 1_000 });
  const [inQueue, atHead] = [new AbortController(), new AbortController()];
  const get = (signal?: AbortSignal) =>
    client.get(local.at('/', 'arxiv.org'), signal ? { signal } : {});

  const running = Promise.all([get(), get(inQueue.signal), get(atHead.signal), get()]);
  await expect.poll(() => local.requests.length, { interval: 5 }).toBe(1);
  inQueue.abort();
  setTimeout(() => atHead.abort(), 100);
  const results = await running;

  expect(results).toMatchObject([
    { kind: 'fetched' },
    { reason: 'stopped', message: 'it was stopped' },
    { reason: 'stopped', message: 'it was stopped' },
    { kind: 'fetched' },
  ]);
  expect(local.spans).toHaveLength(2);
  expectSpaced(local.spans, 200);
});

test('who waits too long is told so', async () => {
  const local = await serveSlowly();
  const client = openClient({ gate: createGate({ spacings: spaced(5_000) }), gateTimeout: 100 });
  await client.get(local.at('/', 'arxiv.org'));

  const result = await client.get(local.at('/', 'arxiv.org'));

  expect(result).toMatchObject({ kind: 'failed', reason: 'busy' });
});

test('a request that fails gives its turn back', async () => {
  const local = await serve(({ socket, url }, response) => {
    if (url === '/cut') socket.destroy();
    else response.end('words');
  });
  const { store } = await openTestStore();
  const gate = createGate({ spacings: spaced(50), rows: store.gates });
  const client = openClient({ gate, gateTimeout: 2_000, retries: { ...quickRetries, most: 0 } });

  const first = await client.get(local.at('/cut', 'arxiv.org'));
  const second = await client.get(local.at('/', 'arxiv.org'));

  expect([first.kind, second.kind]).toEqual(['failed', 'fetched']);
});

test('those who wait while a host asks to be left alone do not ask it any more', async () => {
  const local = await serve((_, response) => {
    setTimeout(() => response.writeHead(429, { 'retry-after': '600' }).end(), 100);
  });
  const client = openClient({ gate: createGate({ spacings: spaced(50) }) });

  const results = await Promise.all([1, 2, 3].map(() => client.get(local.at('/', 'arxiv.org'))));

  expect(results).toMatchObject([
    { status: 429 },
    { reason: 'cool-down' },
    { reason: 'cool-down' },
  ]);
  expect(local.requests).toHaveLength(1);
});

test('two processes share the pause and the one connection', async () => {
  const local = await serveSlowly();
  const { path } = await openTestStore();

  const outputs = await Promise.all(
    [start(path, local, 300, 4), start(path, local, 300, 4)].map(outputOf),
  );

  expect(outputs).toEqual(Array(2).fill('fetched fetched fetched fetched'));
  expect(local.spans).toHaveLength(8);
  expectSpaced(local.spans, 300);
  expect(local.connections.most).toBe(1);
});

test('the pause holds over a restart', async () => {
  const local = await serveSlowly();
  const { path } = await openTestStore();

  await outputOf(start(path, local, 2_500, 1));
  await outputOf(start(path, local, 2_500, 1));

  expect(local.spans).toHaveLength(2);
  expectSpaced(local.spans, 2_500);
});

test('the turn of a process that was killed is free again when its lease is over', async () => {
  const local = await serve((request, response) => {
    if (request.url !== '/0') response.end('words');
  });
  const { path, store } = await openTestStore();
  const child = start(path, local, 300, 1, 60_000);
  await expect.poll(() => local.requests.length, { timeout: 10_000 }).toBe(1);
  child.kill('SIGKILL');
  await once(child, 'close');
  let now = Date.now();
  const gate: Gate = createGate({ spacings: spaced(300), rows: store.gates, clock: () => now });
  const client = openClient({ gate, gateTimeout: 300 });
  const get = () => client.get(local.at('/1', 'arxiv.org'));

  const held = await get();
  now += 66_000;
  const free = await get();

  expect(held).toMatchObject({ reason: 'busy' });
  expect(free.kind).toBe('fetched');
});
