/** R77: a link that we gave out works for years; nothing else does, and nothing else is told apart. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bounceAddress, deliveryOfBounce } from '../../../src/deliver/verp.ts';
import { unsubscribeUrl } from '../../../src/lib/site-address.ts';
import { readToken, signToken, type TokenPurpose } from '../../../src/lib/tokens.ts';
import { databasePath } from '../../../src/pipeline/app.ts';
import { lookUpUnsubscribing, unsubscribe } from '../../../src/pipeline/unsubscribe.ts';
import { allRows, type MailSite, openMailSite } from './mail-site.ts';

const all: Record<TokenPurpose, true> = {
  unsubscribe: true,
  confirm: true,
  preferences: true,
  data: true,
  vote: true,
  never: true,
  bounce: true,
};
const purposes = Object.keys(all).filter((name): name is TokenPurpose => name in all);

let site: MailSite;

beforeAll(async () => {
  site = await openMailSite(60, null);
});
afterAll(() => site.close());

const pathOf = (token: string) => `/unsubscribe/${token}`;

describe('a key that is changed', () => {
  it('leaves links of two keys ago good, while new ones are signed with the newest', async () => {
    const [first] = await site.store.secrets.all();
    const second = await site.store.secrets.rotate();
    const third = await site.store.secrets.rotate();
    const links = [first, second, third].map((key, at) =>
      unsubscribeUrl('https://quay.example', key, 10 + at),
    );

    const [newest] = await site.store.secrets.all();
    const answers = [];
    for (const link of links) {
      answers.push(await site.ask(new URL(link).pathname, { method: 'POST' }));
    }

    expect(newest).toEqual(third);
    expect(new Set(links.map((link) => link.split('/').at(-1)?.split('.')[0])).size).toBe(3);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    for (const { body } of answers) expect(body).toContain('You are unsubscribed');
  });

  it('makes links bad that it never signed, also under its number', async () => {
    const { id } = site.key;
    const foreign = signToken(
      { id, key: 'another site altogether, with a key' },
      'unsubscribe',
      20,
    );
    const renumbered = signToken({ ...site.key, id: 999 }, 'unsubscribe', 20);

    for (const token of [foreign, renumbered, renumbered.replace(/^[^.]+/, id.toString(36))]) {
      expect((await site.ask(pathOf(token), { method: 'POST' })).status).toBe(404);
    }
  });
});

describe('a token for something else', () => {
  it('opens nothing but what it was made for: every purpose tried with every other', async () => {
    const keys = await site.store.secrets.all();
    const accepted = purposes.flatMap((made) => {
      const token = signToken(keys[0], made, 21);
      return purposes
        .filter((asked) => readToken(keys, asked, token) !== null)
        .map((asked) => `${made} as ${asked}`);
    });

    expect(purposes).toHaveLength(7);
    expect(accepted).toEqual(purposes.map((purpose) => `${purpose} as ${purpose}`));
  });

  it('unsubscribes nobody', async () => {
    const before = allRows(databasePath(site.app));

    for (const purpose of purposes.filter((each) => each !== 'unsubscribe')) {
      const token = signToken(site.key, purpose, 22);
      const { status } = await site.ask(pathOf(token), { method: 'POST' });

      expect([purpose, status]).toEqual([purpose, 404]);
    }

    expect(allRows(databasePath(site.app))).toEqual(before);
  });

  it('makes no return address of an unsubscribe link, nor the other way round', () => {
    const address = bounceAddress(site.key, 23, 'b.example.org');
    const token = address.slice(2, address.indexOf('@'));
    const link = signToken(site.key, 'unsubscribe', 23);

    expect(readToken([site.key], 'unsubscribe', token)).toBeNull();
    expect(deliveryOfBounce([site.key], address, 'b.example.org')).toBe(23);
    expect(deliveryOfBounce([site.key], `b-${link}@b.example.org`, 'b.example.org')).toBeNull();
  });
});

describe('a token that was tampered with', () => {
  it('is refused whatever character stands in whatever place, is lost or added', async () => {
    const token = signToken(site.key, 'unsubscribe', 30);
    const alphabet = [...'0123456789abcdefghijklmnopqrstuvwxyz.ABCDEF -%/'];
    const forged = new Set<string>();
    for (let at = 0; at <= token.length; at++) {
      const [start, rest] = [token.slice(0, at), token.slice(at)];
      forged.add(start);
      forged.add(start + rest.slice(1));
      for (const letter of alphabet) {
        forged.add(start + letter + rest);
        forged.add(start + letter + rest.slice(1));
      }
    }
    forged.delete(token);
    const before = allRows(databasePath(site.app));

    const accepted = [];
    for (const each of forged) {
      if ((await unsubscribe(site.store, each)).what !== 'unknown') accepted.push(each);
    }

    console.log(`${forged.size} forged tokens, ${accepted.length} accepted`);
    expect(forged.size).toBeGreaterThan(3_000);
    expect(accepted).toEqual([]);
    expect(allRows(databasePath(site.app))).toEqual(before);
    expect((await lookUpUnsubscribing(site.store, token)).what).toBe('subscribed');
  });

  it('gets one and the same answer, whoever it names', async () => {
    const [known, removed] = [
      signToken(site.key, 'unsubscribe', 31),
      signToken(site.key, 'unsubscribe', 5_000),
    ];
    const broken = [
      `${known.slice(0, -1)}${known.endsWith('0') ? '1' : '0'}`,
      `${removed.slice(0, -1)}${removed.endsWith('0') ? '1' : '0'}`,
      signToken({ id: 77, key: 'k'.repeat(40) }, 'unsubscribe', 31),
      'nonsense',
      '%00',
      '%',
      'a'.repeat(3_000),
    ];

    const answers = [];
    for (const token of broken) {
      for (const method of ['GET', 'POST']) {
        const { status, headers, body } = await site.ask(pathOf(token), { method });
        answers.push(JSON.stringify([status, { ...headers, date: null }, body]));
      }
    }

    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toContain('This link does not work');
    expect(answers[0]).toMatch(/^\[404,/);
    expect(answers[0]).not.toContain('example.org');
  });
});
