/** Off this machine nothing is said in plain: without a safe connection there is no login and no mail. */
import { SMTPServer } from 'smtp-server';
import { afterEach, expect, test } from 'vitest';
import { createSmtpChannel } from '../../../src/deliver/smtp-channel.ts';
import { makeCertificate } from '../http/certificate.ts';
import { envelope, goAhead, message, openLink } from './open-link.ts';
import { type Peer, startPeer } from './scripted-peer.ts';

// 0.0.0.0 reaches this machine without being one of its names, so it is treated as any server elsewhere.
const elsewhere = '0.0.0.0';
const said = /AUTH|MAIL|RCPT|DATA/;

let closing: (() => unknown) | null = null;
afterEach(async () => {
  await closing?.();
  closing = null;
});

async function peerWith(options: Parameters<typeof startPeer>[0]): Promise<Peer> {
  const peer = await startPeer(options);
  closing = peer.close;
  return peer;
}

test.each([
  [
    'is not offered and not known',
    { offers: ['AUTH PLAIN'], script: { starttls: { say: '502 what?\r\n' } } },
    'refused',
  ],
  ['is offered and refused', { script: { starttls: { say: '454 not now\r\n' } } }, 'refused'],
  [
    'is only known by EHLO, which is refused',
    { script: { ehlo: { say: '502 what?\r\n' } } },
    'refused',
  ],
  ['shows another name', { certificateFor: 'other.example' }, 'lost'],
] as const)('where STARTTLS %s, nothing is said', async (_name, options, what) => {
  const peer = await peerWith(options);
  const link = openLink(`smtp://user:pass@${elsewhere}:${peer.port}`, { tls: { ca: peer.ca } });

  const outcome = await link.send(envelope, message, goAhead);
  await link.close();

  expect(outcome).toMatchObject({ what });
  expect(outcome).not.toMatchObject({ handed: true });
  expect(peer.lines.filter((line) => said.test(line))).toEqual([]);
  expect(peer.bodyBytes()).toBe(0);
});

test('a certificate that nobody vouches for is not trusted', async () => {
  const peer = await peerWith({});
  const link = openLink(`smtp://user:pass@${elsewhere}:${peer.port}`);

  const outcome = await link.send(envelope, message, goAhead);

  expect(outcome).toMatchObject({ what: 'lost', stage: 'tls', handed: false });
  expect(peer.lines.filter((line) => said.test(line))).toEqual([]);
});

test.each(['smtp', 'smtps'])(
  'over %s with a good certificate the login and the mail arrive',
  async (scheme) => {
    const { key, cert } = makeCertificate(elsewhere);
    const logins: unknown[] = [];
    const secured: boolean[] = [];
    const server = new SMTPServer({
      secure: scheme === 'smtps',
      key,
      cert,
      onAuth({ username, password }, session, done) {
        logins.push([username, password]);
        secured.push(session.secure);
        done(null, { user: username });
      },
      onData(stream, session, done) {
        secured.push(session.secure);
        stream.on('data', () => {}).on('end', () => done());
      },
    });
    const port = await new Promise<number>((resolve) => {
      const listening = server.listen(0, elsewhere, () => {
        const address = listening.address();
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
    closing = () => new Promise<void>((resolve) => server.close(() => resolve()));
    const link = openLink(`${scheme}://us%40er:p%25a%3Ass@${elsewhere}:${port}`, {
      tls: { ca: cert },
    });

    const outcome = await link.send(envelope, message, goAhead);
    await link.close();

    expect(outcome.what).toBe('accepted');
    expect(logins).toEqual([['us@er', 'p%a:ss']]);
    expect(secured).toEqual([true, true]);
  },
);

test('smtps does not trust a certificate of nobody either', async () => {
  const { key, cert } = makeCertificate(elsewhere);
  const logins: string[] = [];
  const server = new SMTPServer({
    secure: true,
    key,
    cert,
    onAuth({ username }, _session, done) {
      logins.push(String(username));
      done(null, { user: username });
    },
  });
  server.on('error', () => {});
  const port = await new Promise<number>((resolve) => {
    const listening = server.listen(0, elsewhere, () => {
      const address = listening.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
  closing = () => new Promise<void>((resolve) => server.close(() => resolve()));

  const outcome = await openLink(`smtps://user:pass@${elsewhere}:${port}`).send(
    envelope,
    message,
    goAhead,
  );

  expect(outcome).toMatchObject({ what: 'lost', stage: 'tls', handed: false });
  expect(logins).toEqual([]);
});

test.each([
  ['smtp://user:secret@mail.example.org', 'smtp://mail.example.org:587'],
  ['smtps://user:secret@mail.example.org', 'smtps://mail.example.org:465'],
  ['smtp://user:secret@[::1]:2525', 'smtp://[::1]:2525'],
])('the route of %s tells no secret', (url, route) => {
  expect(createSmtpChannel({ url, ehloName: 'a.example' }).route).toBe(route);
});

test.each([
  'mail.example.org',
  'https://mail.example.org',
  'smtp://',
  'smtp://u:%zz-secret@mail.example.org',
])('%s is no address of a mail server, and the message tells no secret', (url) => {
  const create = () => createSmtpChannel({ url, ehloName: 'a.example' });

  expect(create).toThrow(expect.objectContaining({ code: 'MAIL_CONFIG' }));
  expect(create).not.toThrow(/secret/);
});
