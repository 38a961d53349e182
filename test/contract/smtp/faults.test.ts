/** Every fault of the table, met by the real channel: the outcome, the hand-over and the copies are as it says. */
import { afterEach, expect, test } from 'vitest';
import { createSmtpChannel } from '../../../src/deliver/smtp-channel.ts';
import { type Fault, faults } from './fault-table.ts';
import { type Peer, startPeer } from './scripted-peer.ts';

const timeouts = { connect: 400, greeting: 400, command: 400, body: 400, dot: 600, quit: 300 };
const envelope = { from: 'paperboy@example.org', to: 'reader@example.net' };
/** More than sockets buffer, so that a fault in the body finds it unfinished. */
const large = Buffer.from(
  `Subject: large\r\n\r\n${`${'all work '.repeat(8)}\r\n`.repeat(250_000)}`,
);
const small = Buffer.from('Subject: small\r\n\r\nhello\r\n');

let peer: Peer | null = null;
afterEach(async () => {
  await peer?.close();
  peer = null;
});

function nameOf({ at, act }: Fault): string {
  return `${typeof act === 'string' ? act : JSON.stringify(act.say)} at ${at}`;
}

test.each(faults.map((fault) => ({ name: nameOf(fault), fault })))(
  '$name ends as the table says',
  async ({ fault }) => {
    const overTls = fault.at === 'starttls' || fault.at === 'handshake';
    peer = await startPeer({
      script: { [fault.at]: fault.act },
      offers: ['AUTH PLAIN', 'STARTTLS'],
    });
    const host = overTls ? '0.0.0.0' : '127.0.0.1';
    const url = `smtp://user:pass@${host}:${peer.port}`;
    const channel = createSmtpChannel({
      url,
      ehloName: 'a.example',
      timeouts,
      tls: { ca: peer.ca },
    });
    const link = channel.openLink();
    let asked = 0;
    const handOff = async () => {
      asked += 1;
      return true;
    };

    const outcome = await link.send(envelope, fault.at === 'body' ? large : small, handOff);
    await link.close();

    const { stage, handed } = fault;
    expect(outcome).toMatchObject({
      what: fault.what,
      ...(stage === undefined ? {} : { stage }),
      ...(handed === undefined ? {} : { handed }),
    });
    expect(peer.bodies).toHaveLength(fault.copies);
    expect(asked).toBeLessThanOrEqual(1);
    if (handed === false) expect(peer.bodyBytes()).toBe(0);
  },
);

test('a server that is not there is lost at the connection', async () => {
  const gone = await startPeer();
  await gone.close();
  const url = `smtp://127.0.0.1:${gone.port}`;

  const outcome = await createSmtpChannel({ url, ehloName: 'a.example', timeouts })
    .openLink()
    .send(envelope, small, async () => true);

  expect(outcome).toMatchObject({ what: 'lost', stage: 'connect', handed: false });
});
