/** Redirects on the wire: how far, where to, and what goes along. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import type { Dial } from '../../../src/lib/http/dial.ts';
import { openClient, serve } from './local.ts';

/** Redirects `/n` to `/n-1`, and has a document at `/0`. */
const counting = () =>
  serve((request, response) => {
    const left = Number(request.url?.slice(1));
    if (left > 0) response.writeHead(307, { location: String(left - 1) }).end('moved');
    else response.end('words');
  });

test.each([301, 302, 303, 307, 308])('a %i is followed', async (status) => {
  const local = await serve((request, response) => {
    if (request.url === '/a') response.writeHead(status, { location: 'b?c=d#e' }).end();
    else response.end(request.url);
  });

  const result = await openClient().get(local.at('/a'));

  expect(result).toMatchObject({
    kind: 'fetched',
    bytes: Buffer.from('/b?c=d'),
    address: local.at('/b?c=d'),
  });
});

test('five are followed, not six', async () => {
  const local = await counting();

  expect(await openClient().get(local.at('/5'))).toMatchObject({ kind: 'fetched' });
  expect(await openClient().get(local.at('/6'))).toMatchObject({
    reason: 'redirect',
    message: 'it redirects more than 5 times',
  });
  expect(local.requests).toHaveLength(12);
});

test('a circle is not gone around', async () => {
  const local = await serve((request, response) => {
    response.writeHead(302, { location: request.url === '/a' ? '/b' : '/a' }).end();
  });

  const result = await openClient().get(local.at('/a'));

  expect(result).toMatchObject({ reason: 'redirect', message: 'it redirects in a circle' });
  expect(local.requests).toHaveLength(2);
});

test('https is never left for plain http', async () => {
  const local = await serve((request, response) => {
    if (request.url === '/a') response.writeHead(302, { location: local.at('/b') }).end();
    else response.end('words');
  });
  // The server speaks no TLS; for the client it is https all the same.
  const dial: Dial = async () => {
    const socket = connect(local.port, '127.0.0.1');
    await once(socket, 'connect');
    return socket;
  };

  const result = await openClient({ connect: { dial } }).get('https://papers.example/a');

  expect(result).toMatchObject({ reason: 'redirect' });
  expect(local.requests).toHaveLength(1);
});

test.each([
  'http://10.0.0.1/',
  'http://[::ffff:127.0.0.1]/',
  'http://2130706433/',
  'file:///etc/passwd',
  'http://user:secret@papers.example/',
  'http://[::',
])('a redirect to %s is not followed', async (location) => {
  const local = await serve((_, response) => response.writeHead(302, { location }).end());
  const client = openClient({ allowPrivate: (host) => host === 'papers.example' });

  const result = await client.get(local.at('/'));

  expect(result).toMatchObject({
    reason: expect.stringMatching(/^(redirect|private-address)$/),
    message: expect.not.stringContaining('secret'),
  });
  expect(local.connections.made).toBe(1);
});

test('another host gets nothing of what the first one gave', async () => {
  const local = await serve((request, response) => {
    if (request.headers.host?.startsWith('papers.')) {
      response.writeHead(302, {
        location: local.at('/', 'other.example'),
        'set-cookie': 'secret=1; Domain=example',
        etag: '"secret"',
      });
      response.end();
    } else response.end('words');
  });
  const from = local.at('/');

  await openClient().get(from, {
    validators: { etag: '"secret"', lastModified: 'Sun, 01 Mar 2026 12:00:00 GMT', from },
  });

  const [, second] = local.requests;
  expect(second?.headers.host).toContain('other.example');
  expect(JSON.stringify(second?.rawHeaders)).not.toMatch(/secret|2026|cookie|referer|papers/i);
});
