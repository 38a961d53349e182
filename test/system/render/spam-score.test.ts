/** What SpamAssassin, without its network tests, thinks of the mails that readers get. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { listHeaders, mailtoAddress } from '../../../src/deliver/mail-headers.ts';
import { composeMessage } from '../../../src/deliver/message.ts';
import { subjectFor } from '../../../src/deliver/subject.ts';
import { signToken } from '../../../src/lib/tokens.ts';
import type { Digest } from '../../../src/model/digest.ts';
import { renderNote } from '../../../src/render/note.ts';
import { renderMail } from '../../../src/render/render.ts';
import { hour, papers } from '../../contract/delivery/press.ts';
import { makeSigner } from '../../contract/mail/sample-mails.ts';
import { openDesk } from '../../contract/subscribe/desk.ts';
import { digestOfTitles, options, richDigest } from '../../unit/render/sample-digest.ts';
import { notes } from '../../unit/render/sample-note.ts';
import { needProgram, runProgram } from './run-program.ts';

/** Rules that may cost something, with the reason each is accepted. */
const allowedRules: Readonly<Record<string, string>> = {};

interface Verdict {
  readonly score: number;
  /** The rules that cost something. */
  readonly costly: readonly { readonly rule: string; readonly points: number }[];
}

async function scoreOf(digest: Digest, unsubscribe: string): Promise<Verdict> {
  const links = unsubscribe.startsWith('https:') ? {} : { preferences: null, votes: null };
  const mail = await renderMail(digest, { ...options, ...links, unsubscribe });
  return scoreOfMail({ subject: subjectFor(digest), ...mail }, unsubscribe);
}

async function scoreOfMail(
  mail: { subject: string; html: string | null; text: string },
  unsubscribe: string,
): Promise<Verdict> {
  const isSite = unsubscribe.startsWith('https:');
  const list = {
    title: 'Paperboy',
    from: 'digest@paperboy.example',
    replyTo: 'desk@paperboy.example',
    baseUrl: isSite ? 'https://paperboy.example' : null,
    unsubscribe: isSite
      ? { url: unsubscribe, mailto: mailtoAddress('desk@paperboy.example', 'unsubscribe abc123') }
      : { url: null, mailto: unsubscribe },
  };
  const { signer } = await makeSigner();
  const bytes = await composeMessage({
    from: { name: 'Paperboy', address: 'digest@paperboy.example' },
    to: { address: 'reader@example.org' },
    replyTo: list.replyTo,
    ...mail,
    date: new Date('2026-10-14T06:00:00Z'),
    messageId: '<20261014.8f2c61d0a7b94e53@paperboy.example>',
    headers: listHeaders(list),
    boundaryKey: '20261014.8f2c61d0',
    signer,
  });
  return await scoreOfBytes(bytes);
}

async function scoreOfBytes(bytes: string | Buffer): Promise<Verdict> {
  const home = await mkdtemp(join(tmpdir(), 'paperboy-spam-'));
  const { stdout } = runProgram('spamassassin', ['-L', '-t'], { input: bytes, home });
  await rm(home, { recursive: true, force: true });
  const score = /Content analysis details:\s+\((-?[\d.]+) points/.exec(stdout)?.[1];
  const rules = [...stdout.matchAll(/^\s*(-?[\d.]+) ([A-Z][A-Z0-9_]+) /gm)];
  const costly = rules
    .map((found) => ({ rule: found[2] ?? '', points: Number(found[1]) }))
    .filter(({ points }) => points > 0);
  return { score: score === undefined ? Number.NaN : Number(score), costly };
}

test.for([
  ['a rich digest of a site', richDigest(), 'https://paperboy.example/unsubscribe/abc123'],
  [
    'a rich digest in personal mode',
    richDigest(),
    'mailto:digest@paperboy.example?subject=unsubscribe',
  ],
  ['an empty digest', digestOfTitles([]), 'https://paperboy.example/unsubscribe/abc123'],
] as const)(
  '%s scores at most 1.5, and only known rules cost anything',
  async ([, digest, unsubscribe], context) => {
    needProgram(context, 'spamassassin');

    const { score, costly } = await scoreOf(digest, unsubscribe);

    expect(score).toBeLessThanOrEqual(1.5);
    expect(costly.filter(({ rule }) => !(rule in allowedRules))).toEqual([]);
  },
);

test.for(notes)(
  '%s scores at most 1.5, and only known rules cost anything',
  async ([, note], context) => {
    needProgram(context, 'spamassassin');

    const mail = { subject: note.subject, ...(await renderNote(note)) };
    const { score, costly } = await scoreOfMail(
      mail,
      'https://paperboy.example/unsubscribe/abc123',
    );

    expect(score).toBeLessThanOrEqual(1.5);
    expect(costly.filter(({ rule }) => !(rule in allowedRules))).toEqual([]);
  },
);

test('the mails of somebody who subscribes, as a mail server gets them, score at most 1.5', async (context) => {
  needProgram(context, 'spamassassin');
  const at = await openDesk();
  const mailsTo = async (address: string) => {
    await at.press.deliver();
    return at.press.server.copies.filter(({ to }) => to === address).map(({ text }) => text);
  };
  const [early, ada] = ['early@example.org', 'ada@example.org'];
  await at.submit(early);
  await at.desk.confirm(await at.token('confirm', early));
  await at.press.list('2026-11-16', papers(1, 2, 3, 4));
  await at.press.publish('2026-11-16');
  at.press.pass(hour);
  await at.submit(ada, { words: { topics: 'fog horns:2' } });
  await at.desk.confirm(await at.token('confirm', ada));
  at.press.pass(25 * hour);
  await at.submit(ada);
  const [key] = await at.press.store.secrets.all();
  await at.desk.askForDataLink(signToken(key, 'preferences', 2));
  const mails = [...(await mailsTo(ada)), ...(await mailsTo(early))];
  await at.close();

  const subjects = mails.map((mail) => /^Subject: (.*)/m.exec(mail)?.[1]?.trim());
  const verdicts = [];
  for (const mail of mails) verdicts.push(await scoreOfBytes(mail));

  expect(subjects).toEqual(
    expect.arrayContaining([
      'The Quay: please confirm your subscription',
      expect.stringMatching(/^The Quay, .*16 Nov/),
      'The Quay: you are subscribed already',
      'The Quay: the link to your data',
      'The Quay: you are subscribed',
    ]),
  );
  expect(verdicts.filter(({ score }) => !(score <= 1.5))).toEqual([]);
  expect(verdicts.flatMap(({ costly }) => costly)).toEqual([]);
});

test('a digest as text alone scores no worse', async (context) => {
  needProgram(context, 'spamassassin');

  const { text } = await renderMail(richDigest(), options);
  const mail = { subject: subjectFor(richDigest()), text, html: null };
  const { score } = await scoreOfMail(mail, options.unsubscribe ?? '');

  expect(score).toBeLessThanOrEqual(1.5);
});

test('a mail with the test string of spam filters would have been found', async (context) => {
  needProgram(context, 'spamassassin');
  const testString = 'XJS*C4JDBQADN1.NSBN3*2IDNEN*GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X';

  const { score, costly } = await scoreOf(digestOfTitles([testString]), options.unsubscribe ?? '');

  expect(score).toBeGreaterThan(1.5);
  expect(costly.map(({ rule }) => rule)).toContain('GTUBE');
});
