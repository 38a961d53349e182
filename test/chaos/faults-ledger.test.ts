/** Every way a mail server can go wrong, through the real queue and ledger: the state that the row ends in, and the copies. */
import { afterEach, expect, test } from 'vitest';
import { runQueue } from '../../src/deliver/queue.ts';
import { createSmtpChannel } from '../../src/deliver/smtp-channel.ts';
import { openAppStore } from '../../src/pipeline/app.ts';
import { createMailLedger } from '../../src/pipeline/mail-ledger.ts';
import { type Fault, faults } from '../contract/smtp/fault-table.ts';
import { type Peer, startPeer } from '../contract/smtp/scripted-peer.ts';
import { appAt } from './mail-world.ts';

/** What the table of delivery.md makes of a fault. */
interface End {
  readonly state: 'accepted' | 'rejected' | 'ready' | 'uncertain';
  /** The recipient's own tries, and unanswered hand-overs. */
  readonly attempt: 0 | 1;
  readonly uncertainCount: 0 | 1;
  readonly handed: boolean;
  /** Whether the way is left alone (`failed`), or nothing more is sent at all (`shut`). */
  readonly route: 'works' | 'failed' | 'shut';
}

const untouched = { attempt: 0, uncertainCount: 0 } as const;
const early: readonly Fault['at'][] = ['connect', 'greeting', 'ehlo', 'starttls', 'auth'];

function endOf(fault: Fault, policy: 'resend' | 'hold'): End {
  const handed = fault.what === 'accepted' || ['body', 'dot', 'quit'].includes(fault.at);
  if (fault.what === 'accepted') {
    return { state: 'accepted', ...untouched, handed, route: 'works' };
  }
  // T7 and T8: no answer.
  if (fault.what === 'lost' && fault.handed !== true) {
    return { state: 'ready', ...untouched, handed: false, route: 'failed' };
  }
  if (fault.what === 'lost') {
    const state = policy === 'resend' ? 'ready' : 'uncertain';
    return { state, attempt: 0, uncertainCount: 1, handed, route: 'failed' };
  }
  const said = typeof fault.act === 'object' ? fault.act.say : '';
  const isTemporary = said.startsWith('4');
  // Whoever is not let in has said nothing about a recipient; a server without STARTTLS may have it again.
  if (early.includes(fault.at)) {
    const route = isTemporary || fault.at === 'starttls' ? 'failed' : 'shut';
    return { state: 'ready', ...untouched, handed: false, route };
  }
  if (fault.at === 'mail' && !isTemporary) {
    return { state: 'ready', ...untouched, handed: false, route: 'shut' };
  }
  // T5 and T6.
  if (isTemporary) {
    const route = said.startsWith('421') ? 'failed' : 'works';
    return { state: 'ready', attempt: 1, uncertainCount: 0, handed, route };
  }
  return { state: 'rejected', ...untouched, handed, route: 'works' };
}

const timeouts = { connect: 400, greeting: 400, command: 400, body: 400, dot: 600, quit: 300 };
const small = Buffer.from('Subject: small\r\n\r\nhello\r\n');
/** More than sockets buffer, so that a fault in the body finds it unfinished. */
const large = Buffer.from(
  `Subject: large\r\n\r\n${`${'all work '.repeat(8)}\r\n`.repeat(250_000)}`,
);
const met = new Map<string, number>();

let peer: Peer | null = null;
afterEach(async () => {
  await peer?.close();
  peer = null;
});

const cases = faults.flatMap((fault) =>
  (['resend', 'hold'] as const).map((policy) => {
    const act = typeof fault.act === 'string' ? fault.act : JSON.stringify(fault.act.say);
    return { name: `${act} at ${fault.at} under ${policy}`, fault, policy };
  }),
);

test.each(cases)('$name ends as the table says', async ({ fault, policy }) => {
  const overTls = fault.at === 'starttls' || fault.at === 'handshake';
  peer = await startPeer({ script: { [fault.at]: fault.act }, offers: ['AUTH PLAIN', 'STARTTLS'] });
  const store = await openAppStore(appAt('/nowhere', {}), 'memory');
  const soon = new Date(Date.now() + 3_600_000).toISOString();
  await store.deliveries.plan(
    [
      {
        ...{ kind: 'digest', dedupeKey: 'one', subscriberId: null, issueDay: null },
        ...{ address: 'reader@example.net', dueAt: new Date().toISOString(), expiresAt: soon },
      },
    ],
    'example.com',
  );
  const host = overTls ? '0.0.0.0' : '127.0.0.1';
  const channel = createSmtpChannel({
    url: `smtp://user:pass@${host}:${peer.port}`,
    ...{ ehloName: 'a.example', timeouts, tls: { ca: peer.ca } },
  });
  const ledger = createMailLedger(store, {
    ...{ owner: 'this-run', route: channel.route, only: null, now: () => new Date() },
    limits: { perHour: null, perDomain: null },
    onLimit: () => {},
  });
  const message = fault.at === 'body' ? large : small;

  await runQueue({
    ...{ ledger, channel, connections: 1, now: () => new Date() },
    compose: async () => ({ message, composedAt: new Date().toISOString(), items: [] }),
    envelope: ({ address }) => ({ from: 'paperboy@example.com', to: address }),
    settling: { policy, resendAfter: 900_000, random: () => 0.5 },
  });

  const row = await store.deliveries.byKey('one');
  const { failures, pausedReason } = await store.routes.get(channel.route);
  const route = pausedReason !== null ? 'shut' : failures > 0 ? 'failed' : 'works';
  await store.close();
  met.set(row?.state ?? 'gone', (met.get(row?.state ?? 'gone') ?? 0) + 1);
  const { handed, ...end } = endOf(fault, policy);
  expect({
    ...{ state: row?.state, attempt: row?.attempt, uncertainCount: row?.uncertainCount, route },
  }).toEqual(end);
  expect(row?.handedAt !== null).toBe(handed);
  expect(peer.bodies).toHaveLength(fault.copies);
  if (!handed) expect(peer.bodyBytes()).toBe(0);
  if (row?.state === 'accepted') expect(fault.copies).toBe(1);
});

test('every end of the table was met', () => {
  console.log(
    `faults: ${cases.length} (${faults.length} faults, two policies), by the state they end in: ` +
      `${[...met].map(([state, times]) => `${state} ${times}`).join(', ')}`,
  );
  expect([...met.keys()].sort()).toEqual(['accepted', 'ready', 'rejected', 'uncertain']);
});
