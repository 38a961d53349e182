/** A request as servers see it, and what becomes of every kind of answer. */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
import { lookUpHere, openClient, quickRetries, serve } from './local.ts';

const papers = '<p>Grey squares, white noise</p>';
const onlyOnce = { retries: { ...quickRetries, most: 0 } };
const lastModified = 'Sun, 01 Mar 2026 12:00:00 GMT';

test('a document comes with all that is known of it', async () => {
  const local = await serve((_, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.setHeader('etag', '"v1"');
    response.setHeader('last-modified', lastModified);
    response.setHeader('date', 'Mon, 02 Mar 2026 08:00:00 GMT');
    response.end(papers);
  });
  const address = local.at('/papers?day=1');

  const result = await openClient().get(address);

  expect(result).toEqual({
    kind: 'fetched',
    bytes: Buffer.from(papers),
    bodyHash: createHash('sha256').update(papers).digest('hex'),
    contentType: 'text/html; charset=utf-8',
    address,
    status: 200,
    validators: { etag: '"v1"', lastModified, from: address },
    date: '2026-03-02T08:00:00.000Z',
  });
});

test('a request says who asks and what it understands, and nothing else', async () => {
  const local = await serve((_, response) => {
    response.setHeader('set-cookie', 'a=b');
    response.end(papers);
  });
  const client = openClient();
  await client.get(local.at('/'));

  await client.get(local.at('/'), { accept: 'text/plain' });

  const [first, second] = local.requests;
  expect(first?.method).toBe('GET');
  expect(first?.headers).toMatchObject({
    'user-agent': 'Paperboy/0.1 (paper digest; you@example.org)',
    'accept-encoding': 'gzip, br, deflate',
    accept: expect.stringContaining('application/json'),
  });
  expect(second?.headers.accept).toBe('text/plain');
  for (const { headers } of local.requests) {
    expect(Object.keys(headers).sort()).toEqual([
      'accept',
      'accept-encoding',
      'connection',
      'host',
      'user-agent',
    ]);
  }
});

test('both validators are sent back, and nothing new is a value', async () => {
  const local = await serve((_, response) => {
    response.writeHead(304, { etag: '"v2"' }).end();
  });
  const from = local.at('/');

  const result = await openClient().get(from, { validators: { etag: '"v1"', lastModified, from } });

  expect(local.requests[0]?.headers).toMatchObject({
    'if-none-match': '"v1"',
    'if-modified-since': lastModified,
  });
  expect(result).toMatchObject({
    kind: 'unchanged',
    validators: { etag: '"v2"', lastModified, from },
  });
});

test('validators go to no other address than the one that gave them', async () => {
  const local = await serve((request, response) => {
    if (request.url === '/old') response.writeHead(302, { location: '/new' }).end();
    else if (request.headers['if-none-match']) response.writeHead(304).end();
    else response.end(papers);
  });
  const client = openClient();

  const stale = await client.get(local.at('/old'), {
    validators: { etag: '"1"', lastModified, from: local.at('/old') },
  });
  const fresh = await client.get(local.at('/old'), {
    validators: { etag: '"1"', lastModified, from: local.at('/new') },
  });

  expect(local.requests.map(({ headers }) => headers['if-none-match'])).toEqual([
    '"1"',
    undefined,
    undefined,
    '"1"',
  ]);
  expect(stale.kind).toBe('fetched');
  expect(fresh.kind).toBe('unchanged');
});

test('"nothing new" is a failure where it was not asked for', async () => {
  const local = await serve((_, response) => response.writeHead(304).end());

  const result = await openClient().get(local.at('/'));

  expect(result).toMatchObject({ kind: 'failed', reason: 'status', status: 304 });
});

test.each([
  [204, 'the server answered 204 No Content'],
  [206, 'the server answered 206 Partial Content'],
  [300, 'the server answered 300 Multiple Choices'],
  [302, 'the server answered 302 Found'],
  [403, 'the server answered 403 Forbidden'],
  [404, 'the server answered 404 Not Found'],
  [410, 'the server answered 410 Gone'],
  [699, 'the server answered 699'],
])('a status of %i brings no document', async (status, message) => {
  const local = await serve((_, response) => {
    response.statusMessage = 'Words of the server';
    response.writeHead(status).end(status === 204 ? undefined : papers);
  });

  const result = await openClient(onlyOnce).get(local.at('/'));

  expect(result).toEqual({ kind: 'failed', reason: 'status', status, retryAfter: null, message });
});

