/** Only the one address that was meant ever reaches a server, whatever is written in its place. */
import { afterEach, expect, test } from 'vitest';
import { classifyReply } from '../../../src/deliver/classify-reply.ts';
import { goAhead, message, openLink } from './open-link.ts';
import { type Peer, startPeer } from './scripted-peer.ts';

let peer: Peer;
afterEach(() => peer.close());

const hostile = [
  'a@example.org\r\nRCPT TO:<evil@example.com>',
  'a@example.org>\r\nRCPT TO:<evil@example.com',
  'a@example.org\nRCPT TO:<evil@example.com>',
  'a@example.org\rRCPT TO:<evil@example.com>',
  'a@example.org, evil@example.com',
  'a@example.org;evil@example.com',
  'a@example.org evil@example.com',
  'a@example.org> NOTIFY=NEVER <evil@example.com',
  '<evil@example.com>',
  'A Reader <evil@example.com>',
  '"evil@example.com" <a@example.org>',
  '"a b"@example.org',
  '@example.org',
  'a(evil@example.com)@example.org',
  'group: a@example.org, evil@example.com;',
  '@relay.example:evil@example.com',
  'evil@example.com@example.org',
  'a@example.org\u0000evil@example.com',
  'a@example.org\u2028evil@example.com',
  'a@[127.0.0.1]',
  ' a@example.org',
  'j\u00f6rg@example.org',
  '',
];

test.each(hostile)('%j as recipient reaches nobody', async (to) => {
  peer = await startPeer();
  const link = openLink(`smtp://127.0.0.1:${peer.port}`);

  const outcome = await link.send({ from: 'paperboy@example.org', to }, message, goAhead);
  await link.close();

  expect(outcome).toMatchObject({ what: 'refused', stage: 'rcpt', reply: { code: 501 } });
  if (outcome.what === 'refused') expect(classifyReply(outcome)).toBe('bad-address');
  expect(peer.lines.filter((line) => /RCPT/i.test(line))).toEqual([]);
  expect(peer.bodies).toEqual([]);
});

test.each(hostile)('%j as sender sends nothing', async (from) => {
  peer = await startPeer();
  const link = openLink(`smtp://127.0.0.1:${peer.port}`);

  const outcome = await link.send({ from, to: 'reader@example.net' }, message, goAhead);
  await link.close();

  expect(outcome).toMatchObject({ what: 'refused', stage: 'mail' });
  if (outcome.what === 'refused') expect(classifyReply(outcome)).toBe('our-fault');
  expect(peer.lines.filter((line) => /RCPT|MAIL/i.test(line))).toEqual([]);
});

test('a domain beyond ASCII goes out in its ASCII form, with the size of the message', async () => {
  peer = await startPeer();
  const link = openLink(`smtp://127.0.0.1:${peer.port}`);
  const envelope = { from: 'paperboy@example.org', to: 'reader@b\u00fccher.example' };

  const outcome = await link.send(envelope, message, goAhead);
  await link.close();

  expect(outcome.what).toBe('accepted');
  expect(peer.lines).toContain('1 RCPT TO:<reader@xn--bcher-kva.example>');
  expect(peer.lines).toContain(`1 MAIL FROM:<paperboy@example.org> SIZE=${message.length}`);
});
