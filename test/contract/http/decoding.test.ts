/** Compressed bodies are read whatever way they are compressed, and none grows past the cap. */
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { brotliCompressSync, constants, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { openClient, serve } from './local.ts';

const text = 'Grey squares, white noise. '.repeat(5_000);
const none = Buffer.alloc(0);

async function answer(encoding: string | string[], body: Buffer, maxBytes = 1_000_000) {
  const local = await serve((_, response) => {
    response.setHeader('content-encoding', encoding);
    response.end(body);
  });
  return openClient({ maxBytes }).get(local.at('/'));
}

test.each([
  ['gzip', gzipSync(text)],
  ['GZIP', gzipSync(text)],
  ['x-gzip', gzipSync(text)],
  ['gzip', Buffer.concat([gzipSync(text.slice(0, 700)), gzipSync(text.slice(700))])],
  ['br', brotliCompressSync(text)],
  ['deflate', deflateSync(text)],
  ['deflate', deflateRawSync(text)],
  ['identity', Buffer.from(text)],
  ['gzip, gzip', gzipSync(gzipSync(text))],
  ['gzip, br', brotliCompressSync(gzipSync(text))],
  ['br, identity, deflate', deflateSync(brotliCompressSync(text))],
  ['deflate,br , gzip', gzipSync(brotliCompressSync(deflateRawSync(text)))],
  [['gzip', 'br'], brotliCompressSync(gzipSync(text))],
])('%s (%#) is read', async (encoding, body) => {
  const result = await answer(encoding, body);

  expect(result.kind === 'fetched' && String(result.bytes) === text).toBe(true);
});

test.each(['gzip', 'deflate'])('nothing at all may claim to be %s', async (name) => {
  expect(await answer(name, none)).toMatchObject({ kind: 'fetched', bytes: none });
});

test.each([
  ['gzip, gzip, gzip, gzip', gzipSync(gzipSync(gzipSync(gzipSync(text))))],
  ['zstd', Buffer.from(text)],
  ['constructor', Buffer.from(text)],
  ['gzip', Buffer.from(text)],
  ['gzip', gzipSync(text).subarray(0, 200)],
  ['br', Buffer.from(text)],
  ['br', brotliCompressSync(text).subarray(0, 30)],
  ['deflate', deflateSync(text).subarray(0, 100)],
  ['br, gzip', gzipSync(text)],
])('%s that cannot be decoded (%#) is told as such', async (encoding, body) => {
  expect(await answer(encoding, body)).toMatchObject({ kind: 'failed', reason: 'encoding' });
});

test('the cap is on what is read, to the byte', async () => {
  const most = text.length;

  expect(await answer('identity', Buffer.from(text), most)).toMatchObject({ kind: 'fetched' });
  expect(await answer('gzip', gzipSync(text), most)).toMatchObject({ kind: 'fetched' });
  expect(await answer('gzip', gzipSync(text), most - 1)).toMatchObject({ reason: 'too-large' });
  expect(await answer('identity', Buffer.from(text), most - 1)).toEqual({
    kind: 'failed',
    reason: 'too-large',
    status: null,
    retryAfter: null,
    message: `it is larger than ${(most - 1) / 1_000_000} MB`,
  });
});

test('a body without end is cut at the cap', async () => {
  const local = await serve((_, response) => {
    const push = () => {
      let more = true;
      while (more && !response.destroyed) more = response.write(Buffer.alloc(60_000));
    };
    response.on('drain', push);
    push();
  });

  expect(await openClient().get(local.at('/'))).toMatchObject({ reason: 'too-large' });
  await expect.poll(() => local.connections.open).toBe(0);
});

test('a body announced as too large is not read at all', async () => {
  const local = await serve((_, response) => {
    response.writeHead(200, { 'content-length': 1_000_001 });
    response.flushHeaders();
  });

  expect(await openClient().get(local.at('/'))).toMatchObject({ reason: 'too-large' });
});

test.each(['identity', 'gzip', 'gzip, gzip, gzip, gzip', 'zstd'])(
  'a refused body (%s) that would go on is not held on to',
  async (encoding) => {
    const local = await serve((_, response) => {
      response.writeHead(200, { 'content-encoding': encoding, 'transfer-encoding': 'chunked' });
      // Far more than the cap once it is decoded, and then nothing more.
      response.write(encoding === 'identity' ? Buffer.alloc(2_000) : gzipSync(Buffer.alloc(9_999)));
    });
    const start = performance.now();

    const result = await openClient({ maxBytes: 1_000 }).get(local.at('/'));

    expect(result).toMatchObject({ kind: 'failed' });
    expect(performance.now() - start).toBeLessThan(1_000);
    await expect.poll(() => local.connections.open).toBe(0);
  },
);

test('a layer between that is huge is stopped though the last is empty', async () => {
  const manyEmpties = Buffer.concat(Array<Buffer>(100_000).fill(gzipSync(none)));

  const result = await answer('gzip, gzip', gzipSync(manyEmpties));

  expect(result).toMatchObject({ reason: 'too-large' });
});

/** One deflate stream of 10 MB a block, which may be repeated without end. */
const block = deflateRawSync(Buffer.alloc(10_000_000), { finishFlush: constants.Z_FULL_FLUSH });
const gzipHead = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]);
const bombSize = 2_000_000_000;

async function sendBomb(response: ServerResponse): Promise<void> {
  response.setHeader('content-encoding', 'gzip');
  response.write(gzipHead);
  const closed = once(response, 'close');
  for (let size = 0; size < bombSize && !response.destroyed; size += 10_000_000) {
    if (response.write(block)) continue;
    await Promise.race([once(response, 'drain'), closed]);
  }
  response.end();
}

test('a bomb of 2 GB costs less than 150 MB of memory', async () => {
  const local = await serve((_, response) => void sendBomb(response));
  const client = openClient({ maxBytes: 10_000_000, timeout: 20_000 });
  const before = process.memoryUsage.rss();
  let most = before;
  const watching = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss());
  }, 2);

  const result = await client.get(local.at('/'));

  clearInterval(watching);
  most = Math.max(most, process.memoryUsage.rss());
  expect(result).toMatchObject({ reason: 'too-large', message: 'it is larger than 10 MB' });
  expect((most - before) / 1_000_000).toBeLessThan(150);
});

test('a bomb in three layers is stopped as well', async () => {
  const inner = gzipSync(Buffer.concat([gzipHead, ...Array.from({ length: 200 }, () => block)]));

  const result = await answer('gzip, gzip, gzip', gzipSync(inner), 10_000_000);

  expect(result).toMatchObject({ reason: 'too-large' });
});
