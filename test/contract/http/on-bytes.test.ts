/** Who watches a body arrive is told the truth of it, and changes nothing. */
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { fetchDocument } from '../../../src/lib/http/fetch-document.ts';
import { readDocument } from '../../../src/lib/read-document.ts';
import { openClient, serve } from './local.ts';

type News = readonly [received: number, total: number | null];

function watch() {
  const news: News[] = [];
  return { news, onBytes: (...seen: News) => void news.push(seen) };
}

/** Bytes that hardly compress, so that a compressed body comes in pieces too. */
const body = Buffer.from(
  Array.from({ length: 3_000 }, (_, number) =>
    createHash('sha256').update(String(number)).digest('hex'),
  ).join('\n'),
);

test('the bytes are told as they arrive, growing up to the length announced', async () => {
  const local = await serve((_, response) => {
    response.writeHead(200, { 'content-length': body.length });
    response.write(body.subarray(0, 1_000));
    setTimeout(() => response.end(body.subarray(1_000)), 50);
  });
  const { news, onBytes } = watch();

  await openClient().get(local.at('/'), { onBytes });

  const received = news.map(([size]) => size);
  expect(received[0]).toBe(1_000);
  expect(received).toEqual(received.toSorted((one, other) => one - other));
  expect(received.at(-1)).toBe(body.length);
  expect(news.every(([, total]) => total === body.length)).toBe(true);
});

test('of a compressed body the bytes sent are counted, as its length counts them', async () => {
  const sent = gzipSync(body);
  const local = await serve((_, response) => {
    response.writeHead(200, { 'content-encoding': 'gzip', 'content-length': sent.length });
    response.end(sent);
  });
  const { news, onBytes } = watch();

  const result = await openClient().get(local.at('/'), { onBytes });

  expect(news.at(-1)).toEqual([sent.length, sent.length]);
  expect(result).toMatchObject({ kind: 'fetched', bytes: body });
});

test('a body without a length has no total', async () => {
  const local = await serve((_, response) => {
    response.write(body);
    response.end();
  });
  const { news, onBytes } = watch();

  await openClient().get(local.at('/'), { onBytes });

  expect(news.at(-1)).toEqual([body.length, null]);
});

test('a second try begins at its own first bytes; redirects and errors are not told', async () => {
  let asked = 0;
  const local = await serve((_, response) => {
    asked++;
    if (asked === 1) response.writeHead(302, { location: '/there' }).end('moved');
    else if (asked === 2) response.writeHead(503).end('later');
    else if (asked === 3) {
      response.writeHead(200, { 'content-length': 900 });
      response.write(Buffer.alloc(700), () => setTimeout(() => response.destroy(), 50));
    } else response.end(Buffer.alloc(900));
  });
  const { news, onBytes } = watch();

  const result = await openClient().get(local.at('/'), { onBytes });

  expect(result).toMatchObject({ kind: 'fetched' });
  expect(news).toEqual([
    [700, 900],
    [900, 900],
  ]);
});

test('a watcher that throws is told no more and breaks nothing', async () => {
  const local = await serve((_, response) => {
    response.write(body.subarray(0, 1_000));
    setTimeout(() => response.end(body.subarray(1_000)), 50);
  });
  let told = 0;
  const onBytes = () => {
    told++;
    throw new Error('the screen is gone');
  };

  const result = await openClient().get(local.at('/'), { onBytes });

  expect(result).toMatchObject({ kind: 'fetched', bytes: body });
  expect(told).toBe(1);
});

test('a body past the cap is refused as ever, and never told as more than the cap', async () => {
  const local = await serve((_, response) => void response.end(body));
  const { news, onBytes } = watch();

  const result = await openClient({ maxBytes: 100_000 }).get(local.at('/'), { onBytes });

  expect(result).toMatchObject({ kind: 'failed', reason: 'too-large' });
  expect(news.every(([received]) => received <= 100_000)).toBe(true);
});

test('documents that are fetched can be watched too', async () => {
  const local = await serve((_, response) => void response.end(body));
  const client = openClient();
  const [fetching, reading] = [watch(), watch()];

  await fetchDocument(client, local.at('/'), { onBytes: fetching.onBytes });
  await readDocument(local.at('/'), { maxBytes: 1_000_000, client, onBytes: reading.onBytes });

  expect(fetching.news.at(-1)).toEqual([body.length, body.length]);
  expect(reading.news.at(-1)).toEqual([body.length, body.length]);
});
