/** Nothing takes longer than its deadline, however alive the server looks. */
import type { Socket } from 'node:net';
import { expect, test } from 'vitest';
import { openClient, quickRetries, serve } from './local.ts';

const onlyOnce = { ...quickRetries, most: 0 };

async function timed<T>(work: Promise<T>): Promise<{ result: T; took: number }> {
  const start = performance.now();
  const result = await work;
  return { result, took: performance.now() - start };
}

/** Calls `drop` every 20 ms until the connection ends. */
function drip(socket: Socket | null, drop: () => void): void {
  const timer = setInterval(drop, 20);
  socket?.on('close', () => clearInterval(timer));
}

test('a connection that does not come about is given up', async () => {
  const connect = { dial: () => new Promise<never>(() => {}) };
  const client = openClient({ connectTimeout: 100, retries: onlyOnce, connect });

  const { result, took } = await timed(client.get('http://papers.example/'));

  expect(result).toMatchObject({ reason: 'timeout', message: 'no connection within 0.1 s' });
  expect(took).toBeLessThan(1_000);
});

test('the whole deadline holds while connecting as well', async () => {
  const connect = { dial: () => new Promise<never>(() => {}) };
  const client = openClient({ timeout: 100, connect });

  const { result, took } = await timed(client.get('http://papers.example/'));

  expect(result).toMatchObject({ reason: 'timeout', message: 'no whole answer within 0.1 s' });
  expect(took).toBeLessThan(1_000);
});

test('a server that says nothing is given up', async () => {
  const local = await serve(() => {});
  const client = openClient({ headersTimeout: 150, retries: onlyOnce });

  const { result, took } = await timed(client.get(local.at('/')));

  expect(result).toMatchObject({ reason: 'timeout', message: 'no answer within 0.2 s' });
  expect(took).toBeLessThan(1_000);
});

test('headers that drip are given up', async () => {
  const local = await serve(({ socket }) => {
    socket.write('HTTP/1.1 200 OK\r\n');
    drip(socket, () => socket.write('x: y\r\n'));
  });
  const client = openClient({ headersTimeout: 200, retries: onlyOnce });

  const { result, took } = await timed(client.get(local.at('/')));

  expect(result).toMatchObject({ reason: 'timeout', message: 'no answer within 0.2 s' });
  expect(took).toBeLessThan(1_000);
});

test.each([200, 404])('a body of a %i that drips ends at the deadline', async (status) => {
  const local = await serve((_, response) => {
    response.writeHead(status);
    drip(response.socket, () => response.write('.'));
  });
  const client = openClient({ timeout: 300, headersTimeout: 200 });

  const { result, took } = await timed(client.get(local.at('/')));

  expect(result).toMatchObject({ reason: 'timeout', message: 'no whole answer within 0.3 s' });
  expect(took).toBeGreaterThan(280);
  expect(took).toBeLessThan(1_000);
  await expect.poll(() => local.connections.open).toBe(0);
});

test('retries and redirects are within the one deadline', async () => {
  const local = await serve((request, response) => {
    const hop = Number(request.url?.slice(1));
    setTimeout(() => response.writeHead(302, { location: `/${hop + 1}` }).end(), 120);
  });
  const slow = await serve((_, response) => {
    setTimeout(() => response.writeHead(503).end(), 120);
  });
  const client = openClient({ timeout: 300 });

  const redirected = await timed(client.get(local.at('/1')));
  const retried = await timed(client.get(slow.at('/')));

  for (const { result, took } of [redirected, retried]) {
    expect(result).toMatchObject({ reason: 'timeout', message: 'no whole answer within 0.3 s' });
    expect(took).toBeLessThan(1_000);
  }
  expect(slow.requests).toHaveLength(3);
});

test('a wait that would go past the deadline is not begun', async () => {
  const local = await serve((_, response) => {
    response.writeHead(503, { 'retry-after': '2' }).end();
  });
  const client = openClient({ timeout: 1_000 });

  const { result, took } = await timed(client.get(local.at('/')));

  expect(result).toMatchObject({ reason: 'status', status: 503, retryAfter: 2_000 });
  expect(took).toBeLessThan(500);
});
