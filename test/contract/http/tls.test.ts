/** A secure connection is one to whom the name belongs, or none. */
import { once } from 'node:events';
import { createServer } from 'node:https';
import { expect, onTestFinished, test } from 'vitest';
import { makeCertificate } from './certificate.ts';
import { openClient, serve } from './local.ts';

const { key, cert } = makeCertificate('papers.example');

/** A server with that certificate; the result is its port. */
async function serveSecurely(): Promise<number> {
  const server = createServer({ key, cert }, (_, response) => response.end('words'));
  server.on('tlsClientError', () => {});
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  return typeof address === 'object' ? (address?.port ?? 0) : 0;
}

test('a server with a trusted certificate for its name is read', async () => {
  const port = await serveSecurely();
  const client = openClient({ connect: { ca: cert } });

  expect(await client.get(`https://papers.example:${port}/`)).toMatchObject({ kind: 'fetched' });
  expect(await client.get(`https://papers.example.:${port}/`)).toMatchObject({ kind: 'fetched' });
});

test('a certificate of an unknown authority is refused', async () => {
  const port = await serveSecurely();

  expect(await openClient().get(`https://papers.example:${port}/`)).toMatchObject({
    reason: 'tls',
    message: 'no secure connection can be made to it (DEPTH_ZERO_SELF_SIGNED_CERT)',
  });
});

test('a certificate for another name is refused', async () => {
  const port = await serveSecurely();
  const client = openClient({ connect: { ca: cert } });

  expect(await client.get(`https://other.example:${port}/`)).toMatchObject({ reason: 'tls' });
});

test('a server without TLS is told as such', async () => {
  const local = await serve((_, response) => response.end('words'));

  const result = await openClient().get(`https://papers.example:${local.port}/`);

  expect(result).toMatchObject({ reason: 'tls' });
  expect(local.requests).toHaveLength(0);
});
