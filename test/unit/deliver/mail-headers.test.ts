/** The headers of list mail: how to leave, which list it is, where to ask. */
import { decodeWords } from 'postal-mime';
import { expect, test } from 'vitest';
import { type ListMail, listHeaders, mailtoAddress } from '../../../src/deliver/mail-headers.ts';
import { composeMessage } from '../../../src/deliver/message.ts';
import { faultsOf, valuesOf } from './raw-mail.ts';

const site: ListMail = {
  title: 'The Morning Stack',
  from: 'digest@stack.example',
  replyTo: null,
  baseUrl: 'https://papers.stack.example',
  unsubscribe: {
    url: 'https://papers.stack.example/unsubscribe/1.2a.0123456789abcdef0123456789abcdef',
    mailto: null,
  },
};
const personal: ListMail = {
  ...site,
  baseUrl: null,
  unsubscribe: { url: null, mailto: mailtoAddress('digest@stack.example', 'unsubscribe') },
};

async function bytesWith(list: ListMail): Promise<Buffer> {
  return composeMessage({
    from: { name: list.title, address: list.from },
    to: { address: 'reader@example.org' },
    subject: 'A subject',
    html: '<p>Hello</p>\n',
    text: 'Hello\n',
    date: new Date('2026-10-14T06:00:00Z'),
    messageId: '<42.abc@stack.example>',
    boundaryKey: '42.abc',
    headers: listHeaders(list),
  });
}

test('a site offers one click first, by https and nothing else', () => {
  const both = {
    ...site,
    unsubscribe: { ...site.unsubscribe, ...personal.unsubscribe, url: site.unsubscribe.url },
  };

  expect(listHeaders(site)['List-Unsubscribe']).toBe(`<${site.unsubscribe.url}>`);
  expect(listHeaders(both)['List-Unsubscribe']).toBe(
    `<${site.unsubscribe.url}>, <mailto:digest@stack.example?subject=unsubscribe>`,
  );
  expect(listHeaders(both)['List-Unsubscribe-Post']).toBe('List-Unsubscribe=One-Click');
});

test('without a public address one leaves by mail, and no click is promised', () => {
  const headers = listHeaders(personal);

  expect(headers['List-Unsubscribe']).toBe('<mailto:digest@stack.example?subject=unsubscribe>');
  expect(headers['List-Unsubscribe-Post']).toBeUndefined();
  expect(headers['List-Help']).toBe('<mailto:digest@stack.example?subject=help>');
  expect(headers['List-Id']).toBe('"The Morning Stack" <paperboy.stack.example>');
});

test('one click is not promised over plain http', () => {
  const url = 'http://papers.stack.example/unsubscribe/x';

  const headers = listHeaders({ ...site, unsubscribe: { url, mailto: null } });

  expect(headers['List-Unsubscribe']).toBe(`<${url}>`);
  expect(headers['List-Unsubscribe-Post']).toBeUndefined();
});

test.each(['localhost', '127.0.0.1', '[::1]'])('one click can be tried on %s', (host) => {
  const url = `http://${host}:8080/unsubscribe/x`;

  const headers = listHeaders({ ...site, unsubscribe: { url, mailto: null } });

  expect(headers['List-Unsubscribe-Post']).toBe('List-Unsubscribe=One-Click');
});

test('a mail that could not be left is refused', () => {
  const stuck = { ...site, unsubscribe: { url: null, mailto: null } };

  expect(() => listHeaders(stuck)).toThrow(expect.objectContaining({ code: 'MAIL_CONFIG' }));
});

test.each([
  ['https://papers.stack.example:8443/daily', 'paperboy.papers.stack.example'],
  ['https://münchen.example', 'paperboy.xn--mnchen-3ya.example'],
  ['http://127.0.0.1:8080', 'paperboy.stack.example'],
  ['http://[::1]:8080', 'paperboy.stack.example'],
  ['http://localhost:8080', 'paperboy.stack.example'],
])('the list of %s is %s', (baseUrl, id) => {
  expect(listHeaders({ ...site, baseUrl })['List-Id']).toBe(`"The Morning Stack" <${id}>`);
});

test.each([
  'Ada\'s "daily" \\ paper, <b@evil.example>',
  'Zeitung für Übermorgen "täglich"',
  '毎朝の論文を届ける新聞、たいへん長い名前のもの、さらに長くしたもの、もっと長く',
  '=?UTF-8?B?aGk=?=',
  'two\r\nBcc: lines@evil.example',
  'w'.repeat(200),
])('the title %j stays a name: in From and in List-Id', async (title) => {
  const bytes = await bytesWith({ ...site, title });

  const [listId = ''] = valuesOf(bytes, 'list-id');
  const name = listId.replace(/ <[^<]*>$/, '');
  const shown = name.startsWith('"')
    ? name.slice(1, -1).replace(/\\(.)/g, '$1')
    : decodeWords(name);
  expect(faultsOf(bytes)).toEqual([]);
  expect(name).toMatch(/^(?:"(?:[^"\\]|\\.)*"|=\?\S+\?=(?: =\?\S+\?=)*)$/);
  expect(listId).toMatch(/ <paperboy\.papers\.stack\.example>$/);
  expect(shown).toBe(
    title
      .replace(/\r\n/, ' ')
      .slice(0, 80)
      .replace(/w{80}/, `${'w'.repeat(79)}…`),
  );
  expect(valuesOf(bytes, 'from')[0]).toMatch(/<digest@stack\.example>$/);
  expect(valuesOf(bytes, 'bcc')).toEqual([]);
});

test.each([
  'javascript:alert(1)',
  'https://x.example/>\r\nBcc: b@example.org',
  'not an address',
  `https://x.example/${'a'.repeat(900)}`,
])('the way out %j is written safely or refused', async (url) => {
  const list = { ...site, unsubscribe: { url, mailto: null } };
  let written: string[] = [];
  try {
    const bytes = await bytesWith(list);
    written = valuesOf(bytes, 'list-unsubscribe');
    expect(faultsOf(bytes)).toEqual([]);
    expect(valuesOf(bytes, 'bcc')).toEqual([]);
  } catch (error) {
    expect(error).toMatchObject({ code: 'MAIL_CONFIG' });
  }

  expect(written.every((value) => /^<https:[^<>\s]+>$/.test(value))).toBe(true);
});

test('a mailto says exactly one address, whatever characters it has', () => {
  expect(mailtoAddress('a&b=c?d@stack.example', 'leave, please')).toBe(
    'mailto:a%26b%3Dc%3Fd@stack.example?subject=leave%2C%20please',
  );
  expect(() => mailtoAddress('a@b.example,c@d.example', 'x')).toThrow('not a mail address');
});

test('nothing in it changes from day to day', async () => {
  expect(await bytesWith(site)).toEqual(await bytesWith({ ...site }));
  expect(valuesOf(await bytesWith(site), 'list-id')).toEqual([
    '"The Morning Stack" <paperboy.papers.stack.example>',
  ]);
});
