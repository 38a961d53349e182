/** A composed message, read back by another library and byte by byte. */
import fc from 'fast-check';
import PostalMime from 'postal-mime';
import { expect, test } from 'vitest';
import { composeMessage, type MessageParts } from '../../../src/deliver/message.ts';
import { cleanHeaderText } from '../../../src/deliver/subject.ts';
import { encodedSize } from '../../../src/render/encoded-size.ts';
import { renderMail } from '../../../src/render/render.ts';
import { hostileTitles, unclean } from '../render/hostile-titles.ts';
import { digestOfTitles, options, richDigest } from '../render/sample-digest.ts';
import { faultsOf, valuesOf } from './raw-mail.ts';

const parts: MessageParts = {
  from: { name: 'Paperboy', address: 'digest@paperboy.example' },
  to: { address: 'reader@example.org' },
  subject: 'Paperboy, 14 Oct: A title',
  html: '<p>Hello</p>\n',
  text: 'Hello\n',
  date: new Date('2026-10-14T06:00:00Z'),
  messageId: '<42.abc@paperboy.example>',
  boundaryKey: '42.abc',
};

async function read(bytes: Buffer) {
  return PostalMime.parse(bytes);
}

const lines = (text: string | undefined) => (text ?? '').replace(/\r\n/g, '\n').replace(/\n+$/, '');

test('both parts arrive as written, text first', async () => {
  const mail = await renderMail(richDigest(), options);

  const bytes = await composeMessage({ ...parts, ...mail });

  const message = await read(bytes);
  expect(faultsOf(bytes)).toEqual([]);
  expect(lines(message.text)).toBe(lines(mail.text));
  expect(lines(message.html)).toBe(lines(mail.html));
  expect(bytes.indexOf('text/plain')).toBeLessThan(bytes.indexOf('text/html'));
  expect(bytes.toString()).toContain('multipart/alternative');
});

test('the headers say who, to whom, when, and that a program wrote it', async () => {
  const headers = { 'List-Unsubscribe': '<mailto:stop@paperboy.example?subject=stop>' };

  const message = await read(await composeMessage({ ...parts, headers }));

  const found = new Map(message.headers.map(({ key, value }) => [key, value]));
  expect(message.from).toMatchObject({ name: 'Paperboy', address: 'digest@paperboy.example' });
  expect(message.to).toMatchObject([{ address: 'reader@example.org' }]);
  expect(found.get('auto-submitted')).toBe('auto-generated');
  expect(found.get('list-unsubscribe')).toBe(headers['List-Unsubscribe']);
  expect(found.get('date')).toBe('Wed, 14 Oct 2026 06:00:00 +0000');
  expect(found.get('message-id')).toBe(parts.messageId);
  expect(found.has('bcc') || found.has('cc') || found.has('x-mailer')).toBe(false);
});

test('a reader who wants text gets text alone', async () => {
  const { text } = await renderMail(richDigest(), options);

  const bytes = await composeMessage({ ...parts, html: null, text });

  const message = await read(bytes);
  expect(faultsOf(bytes)).toEqual([]);
  expect(valuesOf(bytes, 'content-type')).toEqual(['text/plain; charset=utf-8']);
  expect(lines(message.text)).toBe(lines(text));
  expect(message.html).toBeUndefined();
});

test('replies go where they should, to one address', async () => {
  const bytes = await composeMessage({ ...parts, replyTo: 'desk@paperboy.example' });

  expect(valuesOf(bytes, 'reply-to')).toEqual(['desk@paperboy.example']);
  await expect(
    composeMessage({ ...parts, replyTo: 'a@b.example, c@d.example' }),
  ).rejects.toMatchObject({ code: 'USAGE' });
});

test('nothing leaves unsigned when the signer fails', async () => {
  const signer = { sign: () => Promise.reject(new Error('no key')) };

  await expect(composeMessage({ ...parts, signer })).rejects.toThrow('no key');
});

test('the same parts give the same bytes', async () => {
  expect(await composeMessage(parts)).toEqual(await composeMessage(parts));
});

