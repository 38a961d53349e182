/** What is posted arrives whole, again where a try fails, and nowhere else. */
import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { openClient, serve } from './local.ts';

const posted = { body: '{"word":"Möwe"}', contentType: 'application/json' };
const readBody = (request: IncomingMessage) => text(request);

test('a body arrives with its kind and its authorization, and the answer comes back', async () => {
  const bodies: string[] = [];
  const local = await serve(async (request, response) => {
    bodies.push(await readBody(request));
    response.end('heard');
  });

  const result = await openClient().post(local.at('/'), { ...posted, authorization: 'Bearer x' });

  expect(result).toMatchObject({ kind: 'fetched', bytes: Buffer.from('heard') });
  expect(bodies).toEqual([posted.body]);
  expect(local.requests[0]).toMatchObject({ method: 'POST' });
  expect(local.requests[0]?.headers).toMatchObject({
    'content-type': 'application/json',
    authorization: 'Bearer x',
  });
});

test('it is sent again, whole, where a server is in trouble', async () => {
  const bodies: string[] = [];
  const local = await serve(async (request, response) => {
    bodies.push(await readBody(request));
    response.statusCode = bodies.length === 1 ? 503 : 200;
    response.end('heard');
  });

  const result = await openClient().post(local.at('/'), posted);

  expect(result.kind).toBe('fetched');
  expect(bodies).toEqual([posted.body, posted.body]);
});

test.each([301, 302, 303, 307, 308])('a redirect with %i is not followed', async (status) => {
  const local = await serve((_, response) => {
    response.writeHead(status, { location: '/elsewhere' }).end();
  });

  const result = await openClient().post(local.at('/'), posted);

  expect(result).toMatchObject({ kind: 'failed', reason: 'redirect' });
  expect(local.requests.map(({ url }) => url)).toEqual(['/']);
});

test('a private host gets nothing unless it was named', async () => {
  const local = await serve((_, response) => response.end('heard'));
  const client = openClient({ allowPrivate: () => false });
  const address = local.at('/', '127.0.0.1');

  expect(await client.post(address, posted)).toMatchObject({ reason: 'private-address' });
  expect(await client.post(address, { ...posted, allowHost: true })).toMatchObject({
    kind: 'fetched',
  });
  expect(local.requests).toHaveLength(1);
});
