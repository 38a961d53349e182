/** The signature by another library's opinion: good on every mail, and bad as soon as one byte differs. */
import { createHash } from 'node:crypto';
import { dkimVerify } from 'mailauth/lib/dkim/verify.js';
import NodemailerDkim from 'nodemailer/lib/dkim';
import { beforeAll, expect, test } from 'vitest';
import { composeMessage } from '../../../src/deliver/message.ts';
import { fieldsOf, valuesOf } from '../../unit/deliver/raw-mail.ts';
import {
  domain,
  letterAt,
  makeSigner,
  type SampleMail,
  sampleMails,
  selector,
  withByteChanged,
} from './sample-mails.ts';

/** R2: what must be covered; the rest of what is signed is tried as well. */
const required = [
  'from',
  'reply-to',
  'to',
  'subject',
  'date',
  'message-id',
  'mime-version',
  'content-type',
  'list-id',
  'list-unsubscribe',
  'list-unsubscribe-post',
];
const more = ['auto-submitted', 'list-help'];

let made: Awaited<ReturnType<typeof makeSigner>>;
let mails: SampleMail[];

beforeAll(async () => {
  made = await makeSigner();
  mails = await sampleMails(200, made.signer);
});

/** `pass`, `fail`, or what else mailauth says. */
async function resultOf(bytes: Buffer): Promise<string> {
  const resolver = async (name: string, type: string) => {
    if (type === 'TXT' && name === `${selector}._domainkey.${domain}`) return [[made.record]];
    throw Object.assign(new Error('no such name'), { code: 'ENOTFOUND' });
  };
  const { results } = await dkimVerify(bytes, { resolver });
  return results.map(({ status }) => `${status.result} ${status.aligned ?? ''}`.trim()).join(', ');
}

function fullMail(): SampleMail {
  const found = mails.find(({ list, html }) => list.baseUrl !== null && html !== null);
  if (found === undefined) throw new Error('no sample with every header');
  return found;
}

test('every one of two hundred mails verifies, aligned with its sender', async () => {
  for (const { bytes } of mails) expect(await resultOf(bytes)).toBe(`pass ${domain}`);
});

test('the signature names every header that must be covered', () => {
  const [signature = ''] = valuesOf(fullMail().bytes, 'dkim-signature');
  const covered = /h=([^;]+);/.exec(signature)?.[1]?.split(/\s*:\s*/) ?? [];

  expect(covered).toEqual(expect.arrayContaining([...required, ...more]));
  expect(covered.filter((name) => name === 'from')).toHaveLength(2);
});

test.each([...required, ...more])('one byte of %s changed, and it fails', async (name) => {
  const { bytes } = fullMail();
  const field = fieldsOf(bytes).find((found) => found.name === name);
  if (field === undefined) throw new Error(`no ${name}`);
  const changed = withByteChanged(bytes, letterAt(bytes, field.start + name.length + 1));

  expect(await resultOf(bytes)).toMatch(/^pass/);
  expect(await resultOf(changed)).toMatch(/^(?:fail|neutral|permerror)/);
});

test('one byte of a signed header of any mail changed, whichever, and it fails', async () => {
  for (const [number, { bytes }] of mails.entries()) {
    const present = fieldsOf(bytes).filter(({ name }) => [...required, ...more].includes(name));
    const field = present[number % present.length];
    if (field === undefined) throw new Error('no signed header');
    const at = letterAt(bytes, field.start + field.name.length + 1);

    expect(await resultOf(withByteChanged(bytes, at)), field.name).not.toMatch(/^pass/);
  }
});

test("one byte of any mail's body changed, and it fails", async () => {
  for (const { bytes } of mails) {
    const body = bytes.indexOf('\r\n\r\n') + 4;
    const middle = letterAt(bytes, body + Math.floor((bytes.length - body) / 3));

    expect(await resultOf(withByteChanged(bytes, middle))).not.toMatch(/^pass/);
  }
});

test.each([
  'From: other@evil.example',
  'Subject: Other',
  'Reply-To: other@evil.example',
  'Cc: o@evil.example',
])('nobody can add %s', async (header) => {
  const { bytes } = fullMail();

  const added = Buffer.concat([Buffer.from(`${header}\r\n`), bytes]);

  expect(await resultOf(added)).not.toMatch(/^pass/);
});

test('white space that relays may fold anew does no harm', async () => {
  const { bytes } = fullMail();

  const folded = bytes.toString('latin1').replace('Subject: ', 'Subject:\r\n\t ');

  expect(await resultOf(Buffer.from(folded, 'latin1'))).toMatch(/^pass/);
});

test('nodemailer sees the same body', async () => {
  for (const { bytes } of mails.slice(0, 40)) {
    const unsigned = bytes.subarray(bytes.indexOf('\r\nFrom: ') + 2);
    const options = { domainName: domain, keySelector: selector, privateKey: made.pem };
    const chunks: Buffer[] = [];
    for await (const chunk of new NodemailerDkim(options).sign(unsigned)) chunks.push(chunk);

    const hashOf = (message: Buffer) =>
      /bh=([^;]+);/.exec(valuesOf(message, 'dkim-signature')[0] ?? '')?.[1];
    expect(hashOf(Buffer.concat(chunks))).toBe(hashOf(bytes));
  }
});

test.each([
  ['no body at all', ''],
  ['nothing but empty lines', '\r\n\r\n\r\n'],
  ['blanks and tabs at ends of lines', 'a \t \r\n\tb\t\tc  d \r\n \r\n\t\r\n'],
  ['no line end at the end', 'a\r\nb  '],
  ['a hundred thousand empty lines', `a${'\r\n'.repeat(100_000)}`],
])('a message of %s verifies', async (_, body) => {
  const head = `From: a@${domain}\r\nsubject :  odd\r\n\t spaces \r\nTo: b@example.org`;

  const bytes = await made.signer.sign(Buffer.from(`${head}\r\n\r\n${body}`));

  expect(await resultOf(bytes)).toBe(`pass ${domain}`);
});

test('composing twice gives one hash', async () => {
  const parts = {
    from: { name: 'Paperboy', address: `digest@${domain}` },
    to: { address: 'reader@example.org' },
    subject: 'A subject',
    html: '<p>Hello</p>\n',
    text: 'Hello\n',
    date: new Date('2026-10-14T06:00:00Z'),
    messageId: `<42.abc@${domain}>`,
    boundaryKey: '42.abc',
    signer: made.signer,
  };
  const hash = async () =>
    createHash('sha256')
      .update(await composeMessage(parts))
      .digest('hex');

  expect(await hash()).toBe(await hash());
});