test('a body that is cut off is no document', async () => {
  const local = await serve((_, response) => {
    response.writeHead(200, { 'content-length': 100 });
    response.write(papers);
    setTimeout(() => response.destroy(), 20);
  });

  const result = await openClient(onlyOnce).get(local.at('/'));

  expect(result).toMatchObject({ reason: 'reset', message: 'the connection was cut' });
});

test('a chunked body that is cut off is no document', async () => {
  const local = await serve((_, response) => {
    response.write(papers);
    setTimeout(() => response.destroy(), 20);
  });

  expect(await openClient(onlyOnce).get(local.at('/'))).toMatchObject({ reason: 'reset' });
});

/** A server that says `words` to whoever connects, and hangs up. */
async function say(words: string): Promise<string> {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.end(words);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
  });
  const address = server.address();
  return `http://papers.example:${typeof address === 'object' ? address?.port : ''}/`;
}

test.each([
  ['SSH-2.0-OpenSSH\r\n', 'protocol'],
  [`HTTP/1.1 200 OK\r\nx: ${'y'.repeat(100_000)}\r\n\r\n`, 'protocol'],
  ['HTTP/1.1 200 OK\r\ncontent-length: -1\r\n\r\n', 'protocol'],
  ['HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n', 'reset'],
  ['HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n9\r\nGrey', 'reset'],
  ['', 'reset'],
])('what is not HTTP (%#) is told as such', async (words, reason) => {
  expect(await openClient(onlyOnce).get(await say(words))).toMatchObject({
    kind: 'failed',
    reason,
  });
});

test('a port where nobody listens is told as such', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  await new Promise((resolve) => server.close(resolve));

  const result = await openClient(onlyOnce).get(`http://papers.example:${port}/`);

  expect(result).toMatchObject({
    reason: 'refused',
    message: 'nobody answers there (connection refused)',
  });
});

test.each([
  ['ENOTFOUND', 'name', 'there is no such host'],
  ['EAI_AGAIN', 'unreachable', 'the name could not be looked up; is this machine online?'],
])('a lookup that ends with %s is told as such', async (code, reason, message) => {
  const lookup = async () => {
    throw Object.assign(new Error('no luck'), { code });
  };

  const result = await openClient({ ...onlyOnce, connect: { lookup } }).get('http://gone.example/');

  expect(result).toMatchObject({ reason, message });
});

test('the caller can stop it at any time', async () => {
  const local = await serve((_, response) => response.write('…'));
  const client = openClient();
  const controller = new AbortController();

  const running = client.get(local.at('/'), { signal: controller.signal });
  await expect.poll(() => local.requests.length).toBe(1);
  controller.abort();

  expect(await running).toMatchObject({ kind: 'failed', reason: 'stopped' });
  expect(await client.get(local.at('/'), { signal: controller.signal })).toMatchObject({
    reason: 'stopped',
  });
  expect(local.requests).toHaveLength(1);
});

test('connections are kept for the next request and closed at the end', async () => {
  const local = await serve((_, response) => response.end(papers));
  const client = openClient();
  await client.get(local.at('/1'));
  await new Promise((resolve) => setImmediate(resolve));
  await client.get(local.at('/2'));
  expect(local.connections).toMatchObject({ made: 1, open: 1 });

  await client.close();

  await expect.poll(() => local.connections.open).toBe(0);
  await expect(client.get(local.at('/3'))).rejects.toThrow('closed');
});

test('closing ends what is under way', async () => {
  const local = await serve((_, response) => response.write('…'));
  const client = openClient();
  const running = client.get(local.at('/'));
  await expect.poll(() => local.requests.length).toBe(1);

  await client.close();

  expect(await running).toMatchObject({ reason: 'stopped', message: 'the program is ending' });
});

test('a proxy of the environment is not used', async () => {
  const proxy = await serve((_, response) => response.end('from the proxy'));
  const local = await serve((_, response) => response.end(papers));
  for (const name of ['HTTP_PROXY', 'http_proxy', 'ALL_PROXY', 'NODE_USE_ENV_PROXY']) {
    vi.stubEnv(name, `http://127.0.0.1:${proxy.port}`);
  }
  vi.stubEnv('NO_PROXY', '');
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });

  const result = await openClient({ connect: { lookup: lookUpHere } }).get(local.at('/'));

  expect(result).toMatchObject({ kind: 'fetched', bytes: Buffer.from(papers) });
  expect(proxy.connections.made).toBe(0);
});
