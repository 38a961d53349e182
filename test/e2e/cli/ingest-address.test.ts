/** Ingesting from an address: asked only for what has changed, and judged each time. */
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { abstractOf, pastedPage, temporaryPlace } from './run-paperboy.ts';

const place = temporaryPlace();
const first = pastedPage([
  { title: 'Lamp Oil Scheduling by Barometer', abstract: abstractOf('lamp oil') },
]);
const second = pastedPage([
  { title: 'Fog Horns as Language Models', abstract: abstractOf('fog horns') },
]);

let answer: RequestListener;
const asked: (string | undefined)[] = [];
const server = createServer((request, response) => {
  asked.push(request.headers['if-none-match']);
  answer(request, response);
});
let address = '';

beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/page`;
});
afterAll(() => server.close());

const page =
  (text: string, etag: string): RequestListener =>
  (request, response) => {
    if (request.headers['if-none-match'] === etag) response.writeHead(304, { etag }).end();
    else response.writeHead(200, { etag, 'content-type': 'text/plain; charset=utf-8' }).end(text);
  };

async function ingest(
  date: string,
): Promise<{ verdict: string; why: string; new: number; error?: string }> {
  const { out } = await place.run(['ingest', address, '--date', date, '--json', '--data', 'd']);
  return JSON.parse(out).sources[0];
}

describe('paperboy ingest ADDRESS', () => {
  it('is fresh, then unchanged by 304, then fresh with a new page, and broken with the cause', async () => {
    answer = page(first, '"one"');
    const one = await ingest('2026-10-14');
    const two = await ingest('2026-10-14');
    answer = page(second, '"two"');
    const three = await ingest('2026-10-15');
    answer = (_request, response) => response.writeHead(404).end();
    const four = await place.run(['ingest', address, '--data', 'd', '--json']);

    expect(one).toMatchObject({ verdict: 'fresh', new: 1 });
    expect(two).toMatchObject({ verdict: 'unchanged', why: 'not modified', new: 0 });
    expect(three).toMatchObject({ verdict: 'fresh', new: 1 });
    expect(asked).toEqual([undefined, '"one"', '"one"', '"two"']);
    expect(four.err).toMatch(/404/);
    expect(JSON.parse(four.out).sources[0]).toMatchObject({ verdict: 'broken' });
  });

  it('keeps no validators of a page that could not be read: the next request asks for all of it', async () => {
    answer = page('Dear Anna,\nthe boat leaves at six.\n', '"letter"');
    await place.run(['ingest', address, '--data', 'e']);
    asked.length = 0;
    answer = page(first, '"letter"');

    const { out } = await place.run([
      'ingest',
      address,
      '--date',
      '2026-10-14',
      '--json',
      '--data',
      'e',
    ]);

    expect(asked).toEqual([undefined]);
    expect(JSON.parse(out).sources[0]).toMatchObject({ verdict: 'fresh', new: 1 });
  });

  it('calls the same batch under a new date stale', async () => {
    const dated = (day: string) => first.replace('Oct 14', day);
    answer = page(dated('Oct 14'), '"a"');
    const run = async (date: string) =>
      JSON.parse(
        (await place.run(['ingest', address, '--date', date, '--json', '--data', 'f'])).out,
      ).sources[0];
    await run('2026-10-14');
    answer = page(dated('Oct 15'), '"b"');

    const again = await run('2026-10-15');

    expect(again).toMatchObject({ verdict: 'stale', why: expect.stringContaining('2026-10-14') });
  });
});
