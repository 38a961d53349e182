/** The connector refuses what is not public twice: by what a name stands for, and by where the connection arrived. */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createConnector, type Lookup } from '../../../../src/lib/http/connect.ts';
import { type Dial, type Dialled, dial } from '../../../../src/lib/http/dial.ts';
import { privateNames } from './private-spellings.ts';

let server: Server;
let port: number;
let arrived = 0;
let dialled: Dialled[] = [];

beforeAll(async () => {
  server = createServer((socket) => {
    arrived++;
    socket.on('error', () => {});
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  port = (server.address() as AddressInfo).port;
});
afterAll(() => server.close());
beforeEach(() => {
  arrived = 0;
  dialled = [];
});

const lookUpAs =
  (...addresses: readonly string[]): Lookup =>
  async () =>
    addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));

/** Goes to the test's server, wherever it was told to. */
const astray: Dial = async (target) => {
  dialled.push(target);
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  return socket;
};

function open(
  hostname: string,
  options: { lookup?: Lookup; dial?: Dial; publicOnly?: boolean; timeout?: number } = {},
): Promise<Socket> {
  const connector = createConnector({
    lookup: lookUpAs('127.0.0.1'),
    dial: astray,
    timeout: 2_000,
    publicOnly: true,
    signal: new AbortController().signal,
    ...options,
  });
  return new Promise((resolve, reject) => {
    connector({ hostname, protocol: 'http:', port: String(port) }, (...[error, socket]) => {
      if (socket) resolve(socket);
      else reject(error);
    });
  });
}

test.each(privateNames)(
  '%s, looked up as %s, is refused before connecting',
  async (address, ip) => {
    const { hostname } = new URL(address);

    await expect(open(hostname, { lookup: lookUpAs(ip) })).rejects.toMatchObject({
      reason: 'private-address',
    });
    expect(dialled).toEqual([]);
  },
);

test('one private address among public ones is enough', async () => {
  const lookup = lookUpAs('1.1.1.1', '2606:4700::1', '10.0.0.1');

  await expect(open('mixed.example', { lookup })).rejects.toMatchObject({
    reason: 'private-address',
  });
  expect(dialled).toEqual([]);
});

test.each(['127.0.0.1', '::1', '10.0.0.1'])('the bare address %s is refused', async (hostname) => {
  await expect(open(hostname)).rejects.toMatchObject({ reason: 'private-address' });
  expect(dialled).toEqual([]);
});

test('a connection that arrives in a private network is refused, whatever the name said', async () => {
  const opening = open('public.example', { lookup: lookUpAs('1.1.1.1') });

  await expect(opening).rejects.toMatchObject({
    reason: 'private-address',
    message: 'public.example led into a private network',
  });
  expect(dialled.map(({ addresses }) => addresses)).toEqual([[{ address: '1.1.1.1', family: 4 }]]);
});

test('only what was looked up is connected to, without looking it up again', async () => {
  const answers = ['127.0.0.1', '10.0.0.1'];
  const lookup: Lookup = async () => [{ address: answers.shift() ?? '10.0.0.2', family: 4 }];

  const socket = await open('inside.example', { lookup, dial, publicOnly: false });

  expect(socket.remoteAddress).toBe('127.0.0.1');
  expect(answers).toEqual(['10.0.0.1']);
  socket.destroy();
});

test('the next address is tried where the first is dead', async () => {
  const lookup = lookUpAs('127.0.0.9', '127.0.0.1');

  const socket = await open('two.example', { lookup, dial, publicOnly: false });

  await expect.poll(() => arrived).toBe(1);
  socket.destroy();
});

test('looking up counts into the time to connect', async () => {
  const never: Lookup = () => new Promise(() => {});

  const opening = open('slow.example', { lookup: never, timeout: 60 });

  await expect(opening).rejects.toMatchObject({
    reason: 'timeout',
    message: 'no connection within 0.06 s',
  });
});

test('a name without addresses does not exist', async () => {
  await expect(open('empty.example', { lookup: lookUpAs() })).rejects.toMatchObject({
    code: 'ENOTFOUND',
  });
});
