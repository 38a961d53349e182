/** What holds for every mail, whatever stands in it: two hundred of them, by another library and byte by byte. */
import PostalMime from 'postal-mime';
import { beforeAll, expect, test } from 'vitest';
import { cleanHeaderText } from '../../../src/deliver/subject.ts';
import { faultsOf, fieldsOf, valuesOf } from '../../unit/deliver/raw-mail.ts';
import { makeSigner, type SampleMail, sampleMails } from './sample-mails.ts';

let mails: SampleMail[];

beforeAll(async () => {
  const { signer } = await makeSigner();
  mails = await sampleMails(200, signer);
});

const lines = (text: string | undefined) => (text ?? '').replace(/\r\n/g, '\n').replace(/\n+$/, '');

test('the two hundred are all different, and of every kind', () => {
  expect(new Set(mails.map(({ bytes }) => bytes.toString('latin1'))).size).toBe(200);
  expect(mails.filter(({ html }) => html === null).length).toBeGreaterThan(10);
  expect(mails.filter(({ list }) => list.baseUrl === null).length).toBeGreaterThan(50);
});

test('on the wire each is seven bits in short lines that end in CRLF', () => {
  for (const { bytes } of mails) expect(faultsOf(bytes)).toEqual([]);
});

test('each says how to leave it, which list it is, and that a program wrote it', () => {
  for (const { bytes, list } of mails) {
    const [unsubscribe = ''] = valuesOf(bytes, 'list-unsubscribe');
    const { url, mailto } = list.unsubscribe;
    const ways = [url, mailto].filter((way) => way !== null).map((way) => `<${way}>`);
    expect(unsubscribe).toBe(ways.join(', '));
    expect(unsubscribe).toMatch(url === null ? /^<mailto:/ : /^<https:/);
    expect(valuesOf(bytes, 'list-unsubscribe-post')).toEqual(
      url === null ? [] : ['List-Unsubscribe=One-Click'],
    );
    const host = list.baseUrl === null ? 'paperboy.example' : 'papers.example.org';
    expect(valuesOf(bytes, 'list-id')[0]).toMatch(new RegExp(`<paperboy\\.${host}>$`));
    expect(valuesOf(bytes, 'list-help')[0]).toMatch(/^<(?:https|mailto):[^>]+>$/);
    expect(valuesOf(bytes, 'auto-submitted')).toEqual(['auto-generated']);
  }
});

test('each goes to one address, has every field once, and no hidden recipient', async () => {
  for (const { bytes } of mails) {
    const message = await PostalMime.parse(bytes);
    const names = fieldsOf(bytes).map(({ name }) => name);
    expect(message.to).toHaveLength(1);
    expect(valuesOf(bytes, 'to')[0]).toMatch(/^[^\s,@<>]+@[^\s,@<>]+$/);
    expect(message.from?.address).toBe('digest@paperboy.example');
    expect(message.replyTo).toMatchObject([{ address: 'desk@paperboy.example' }]);
    expect(new Set(names).size).toBe(names.length);
    expect(names).not.toContain('bcc');
    expect(names).not.toContain('cc');
    expect(valuesOf(bytes, 'date')[0]).toMatch(/^\w{3}, \d\d \w{3} 2026 \d\d:\d\d:\d\d \+0000$/);
  }
});

test('each arrives as it was written: subject, text and page', async () => {
  for (const { bytes, subject, text, html } of mails) {
    const message = await PostalMime.parse(bytes);
    expect(message.subject ?? '').toBe(cleanHeaderText(subject));
    expect((message.subject ?? '').length).toBeLessThanOrEqual(150);
    expect(message.subject ?? '').not.toMatch(
      /[\p{Cc}\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/u,
    );
    expect(lines(message.text)).toBe(lines(text));
    if (html === null) expect(message.html).toBeUndefined();
    else expect(lines(message.html)).toBe(lines(html));
  }
});

test('each text says why it came, how to leave, who sends it, and that nobody counts', () => {
  for (const { text, html, list } of mails) {
    const way = list.unsubscribe.url ?? list.unsubscribe.mailto ?? '';
    const flat = text.replace(/\s+/g, ' ');
    expect(flat).toContain('You get this because you asked');
    expect(flat).toContain(`Unsubscribe: ${way}`);
    expect(flat).toContain('1 Example Street, 12345 Example Town');
    expect(flat).toContain('No tracking');
    if (html !== null) {
      const decoded = html.replaceAll('&#x3D;', '=').replaceAll('&amp;', '&');
      expect(decoded).toContain(`href="${way}"`);
      expect(decoded).toContain('1 Example Street, 12345 Example Town');
    }
  }
});

test('the same mails have the same bytes when they are made again', async () => {
  const { signer } = await makeSigner();

  const [once, again] = [await sampleMails(20, signer), await sampleMails(20, signer)];

  expect(again.map(({ bytes }) => bytes)).toEqual(once.map(({ bytes }) => bytes));
});
