/** The signature by OpenDKIM's opinion, with the public key in a file instead of DNS: no network is needed. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  domain,
  letterAt,
  makeSigner,
  type SampleMail,
  sampleMails,
  selector,
  withByteChanged,
} from '../../contract/mail/sample-mails.ts';
import { fieldsOf } from '../../unit/deliver/raw-mail.ts';
import { needProgram, runProgram } from '../render/run-program.ts';

let folder: string;
let mails: SampleMail[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'paperboy-opendkim-'));
  const { signer, record } = await makeSigner();
  mails = await sampleMails(200, signer);
  const keys = join(folder, 'keys');
  await writeFile(keys, `${selector}._domainkey.${domain} ${record}\n`);
  await writeFile(join(folder, 'opendkim.conf'), `Mode v\nSyslog no\nTestPublicKeys ${keys}\n`);
});

afterAll(async () => rm(folder, { recursive: true, force: true }));

/** How many of the messages verify, and how many fail. */
async function verdictOn(messages: readonly Buffer[]): Promise<{ good: number; bad: number }> {
  const files: string[] = [];
  for (const [index, message] of messages.entries()) {
    files.push(join(folder, `${index}.eml`));
    await writeFile(join(folder, `${index}.eml`), message);
  }
  const config = join(folder, 'opendkim.conf');
  const { stdout, stderr } = runProgram('opendkim', ['-x', config, '-t', files.join(',')]);
  const count = (pattern: RegExp) => (`${stdout}${stderr}`.match(pattern) ?? []).length;
  return {
    good: count(/verification \(.*\) succeeded$/gm),
    bad: count(/verification \(.*\) failed|no signature data/gm),
  };
}

test('two hundred mails verify', async (context) => {
  needProgram(context, 'opendkim');

  expect(await verdictOn(mails.map(({ bytes }) => bytes))).toEqual({ good: 200, bad: 0 });
});

test('one byte of the body changed, and not one verifies', async (context) => {
  needProgram(context, 'opendkim');
  const changed = mails.map(({ bytes }) => {
    const body = bytes.indexOf('\r\n\r\n') + 4;
    return withByteChanged(bytes, letterAt(bytes, body + Math.floor((bytes.length - body) / 3)));
  });

  expect(await verdictOn(changed)).toEqual({ good: 0, bad: 200 });
});

test('one byte of any signed header changed, and it does not verify', async (context) => {
  needProgram(context, 'opendkim');
  const full = mails.find(({ list, html }) => list.baseUrl !== null && html !== null);
  const bytes = full?.bytes ?? Buffer.alloc(0);
  const fields = fieldsOf(bytes).filter(({ name }) => name !== 'dkim-signature');
  const changed = fields.map(({ name, start }) =>
    withByteChanged(bytes, letterAt(bytes, start + name.length + 1)),
  );

  expect(fields.length).toBeGreaterThanOrEqual(13);
  expect(await verdictOn([bytes])).toEqual({ good: 1, bad: 0 });
  expect(await verdictOn(changed)).toEqual({ good: 0, bad: fields.length });
});
