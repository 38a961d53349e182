/** Nobody leads the client into a private network, by spelling, by name or by changing the name's address. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import type { Lookup } from '../../../src/lib/http/connect.ts';
import type { Dial } from '../../../src/lib/http/dial.ts';
import {
  privateNames,
  privateSpellings,
  refusedSpellings,
} from '../../unit/lib/http/private-spellings.ts';
import { openClient, serve } from './local.ts';

const nobody = () => false;

test('no private address is connected to, however it is written', async () => {
  const dialled: string[] = [];
  const dial: Dial = async ({ host }) => {
    dialled.push(host);
    throw Object.assign(new Error('dialled'), { code: 'ECONNREFUSED' });
  };
  const client = openClient({ allowPrivate: nobody, connect: { dial } });

  for (const address of [...privateSpellings, ...privateNames.map(([name]) => name)]) {
    expect([address, await client.get(address)]).toMatchObject([
      address,
      { kind: 'failed', reason: 'private-address' },
    ]);
  }
  for (const address of refusedSpellings) {
    expect([address, await client.get(address)]).toMatchObject([address, { reason: 'address' }]);
  }
  expect(dialled).toEqual([]);
});

test('a name that is public at first and private later reaches nothing', async () => {
  const local = await serve((_, response) => response.end('inside'));
  const answers = ['1.1.1.1'];
  const lookup: Lookup = async () => [{ address: answers.shift() ?? '127.0.0.1', family: 4 }];
  const dialled: string[] = [];
  // The public address is never really asked; whatever else the client connects to is reached.
  const dial: Dial = async ({ addresses }) => {
    const { address } = addresses[0]!;
    dialled.push(address);
    if (address === '1.1.1.1') throw Object.assign(new Error('down'), { code: 'ECONNREFUSED' });
    const socket = connect(local.port, address);
    await once(socket, 'connect');
    return socket;
  };
  const client = openClient({ allowPrivate: nobody, connect: { lookup, dial } });

  const result = await client.get(local.at('/', 'rebind.example'));

  expect(result).toMatchObject({ reason: 'private-address' });
  expect(dialled).toEqual(['1.1.1.1']);
  expect(local.connections.made).toBe(0);
});

test('the usual way of looking up and connecting is guarded too', async () => {
  const local = await serve((_, response) => response.end('inside'));
  const { createHttpClient } = await import('../../../src/lib/http/client.ts');
  const client = createHttpClient({ userAgent: 'test', timeout: 5_000, maxBytes: 1_000 });

  const result = await client.get(`http://localhost:${local.port}/`);

  expect(result).toMatchObject({ reason: 'private-address' });
  expect(local.connections.made).toBe(0);
  await client.close();
});

test('a host that is allowed may be private, by its name and as an address', async () => {
  const local = await serve((_, response) => response.end('words'));
  const client = openClient({
    allowPrivate: (host) => ['intra.example', '127.0.0.1'].includes(host),
  });

  const get = async (host: string) => (await client.get(local.at('/', host))).kind;

  expect(await get('intra.example')).toBe('fetched');
  expect(await get('INTRA.example.')).toBe('fetched');
  expect(await get('127.1')).toBe('fetched');
  expect(await get('other.example')).toBe('failed');
});

test('a host that a person named may be private, in that request alone', async () => {
  const local = await serve((request, response) => {
    const location = local.at('/', 'other.example');
    if (request.url === '/away') response.writeHead(302, { location }).end();
    else response.end('words');
  });
  const client = openClient({ allowPrivate: nobody });

  const named = await client.get(local.at('/'), { allowHost: true });
  const away = await client.get(local.at('/away'), { allowHost: true });
  // A connection to it is open now, and must be of no use to this one.
  const later = await client.get(local.at('/'));

  expect(named).toMatchObject({ kind: 'fetched' });
  expect(away).toMatchObject({ reason: 'private-address' });
  expect(later).toMatchObject({ reason: 'private-address' });
  expect(local.requests.map(({ url }) => url)).toEqual(['/', '/away']);
});
