/** Signing: keys that receivers would not believe are refused before anything is sent. */
import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { type DkimSettings, dkimPublicRecord, loadDkimKey } from '../../../src/deliver/dkim.ts';

function rsaKey(bits: number): string {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: bits });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

const pem = rsaKey(2_048);
const settings: DkimSettings = {
  pem,
  selector: 'paperboy',
  domain: null,
  fromDomain: 'paperboy.example',
};
const message = Buffer.from('From: a@paperboy.example\r\nSubject: x\r\n\r\nHello\r\n');

function exported(type: 'ed25519' | 'ec' | 'rsa-pss'): string {
  const { privateKey } =
    type === 'ec'
      ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
      : type === 'ed25519'
        ? generateKeyPairSync('ed25519')
        : generateKeyPairSync('rsa-pss', { modulusLength: 2_048 });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

function encrypted(): string {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  const cipher = { cipher: 'aes-256-cbc', passphrase: 'open' };
  return privateKey.export({ type: 'pkcs8', format: 'pem', ...cipher }).toString();
}

/** A key whose public half is another's: it can be read, and signs rubbish. */
function mismatched(): string {
  const jwk = () =>
    generateKeyPairSync('rsa', { modulusLength: 2_048 }).privateKey.export({ format: 'jwk' });
  const key = createPrivateKey({ key: { ...jwk(), n: jwk().n ?? '' }, format: 'jwk' });
  return key.export({ type: 'pkcs8', format: 'pem' }).toString();
}

test.each([
  ['none', null, 'there is no key'],
  ['an empty one', '  \n', 'there is no key'],
  ['one cut short', pem.slice(0, 900), 'not a whole PEM'],
  ['one with a line missing', pem.split('\n').toSpliced(5, 1).join('\n'), 'damaged'],
  ['something else', 'v=DKIM1; k=rsa; p=abc', 'not a whole PEM'],
  ['an encrypted one', encrypted(), 'encrypted'],
  ['an Ed25519 one', exported('ed25519'), 'of kind ed25519'],
  ['an elliptic one', exported('ec'), 'of kind ec'],
  ['an RSA-PSS one', exported('rsa-pss'), 'of kind rsa-pss'],
  ['one of 768 bits', rsaKey(768), '768 bits'],
  ['one whose halves differ', mismatched(), 'does not verify'],
])('a key is refused: %s', async (_, key, problem) => {
  await expect(loadDkimKey({ ...settings, pem: key })).rejects.toMatchObject({
    code: 'MAIL_CONFIG',
    message: expect.stringContaining(problem),
    hint: expect.stringMatching(/\w/),
  });
});

test.each([
  ['no selector', { selector: null }, 'selector (mail.dkim.selector) is missing'],
  ['a selector that adds a tag', { selector: 'a; d=evil.example' }, 'is no selector'],
  ['a foreign domain', { domain: 'evil.example' }, "does not belong to the sender's domain"],
  ['a domain that only ends alike', { domain: 'boy.example' }, 'does not belong'],
  ['a whole top-level domain', { domain: 'example' }, 'does not belong'],
])('a setting is refused: %s', async (_, change, problem) => {
  await expect(loadDkimKey({ ...settings, ...change })).rejects.toMatchObject({
    code: 'MAIL_CONFIG',
    message: expect.stringContaining(problem),
  });
});

test.each([null, 'PAPERBOY.example', 'mail.paperboy.example'])(
  'the domain %s may sign for the sender, and so may the one above a sender',
  async (domain) => {
    const signer = await loadDkimKey({ ...settings, domain });
    const above = await loadDkimKey({
      ...settings,
      domain: 'paperboy.example',
      fromDomain: 'news.paperboy.example',
    });

    expect(signer.domain).toBe((domain ?? settings.fromDomain).toLowerCase());
    expect(above.domain).toBe('paperboy.example');
  },
);

test('a short key works with a warning, a good one without', async () => {
  const short = await loadDkimKey({ ...settings, pem: rsaKey(1_024) });
  const good = await loadDkimKey(settings);

  expect(short.warnings).toEqual([expect.stringContaining('1024 bits')]);
  expect(good.warnings).toEqual([]);
});

test('the same message is signed with the same bytes, without a time', async () => {
  const signer = await loadDkimKey(settings);

  const once = await signer.sign(message);
  const again = await (await loadDkimKey(settings)).sign(message);

  expect(again).toEqual(once);
  expect(once.toString()).toMatch(/^DKIM-Signature: v=1; a=rsa-sha256; c=relaxed\/relaxed;\r\n/);
  expect(once.toString()).not.toMatch(/[;\s][tx]=\d/);
  expect(once.subarray(-message.length)).toEqual(message);
});

test.each(['', 'From: a@paperboy.example\r\n', 'Subject: x\r\n\r\nHello\r\n'])(
  '%j is no message, and does not come back unsigned',
  async (text) => {
    const signer = await loadDkimKey(settings);

    await expect(signer.sign(Buffer.from(text))).rejects.toThrow('cannot be signed');
  },
);

test('keys in both usual forms, and with other line ends, are the same key', async () => {
  const pkcs1 = createPrivateKey(pem).export({ type: 'pkcs1', format: 'pem' }).toString();
  const expected = await (await loadDkimKey(settings)).sign(message);

  for (const key of [pkcs1, pem.replaceAll('\n', '\r\n'), `\n${pem}\n`]) {
    expect(await (await loadDkimKey({ ...settings, pem: key })).sign(message)).toEqual(expected);
  }
});

test('the record to publish holds the public half, and nothing of the private one', () => {
  const record = dkimPublicRecord(pem);

  const [, half = ''] = /^v=DKIM1; k=rsa; p=([A-Za-z0-9+/=]+)$/.exec(record) ?? [];
  const key = createPublicKey({ key: Buffer.from(half, 'base64'), format: 'der', type: 'spki' });
  expect(key.equals(createPublicKey(pem))).toBe(true);
});
