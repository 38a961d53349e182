/** Nothing goes out without leave: a hand-off that says no, fails or comes too late leaves no byte at the server. */
import { afterEach, expect, test } from 'vitest';
import { envelope, goAhead, message, openLink } from './open-link.ts';
import { type Peer, type PeerOptions, startPeer } from './scripted-peer.ts';

let peer: Peer;
afterEach(() => peer.close());

async function linkTo(options: PeerOptions = {}) {
  peer = await startPeer(options);
  return openLink(`smtp://127.0.0.1:${peer.port}`);
}

test.each([
  ['one at a time', []],
  ['pipelined', ['PIPELINING']],
])('leave is asked once, after DATA was answered (%s)', async (_name, offers) => {
  const link = await linkTo({ offers });
  let seen: readonly string[] = [];
  let asked = 0;

  const outcome = await link.send(envelope, message, async () => {
    asked += 1;
    seen = [...peer.lines];
    return true;
  });
  await link.close();

  expect(outcome).toMatchObject({ what: 'accepted', reply: { code: 250, text: 'queued as 17' } });
  expect(asked).toBe(1);
  expect(seen.at(-1)).toBe('1 DATA');
  expect(peer.bodies).toEqual(['Subject: a paper\r\n\r\n..one\r\n...two\r\n']);
});

test('a hand-off that says no withdraws the message: no byte, no dot, and the next one goes', async () => {
  const link = await linkTo();

  const outcome = await link.send(envelope, message, async () => false);
  const next = await link.send(envelope, message, goAhead);
  await link.close();

  expect(outcome).toEqual({ what: 'withdrawn' });
  expect(next.what).toBe('accepted');
  expect(peer.bodies).toHaveLength(1);
  expect(peer.connections()).toBe(2);
});

test.each([false, true])('a hand-off that throws fails the message (at once: %s)', async (sync) => {
  const link = await linkTo();
  const error = new Error('the disk is full');
  const handOff = () => {
    if (sync) throw error;
    return Promise.reject(error);
  };

  const outcome = await link.send(envelope, message, handOff);
  await link.close();

  expect(outcome).toEqual({ what: 'failed', error });
  expect(peer.bodyBytes()).toBe(0);
  expect(peer.bodies).toEqual([]);
});

test('a link that dies while leave is asked hands nothing over', async () => {
  const link = await linkTo({
    onLine: (line, socket) => {
      if (line === 'DATA') setTimeout(() => socket.destroy(), 50);
    },
  });

  const outcome = await link.send(envelope, message, async () => {
    await new Promise((resolve) => setTimeout(resolve, 150));
    return true;
  });

  expect(outcome).toMatchObject({ what: 'lost', stage: 'data', handed: false });
  expect(peer.bodies).toEqual([]);
});

test.each([
  ['250 taken', 'lost'],
  ['451 not now', 'refused'],
])('after "%s" while leave is asked, nothing is handed over', async (text, what) => {
  const link = await linkTo({
    onLine: (line, socket) => {
      if (line === 'DATA') setTimeout(() => socket.write(`${text}\r\n`), 40);
    },
  });

  const outcome = await link.send(envelope, message, async () => {
    await new Promise((resolve) => setTimeout(resolve, 120));
    return true;
  });
  await link.close();

  expect(outcome).toMatchObject({ what, stage: 'data' });
  expect(outcome).not.toMatchObject({ handed: true });
  expect(peer.bodyBytes()).toBe(0);
});

test('a slow hand-off is no silent server', async () => {
  peer = await startPeer();
  const waits = { connect: 200, greeting: 200, command: 200, body: 200, dot: 200, quit: 200 };
  const link = openLink(`smtp://127.0.0.1:${peer.port}`, { timeouts: waits });

  const outcome = await link.send(envelope, message, async () => {
    await new Promise((resolve) => setTimeout(resolve, 500));
    return true;
  });
  await link.close();

  expect(outcome.what).toBe('accepted');
});

test('a link closed in the middle of a message says nothing more in it', async () => {
  const link = await linkTo();

  const sent = link.send(
    envelope,
    message,
    () => new Promise((resolve) => setTimeout(() => resolve(true), 600)),
  );
  await new Promise((resolve) => setTimeout(resolve, 100));
  await link.close();

  expect(await sent).toMatchObject({ what: 'lost', handed: false });
  expect(peer.bodyBytes()).toBe(0);
  expect(peer.lines).not.toContain('1 QUIT');
});