test('any title gives clean bytes and a subject that decodes to itself', async () => {
  const title = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 10_000 }),
    fc.string({ unit: 'grapheme', maxLength: 300 }),
    fc.constantFrom(
      ...hostileTitles,
      ...unclean.map(([text]) => text),
      'w'.repeat(10_000),
      '字'.repeat(5_000),
    ),
  );

  await fc.assert(
    fc.asyncProperty(title, async (subject) => {
      const mail = await renderMail(digestOfTitles([subject]), options);

      const bytes = await composeMessage({ ...parts, ...mail, subject });

      const message = await read(bytes);
      expect(faultsOf(bytes)).toEqual([]);
      expect(message.subject ?? '').toBe(cleanHeaderText(subject));
      expect(lines(message.text)).toBe(lines(mail.text));
      expect(lines(message.html)).toBe(lines(mail.html));
    }),
    { numRuns: 120, seed: 11 },
  );
});

test.each([
  ['bare line feeds and carriage returns', 'one\ntwo\rthree\r\nfour'],
  ['a line of 5,000 characters', 'x'.repeat(5_000)],
  ['a forged boundary', '--=_Paperboy-42.abc-Part_1--\n----_NmP-42.abc-Part_1--\nafter'],
  ['dots and From at line starts', '.\n..\nFrom here\n'],
])('%s in a body do no harm', async (_, text) => {
  const bytes = await composeMessage({ ...parts, text });

  const message = await read(bytes);
  expect(faultsOf(bytes)).toEqual([]);
  expect(lines(message.text)).toBe(lines(text.replace(/\r\n|\r/g, '\n')));
  expect(message.html).toContain('<p>Hello</p>');
});

test.each([
  ['quoted-printable', 'plain letters '.repeat(100)],
  ['base64', '字'.repeat(500)],
])(
  '%s is chosen where it is the smaller, and the estimate is never below the truth',
  async (encoding, text) => {
    const bytes = await composeMessage({ ...parts, html: text });

    const part = bytes.toString().split('\r\n\r\n').at(-1)?.split('\r\n--=_')[0] ?? '';
    expect(bytes.toString()).toMatch(new RegExp(`text/html[^]*?Encoding: ${encoding}`));
    expect(part.length).toBeLessThanOrEqual(encodedSize(text));
  },
);

test('the estimated size holds for real mails of any script', async () => {
  for (const character of ['w', '=', '字', 'é', 'ab cd, ', '"']) {
    const { html } = await renderMail(
      digestOfTitles([character.repeat(300), character.repeat(90)]),
      options,
    );
    const bytes = await composeMessage({ ...parts, html });
    const part = bytes.toString().split('\r\n\r\n').at(-1)?.split('\r\n--=_')[0] ?? '';

    expect(part.length).toBeLessThanOrEqual(encodedSize(html));
  }
});

test.each([
  'a@example.org, b@example.org',
  'a@example.org\r\nBcc: b@example.org',
  '',
  'Name <a@example.org>',
])('the recipient %j is refused', async (address) => {
  await expect(composeMessage({ ...parts, to: { address } })).rejects.toMatchObject({
    code: 'USAGE',
  });
  await expect(composeMessage({ ...parts, from: { address } })).rejects.toMatchObject({
    code: 'USAGE',
  });
});

test('a display name cannot add an address or a header', async () => {
  const name = 'Ada", b@example.org,\r\nBcc: c@example.org';

  const message = await read(
    await composeMessage({ ...parts, from: { ...parts.from, name }, to: { ...parts.to, name } }),
  );

  expect(message.to).toEqual([
    { name: 'Ada", b@example.org, Bcc: c@example.org', address: 'reader@example.org' },
  ]);
  expect(message.from?.address).toBe('digest@paperboy.example');
  expect(message.bcc).toBeUndefined();
});

test.each([
  ['Bcc', 'b@example.org'],
  ['To', 'b@example.org'],
  ['Content-Type', 'text/html'],
  ['X-A\r\nBcc', 'x'],
  ['X-A', 'x\r\nBcc: b@example.org'],
  ['X-A', 'ü'],
  ['X-A', 'x'.repeat(1_000)],
])('the header %j: %j is refused', async (name, value) => {
  await expect(composeMessage({ ...parts, headers: { [name]: value } })).rejects.toMatchObject({
    code: 'USAGE',
  });
});

test.each(['x', '<x>', '<a@b> <c@d>', '<a@b>\r\nBcc: c@d'])(
  'the message id %j is refused',
  async (messageId) => {
    await expect(composeMessage({ ...parts, messageId })).rejects.toMatchObject({ code: 'USAGE' });
  },
);
