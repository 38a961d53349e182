/** One connection serves many messages, and none is lost or doubled when it is time for a new one. */
import { afterEach, expect, test } from 'vitest';
import { smtpTimeouts } from '../../../src/deliver/smtp-timeouts.ts';
import { envelope, goAhead, message, openLink } from './open-link.ts';
import { type Peer, type PeerOptions, startPeer } from './scripted-peer.ts';

let peer: Peer;
afterEach(() => peer?.close());

async function sendMany(count: number, options: PeerOptions, maxPerConnection = 100, pause = 0) {
  peer = await startPeer(options);
  const link = openLink(`smtp://127.0.0.1:${peer.port}`, { maxPerConnection });
  const outcomes: string[] = [];
  for (let number = 0; number < count; number += 1) {
    outcomes.push((await link.send(envelope, message, goAhead)).what);
    if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause));
  }
  await link.close();
  return outcomes;
}

test('the answer to the final dot is waited for ten minutes, anything else two at most', () => {
  const { dot, ...others } = smtpTimeouts;

  expect(dot).toBeGreaterThanOrEqual(600_000);
  expect(Math.max(...Object.values(others))).toBeLessThanOrEqual(120_000);
});

test('messages share a connection up to the limit', async () => {
  const outcomes = await sendMany(5, {}, 2);

  expect(outcomes).toEqual(Array(5).fill('accepted'));
  expect(peer.connections()).toBe(3);
  expect(peer.bodies).toHaveLength(5);
  expect(peer.lines.filter((line) => line.endsWith('QUIT'))).toHaveLength(3);
});

test.each(['mail', 'rcpt'] as const)(
  'after a refusal at %s the transaction is reset',
  async (step) => {
    const outcomes = await sendMany(2, { script: { [step]: { say: '550 5.1.1 nobody\r\n' } } });

    expect(outcomes).toEqual(['refused', 'refused']);
    expect(peer.connections()).toBe(1);
    expect(peer.lines).toContain('1 RSET');
  },
);

test('after four refusals in a row there is a new connection: servers lose patience with the old one', async () => {
  const outcomes = await sendMany(9, { script: { rcpt: { say: '450 later\r\n' } } });

  expect(outcomes).toEqual(Array(9).fill('refused'));
  expect(peer.connections()).toBe(3);
});

test('a message that is taken between gives the patience back', async () => {
  const refusal = { say: '450 later\r\n' };
  const script: PeerOptions['script'] = { rcpt: refusal };
  let asked = 0;
  const onLine = (line: string) => {
    if (!line.startsWith('RCPT')) return;
    asked += 1;
    if (asked % 3 === 2) delete script.rcpt;
    else script.rcpt = refusal;
  };

  const outcomes = await sendMany(9, { script, onLine });

  expect(outcomes).toEqual(Array(3).fill(['refused', 'refused', 'accepted']).flat());
  expect(peer.connections()).toBe(1);
});

test.each(['drop', 'garbage', { say: '500 no such command\r\n' }] as const)(
  'a reset that goes wrong (%j) means a new connection',
  async (act) => {
    const outcomes = await sendMany(2, { script: { rcpt: { say: '450 later\r\n' }, rset: act } });

    expect(outcomes).toEqual(['refused', 'refused']);
    expect(peer.connections()).toBe(2);
  },
);

test('after a lost one and after 421 there is a new connection', async () => {
  expect(await sendMany(2, { onlyIn: 1, script: { dot: 'drop' } })).toEqual(['lost', 'accepted']);
  await peer.close();
  expect(await sendMany(2, { onlyIn: 1, script: { rcpt: { say: '421 bye\r\n' } } })).toEqual([
    'refused',
    'accepted',
  ]);
  expect(peer.connections()).toBe(2);
});

test.each([
  ['closes', (socket: import('node:net').Socket) => socket.end()],
  ['resets', (socket: import('node:net').Socket) => socket.resetAndDestroy()],
  ['says 421', (socket: import('node:net').Socket) => socket.write('421 idle for too long\r\n')],
])('a server that %s an idle connection costs no message', async (_name, act) => {
  let mails = 0;
  const onLine: PeerOptions['onLine'] = (line, socket) => {
    if (line.startsWith('MAIL')) mails += 1;
    if (line.startsWith('MAIL') && mails === 1) setTimeout(() => act(socket), 40);
  };

  const outcomes = await sendMany(3, { onLine }, 100, 80);

  expect(outcomes).toEqual(['accepted', 'accepted', 'accepted']);
  expect(peer.bodies).toHaveLength(3);
  expect(peer.connections()).toBe(2);
});

test('a connection that breaks at the next message is tried again on a fresh one, once', async () => {
  let mails = 0;
  const onLine: PeerOptions['onLine'] = (line, socket) => {
    if (!line.startsWith('MAIL')) return;
    mails += 1;
    if (mails === 2) socket.destroy();
  };

  const outcomes = await sendMany(2, { onLine });

  expect(outcomes).toEqual(['accepted', 'accepted']);
  expect(peer.bodies).toHaveLength(2);
});

test('a message that leave was asked for is not tried again', async () => {
  let mails = 0;
  peer = await startPeer({
    onLine: (line, socket) => {
      if (line !== 'DATA') return;
      mails += 1;
      if (mails === 2) setTimeout(() => socket.destroy(), 30);
    },
  });
  const link = openLink(`smtp://127.0.0.1:${peer.port}`);
  let asked = 0;

  await link.send(envelope, message, goAhead);
  const outcome = await link.send(envelope, message, async () => {
    asked += 1;
    await new Promise((resolve) => setTimeout(resolve, 90));
    return true;
  });
  await link.close();

  expect(outcome).toMatchObject({ what: 'lost', handed: false });
  expect(asked).toBe(1);
  expect(peer.bodies).toHaveLength(1);
});

test('an answer too many is not taken for the answer to the next command', async () => {
  const twice = { say: '250 taken\r\n550 5.1.1 and not taken\r\n' };

  const outcomes = await sendMany(2, { script: { dot: twice } });

  expect(outcomes).toEqual(['accepted', 'accepted']);
  expect(peer.connections()).toBe(2);
  expect(peer.bodies).toHaveLength(2);
});

test('two messages asked for at once go one after the other', async () => {
  peer = await startPeer();
  const link = openLink(`smtp://127.0.0.1:${peer.port}`);

  const outcomes = await Promise.all([1, 2, 3].map(() => link.send(envelope, message, goAhead)));
  await link.close();

  expect(outcomes.map(({ what }) => what)).toEqual(Array(3).fill('accepted'));
  expect(peer.connections()).toBe(1);
});

test('a message over the limit that the server names is refused for its size, and nothing is said', async () => {
  const outcomes = await sendMany(1, { offers: ['SIZE 10'] });

  expect(outcomes).toEqual(['refused']);
  expect(peer.lines.some((line) => line.includes('MAIL'))).toBe(false);
});
