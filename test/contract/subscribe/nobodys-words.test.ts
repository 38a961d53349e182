/** R20: what a stranger types into the form is mailed to nobody, only the address itself. */
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { signToken } from '../../../src/lib/tokens.ts';
import { hostileTitles } from '../../unit/render/hostile-titles.ts';
import { hour } from '../delivery/press.ts';
import { type Desk, openDesk } from './desk.ts';

let at: Desk;
beforeEach(async () => {
  at = await openDesk();
});
afterEach(() => at.close());

const mark = 'zqxvwk';
const anyWord = fc
  .oneof(
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc.constantFrom(
      ...['Win a prize', 'http://prize.example/now', '{{title}}', '<b>', '\'"', '\r\nBcc: x@y.z'],
      ...hostileTitles.filter((title) => title.length < 200),
    ),
  )
  .map((text) => `${mark} ${text}`);
const anyWords = fc.record({
  topics: anyWord,
  mute: anyWord,
  authors: anyWord,
  organizations: anyWord,
  name: anyWord,
  subject: anyWord,
});

/** Of a raw mail, what does not differ from address to address and from mail to mail. */
function wordsOf(mail: string, address: string): string {
  return mail
    .replaceAll(address, 'ADDRESS')
    .replace(/^(?:Message-ID|Date|Content-Type).*$(?:\r\n[ \t].*$)*/gim, '')
    .replace(/^--\S+$/gm, '')
    .replace(/\/(confirm|never|preferences|unsubscribe|data|address)\/[0-9a-z.]+/g, '/$1/TOKEN');
}

it('asks everybody with the same words, whatever was typed beside the address', async () => {
  let number = 100;
  const asked = async (words: Record<string, string>) => {
    number += 1;
    const address = `reader${number}@example.org`;
    at.press.pass(hour);
    const answer = await at.submit(address, { words });
    const mails = await at.mailsTo(address);
    return { answer, mails: mails.map((mail) => wordsOf(mail, address)) };
  };
  const plain = await asked({});
  let taken = 0;

  await fc.assert(
    fc.asyncProperty(anyWords, async (words) => {
      const { answer, mails } = await asked(words);
      if ((answer as { ok: boolean }).ok) {
        taken += 1;
        expect(mails).toEqual(plain.mails);
      } else expect(mails).toEqual([]);
      expect(mails.join()).not.toContain(mark);
    }),
    { numRuns: 40, seed: 20 },
  );

  expect(plain.mails).toHaveLength(1);
  expect(taken).toBeGreaterThan(20);
  const { topics } = (await at.press.store.requests.of(2)).at(-1)?.preferences?.interests ?? {};
  expect(JSON.stringify(topics)).toContain(mark);
});

it('nor do the mails to who is subscribed already, with the link to the data, and about a new address', async () => {
  const mailsOf = async (name: string, words: Record<string, string>) => {
    const address = `${name}@example.org`;
    await at.submit(address, { words });
    await at.desk.confirm(await at.token('confirm', address));
    await at.mailsTo(address);
    at.press.pass(25 * hour);
    await at.submit(address, { words });
    const [key] = await at.press.store.secrets.all();
    const id = (await at.press.store.subscribers.find(address))?.id ?? 0;
    await at.desk.askForDataLink(signToken(key, 'preferences', id));
    const mails = [...(await at.mailsTo(address))];
    const data = /data\/([0-9a-f]{40})/.exec(mails.join())?.[1] ?? '';
    const client = '192.0.2.1';
    await at.desk.askToChangeAddress(data, { address: `new.${address}`, client });
    const [asked = ''] = await at.mailsTo(`new.${address}`);
    await at.desk.changeAddress(/address\/([0-9a-f]{40})/.exec(asked)?.[1] ?? '');
    mails.push(asked.replaceAll(`new.${address}`, address), ...(await at.mailsTo(address)));
    const masked = new RegExp(`\\b[${name[0]}n]=E2=80=A6@`, 'g');
    return mails.map((mail) => wordsOf(mail, address).replace(masked, 'MASKED@'));
  };

  const plain = await mailsOf('ada', {});
  const hostile = await mailsOf('bob', { topics: `${mark} <b>prize</b>`, mute: `${mark}, prize` });

  expect(plain).toHaveLength(4);
  expect(hostile).toEqual(plain);
});
