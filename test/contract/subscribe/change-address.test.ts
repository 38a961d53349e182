/** R79: mail goes to another address behind a fresh link to the old one and a button behind a link to the new one. */
import { readFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { preferencesUrl } from '../../../src/lib/site-address.ts';
import { signToken, type TokenKey } from '../../../src/lib/tokens.ts';
import { ingestMessage } from '../../../src/pipeline/ingest-bounces.ts';
import { importReaders } from '../../../src/pipeline/move-readers.ts';
import { prepareDeliveries } from '../../../src/pipeline/prepare-deliveries.ts';
import { hour, minute, papers } from '../delivery/press.ts';
import { type Desk, openDesk } from './desk.ts';

const old = 'ada@old-harbour.example';
const fresh = 'Ada.New@north-pier.example';
const day = '2026-11-16';
let at: Desk;
let key: TokenKey;
/** The token of the page about her data. */
let data: string;

async function open(settings: Record<string, string> = {}): Promise<void> {
  at = await openDesk(settings);
  [key] = await at.press.store.secrets.all();
  await at.submit(old, { words: { topics: 'kelp forests', format: 'text' } });
  await at.desk.confirm(await at.token('confirm', old));
  await at.mailsTo(old);
  data = await freshLink();
}
beforeEach(() => open());
afterEach(() => at.close());

let clients = 0;
/** Each from a network of its own. */
const ask = (address: string, token = data) => {
  clients++;
  const client = `10.9.${clients & 255}.7`;
  return at.desk.askToChangeAddress(token, { address, client });
};

async function freshLink(id = 1): Promise<string> {
  await at.desk.askForDataLink(signToken(key, 'preferences', id));
  const address = (await at.press.store.subscribers.get(id))?.address ?? '';
  return await at.token('data', address);
}

const readers = () => at.rows('SELECT id, address, state FROM subscribers ORDER BY id');

/** Publishes a day's issue of three papers. */
async function publish(on = day): Promise<void> {
  at.press.at(`${on}T06:00:00.000Z`);
  await at.press.list(on, papers(1, 2, 3));
  await at.press.publish(on);
}

describe('a new address', () => {
  it('is asked by mail, and takes the place of the old one with the press of a button', async () => {
    const before = await at.press.store.subscribers.get(1);

    const answer = await ask(fresh);
    const [mail = ''] = await at.mailsTo(fresh);
    const token = /address\/([0-9a-f]{40})/.exec(mail)?.[1] ?? '';
    const rows = at.rows('SELECT * FROM subscribers');
    const looked = [await at.desk.lookUpAddress(token), await at.desk.lookUpAddress(token)];
    const untouched = at.rows('SELECT * FROM subscribers');
    at.press.pass(minute);
    const done = await at.desk.changeAddress(token);
    const again = await at.desk.changeAddress(token);

    expect(answer).toEqual({ what: 'asked' });
    expect(mail).toContain('Auto-Submitted: auto-generated');
    expect(mail.replace(/\s+/g, ' ')).toContain('with the address a=E2=80=A6@old-harbour.example');
    expect(mail).not.toContain(old);
    expect(looked).toEqual(
      Array(2).fill({
        ...{ what: 'ask', from: 'a…@old-harbour.example', address: 'A…@north-pier.example' },
      }),
    );
    expect(untouched).toEqual(rows);
    expect([done.what, again.what]).toEqual(['done', 'already']);
    const after = await at.press.store.subscribers.get(1);
    expect(after).toEqual({ ...before, address: fresh, consent: after?.consent });
    expect(after?.consent).toMatchObject({ source: 'form', at: '2026-11-16T05:01:00.000Z' });
    expect(after?.consent?.wording).toContain('form 1: I want to get The Quay');
    const [notice = '', ...more] = await at.mailsTo(old);
    expect(more).toEqual([]);
    expect(notice).toContain('Subject: The Quay: mail now goes to another address');
    expect(notice).toContain('A=E2=80=A6@north-pier.example');
    expect(notice).not.toContain(fresh);
  });

  it('needs a fresh link to the old one, and a link of no other kind opens anything', async () => {
    await ask(fresh);
    const address = await at.token('address', fresh);
    await at.submit('bo@example.org');
    const confirm = await at.token('confirm', 'bo@example.org');
    const signed = (['unsubscribe', 'preferences', 'data', 'vote', 'never', 'bounce'] as const).map(
      (purpose) => signToken(key, purpose, 1),
    );
    const before = readers();

    const asked = [];
    for (const token of [...signed, address, confirm, 'x']) {
      asked.push((await ask('other@north-pier.example', token)).what);
    }
    const moved = [];
    for (const token of [...signed, data, confirm, 'x']) {
      moved.push((await at.desk.changeAddress(token)).what);
      moved.push((await at.desk.refuseAddress(token)).what);
      moved.push((await at.desk.lookUpAddress(token)).what);
    }
    const opened = [
      (await at.desk.lookUpConfirm(address)).what !== 'unknown',
      (await at.desk.lookUpNever(address)).what !== 'unknown',
      (await at.desk.preferences(address)) !== null,
      (await at.desk.lookUpData(address)) !== null,
      (await at.desk.exportData(address)) !== null,
      (await at.desk.erase(address)).what !== 'unknown',
    ];
    at.press.pass(hour + minute);
    const late = await ask('other@north-pier.example');

    expect(new Set([...asked, ...moved, late.what])).toEqual(new Set(['unknown']));
    expect(new Set(opened)).toEqual(new Set([false]));
    expect(readers()).toEqual(before);
    expect(await at.mailsTo('other@north-pier.example')).toEqual([]);
  });

  it('is not taken after a day, nor once a newer one was asked for', async () => {
    await ask('typo@north-pier.example');
    const first = await at.token('address', 'typo@north-pier.example');
    await ask(fresh);
    const second = await at.token('address', fresh);

    const superseded = await at.desk.changeAddress(first);
    const good = await at.desk.lookUpAddress(second);
    at.press.pass(24 * hour);
    const late = await at.desk.changeAddress(second);

    expect([superseded.what, good.what, late.what]).toEqual(['old', 'ask', 'old']);
    expect(readers()).toMatchObject([{ address: old }]);
  });

  it('is not taken for somebody who has left meanwhile, and their pause stays', async () => {
    await ask(fresh);
    const token = await at.token('address', fresh);
    await at.press.store.subscribers.unsubscribe(1);

    const left = await at.desk.changeAddress(token);
    const form = await at.desk.lookUpData(data);
    const asked = await ask('other@north-pier.example');
    await at.press.store.subscribers.confirm(1);
    await at.press.store.subscribers.pause(1, '2026-12-24');
    const back = await at.desk.changeAddress(token);

    expect([left.what, back.what]).toEqual(['old', 'done']);
    expect(form?.canMove).toBe(false);
    expect(asked).toEqual({ what: 'asked' });
    expect(await at.mailsTo('other@north-pier.example')).toEqual([]);
    expect((await at.press.store.subscribers.get(1))?.pausedUntil).toBe('2026-12-24');
  });

  it('stands nowhere in the database with its token', async () => {
    await ask(fresh);
    const token = await at.token('address', fresh);

    const files = [at.file(), `${at.file()}-wal`];
    const bytes = files.map((path) => readFileSync(path, 'latin1')).join();

    expect(token).toHaveLength(40);
    expect(bytes).not.toContain(token);
  });

  it('is read as carefully as one that subscribes', async () => {
    const answers = [await ask('no address'), await ask(''), await ask('ADA@Old-Harbour.example')];

    expect(answers.map(({ what }) => what)).toEqual(['problem', 'problem', 'problem']);
    expect(at.rows("SELECT id FROM requests WHERE kind = 'address'")).toEqual([]);
  });
});

describe('what is typed for an address', () => {
  it.each([
    'ada@north-pier.example\r\nBcc: bo@example.org',
    'ada\r\n@north-pier.example',
    'ada@north-pier.example,bo@example.org',
    'Ada <ada@north-pier.example>',
    'ad\u00e4@north-pier.example',
    '\u212Aelp@north-pier.example',
    'ada@north-pier.example\u0000',
    'ada@north-pier.example\u202E',
    'ada@[10.0.0.1]',
    '\u0061da@old-harbour\u3002example',
  ])('is one plain address or none: %j', async (typed) => {
    const { what } = await ask(typed);

    expect(what).toBe('problem');
    expect(at.rows("SELECT id FROM requests WHERE kind = 'address'")).toEqual([]);
  });

  it('may have a domain of any letters: mail goes to its name in ASCII', async () => {
    const ascii = 'ada@xn--mwe-sna.example';
    await ask(' ada@möwe.example ');

    // The mail server of the tests shows domains in letters.
    const done = await at.desk.changeAddress(await at.token('address', 'ada@möwe.example'));
    at.press.pass(hour);
    await at.desk.askForDataLink(signToken(key, 'preferences', 1));
    data = await at.token('data', 'ada@möwe.example');
    const same = await ask('Ada@MÖWE.example');

    expect(done).toEqual({ what: 'done', address: 'a…@xn--mwe-sna.example' });
    expect(readers()).toMatchObject([{ address: ascii }]);
    expect(same).toMatchObject({ what: 'problem', message: expect.stringContaining('already') });
  });
});

describe('whose the new address is', () => {
  it('nobody learns: the same answer and the same rows, and no mail where none may come', async () => {
    await at.close();
    await open({
      PAPERBOY_SUBSCRIBE_MODE: 'domains',
      PAPERBOY_SUBSCRIBE_DOMAINS: [
        'old-harbour.example',
        'north-pier.example',
        'example.org',
      ].join(),
    });
    const { store } = at.press;
    await at.press.reader('known');
    await store.subscribers.unsubscribe(await at.press.reader('gone'));
    await store.suppressions.never('never@example.org', 'said so');
    const stamp = at.press.app.now().toISOString();
    const bounce = { reason: 'bounce', detail: 'gone', at: stamp, until: null } as const;
    await store.suppressions.put({ addressKey: 'bounced@example.org', ...bounce });
    const counts = () =>
      Object.values(
        at.rows(`SELECT (SELECT count(*) FROM requests) AS requests,
          (SELECT count(*) FROM deliveries) AS deliveries, (SELECT count(*) FROM sign_ups) AS signUps
        `)[0] as Record<string, number>,
      );
    const others = ['known', 'gone', 'never', 'bounced'].map((name) => `${name}@example.org`);
    const addresses = [fresh, ...others, 'ada@elsewhere.example'];

    const seen = new Set<string>();
    const got: number[] = [];
    const told: string[] = [];
    for (const address of addresses) {
      at.press.pass(25 * hour);
      data = await freshLink();
      const before = counts();
      const answer = await ask(address);
      const more = counts().map((value, n) => value - (before[n] ?? 0));
      seen.add(JSON.stringify([answer, more]));
      got.push((await at.mailsTo(address)).length);
      const { json = '' } = (await at.desk.exportData(data)) ?? {};
      const { requests, mails } = JSON.parse(json);
      const { id: _, createdAt: __, expiresAt: ___, ...rest } = requests.at(-1);
      told.push(JSON.stringify(rest).replace(address, 'ADDRESS'));
      expect(requests.at(-1)).toMatchObject({ kind: 'address', address, usedAt: null });
      expect(JSON.stringify(mails)).not.toContain(address);
    }

    expect([...seen]).toEqual(['[{"what":"asked"},[1,1,1]]']);
    expect(got).toEqual([1, 0, 0, 0, 0, 0]);
    expect(new Set(told).size).toBe(1);
  });

  it('is asked again when it is confirmed: another reader’s stays theirs', async () => {
    await ask('known@example.org');
    const token = await at.token('address', 'known@example.org');
    const other = await at.press.reader('known');
    const before = at.rows('SELECT * FROM subscribers');

    const looked = await at.desk.lookUpAddress(token);
    const taken = await at.desk.changeAddress(token);

    expect([looked.what, taken.what]).toEqual(['taken', 'taken']);
    expect(at.rows('SELECT * FROM subscribers')).toEqual(before);
    expect((await at.press.store.subscribers.get(other))?.address).toBe('known@example.org');
    expect(await at.mailsTo(old)).toEqual([]);
  });

  it('is asked again when it is confirmed: one that gets no mail by now stays so', async () => {
    await ask(fresh);
    const token = await at.token('address', fresh);
    await at.press.store.suppressions.never(fresh, 'said so');

    const view = await at.desk.changeAddress(token);

    expect(view).toEqual({ what: 'old', canRefuse: false });
    expect(readers()).toMatchObject([{ address: old }]);
  });

  it('does not matter where somebody was asked there and never answered', async () => {
    await at.submit(fresh);
    const never = await at.token('confirm', fresh);
    at.press.pass(25 * hour);
    data = await freshLink();
    await ask(fresh);

    const done = await at.desk.changeAddress(await at.token('address', fresh));

    expect(done.what).toBe('done');
    expect(readers()).toEqual([{ id: 1, address: fresh, state: 'confirmed' }]);
    expect(await at.desk.confirm(never)).toEqual({ what: 'unknown' });
    expect(at.rows('SELECT DISTINCT subscriber_id AS id FROM requests')).toEqual([{ id: 1 }]);
  });
});

describe('mail to new addresses', () => {
  it('is bounded: one a day for each, five a day for a reader, and with those of the form', async () => {
    await at.submit('form@north-pier.example');
    await at.mailsTo('form@north-pier.example');
    const names = ['form', 'a', 'a', 'b', 'c', 'd', 'e', 'f', 'g'];

    for (const name of names) expect((await ask(`${name}@north-pier.example`)).what).toBe('asked');
    await at.press.deliver();

    const to = at.press.server.copies.slice(-7).map((copy) => copy.to.split('@')[0]);
    expect(at.rows("SELECT id FROM requests WHERE kind = 'address'")).toHaveLength(5);
    expect(to.filter((name) => names.includes(name ?? ''))).toEqual(['form', 'e']);
    await at.submit('e@north-pier.example');
    expect(await at.mailsTo('e@north-pier.example')).toHaveLength(1);
  });

  it('is bounded from one network', async () => {
    for (let n = 0; n < 20; n++) await at.submit(`n${n}@example.org`, { client: '10.8.8.8' });

    await at.desk.askToChangeAddress(data, { address: fresh, client: '10.8.8.9' });

    expect(await at.mailsTo(fresh)).toEqual([]);
  });

  it('ends for ever where somebody says it was not them, also late, and the reader stays', async () => {
    await ask(fresh);
    const token = await at.token('address', fresh);
    at.press.pass(48 * hour);

    const late = await at.desk.lookUpAddress(token);
    const refused = await at.desk.refuseAddress(token);
    const again = await at.desk.refuseAddress(token);
    data = await freshLink();
    await ask('ada.new+tag@north-pier.example');

    expect(late).toEqual({ what: 'old', canRefuse: true });
    expect([refused.what, again]).toEqual(['never', { what: 'old', canRefuse: false }]);
    expect(await at.mailsTo('ada.new+tag@north-pier.example')).toEqual([]);
    expect(readers()).toMatchObject([{ address: old, state: 'confirmed' }]);
  });

  it('ends with the digest where somebody says so late, and the address is the reader’s by now', async () => {
    await ask(fresh);
    const first = await at.token('address', fresh);
    at.press.pass(25 * hour);
    data = await freshLink();
    await ask(fresh);
    const second = await at.token('address', fresh);
    await at.desk.changeAddress(second);

    const refused = await at.desk.refuseAddress(first);
    const looked = await at.desk.lookUpAddress(second);

    expect(refused.what).toBe('never');
    expect(readers()).toMatchObject([{ address: fresh, state: 'unsubscribed' }]);
    expect(looked).toEqual({ what: 'old', canRefuse: false });
  });

  it('leaves no address behind where nobody agreed there', async () => {
    await ask(fresh);
    await at.mailsTo(fresh);
    const stands = () =>
      at.rows('SELECT address FROM deliveries').map((row) => JSON.stringify(row));
    const before = stands().some((row) => row.includes('north-pier'));

    at.press.pass(30 * 24 * hour);
    await at.press.deliver();
    const kept = stands().some((row) => row.includes('north-pier'));
    at.press.pass(3 * 24 * hour);
    await at.press.deliver();

    expect([before, kept]).toEqual([true, true]);
    expect(stands().filter((row) => row.includes('north-pier'))).toEqual([]);
    expect(
      at
        .rows('SELECT domain FROM attempts')
        .map((row) => JSON.stringify(row))
        .join(),
    ).not.toContain('north-pier');
    expect(readers()).toMatchObject([{ address: old, state: 'confirmed' }]);
  });

  it('that comes back says nothing of the reader', async () => {
    await ask(fresh);
    await at.mailsTo(fresh);
    const [row] = await at.press.store.deliveries.list({ limit: 1 });
    const raw = [
      'From: fbl@north-pier.example',
      'Content-Type: multipart/report; report-type=feedback-report; boundary=b',
      '',
      '--b\r\nContent-Type: message/feedback-report\r\n\r\nFeedback-Type: abuse\r\nVersion: 1\r\nUser-Agent: t/1\r\n',
      `--b\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: ${row?.messageId}\r\nTo: ${fresh}\r\n\r\nx\r\n--b--\r\n`,
    ].join('\r\n');

    const outcome = await ingestMessage(at.press.app, at.press.store, {
      where: 'a test',
      raw: Buffer.from(raw),
    });

    expect(outcome).toMatchObject({ what: 'complaint', address: fresh });
    expect(readers()).toMatchObject([{ address: old, state: 'confirmed' }]);
  });
});

describe('mail that is under way', () => {
  const change = async () => await at.desk.changeAddress(await at.token('address', fresh));
  const digestsTo = (address: string) =>
    at.press.server.copies.filter(({ to, text }) => to === address && / 1\. On /.test(text)).length;

  it('goes to the new address, once', async () => {
    await publish();
    data = await freshLinkWithoutMail();
    await ask(fresh);
    const [request] = at.rows("SELECT id FROM requests WHERE kind = 'address'") as { id: number }[];
    const { token = '' } = (await at.press.store.requests.withToken(request?.id ?? 0)) ?? {};

    await plan();
    await at.desk.changeAddress(token);
    await at.press.deliver();
    await at.press.deliver();

    expect([digestsTo(old), digestsTo(fresh)]).toEqual([0, 1]);
  });

  it('goes to the new address also where the old one put it off, with its papers', async () => {
    await publish();
    at.press.server.judge = (to) => (to === old ? { at: 'dot', say: '451 4.2.0 later' } : 'take');
    await at.press.deliver();
    const [row] = await at.press.deliveries().then((all) => all.filter(isDigest));
    at.press.server.judge = () => 'take';
    data = await freshLink();
    await ask(fresh);
    const done = await change();
    at.press.pass(2 * hour);
    await at.press.deliver();

    const after = await at.press.store.deliveries.get(row?.id ?? 0);
    expect([row?.state, row?.composedAt === null]).toEqual(['ready', false]);
    expect(done.what).toBe('done');
    expect([digestsTo(old), digestsTo(fresh)]).toEqual([0, 1]);
    expect(after).toMatchObject({ state: 'accepted', address: fresh });
    expect(at.press.itemsOf(row?.id ?? 0)).toHaveLength(3);
  });

  it('and was claimed for the old address is not handed over there', async () => {
    await ask(fresh);
    const token = await at.token('address', fresh);
    await publish();
    await plan();
    const { store } = at.press;
    const limits = { perHour: null, perDomain: null };
    const claim = await store.deliveries.claim({ owner: 'run', limits, only: null });
    if (claim.what !== 'claimed') throw new Error('nothing was claimed');
    const composed = { message: Buffer.from('x'), items: [], composedAt: day };

    const done = await at.desk.changeAddress(token);
    const isHandedOff = await store.deliveries.handOff(claim.delivery, composed);
    await store.deliveries.release(claim.delivery);
    await at.press.deliver();

    expect([done.what, claim.delivery.address, isHandedOff]).toEqual(['done', old, false]);
    expect([digestsTo(old), digestsTo(fresh)]).toEqual([0, 1]);
  });

  it('and was claimed when a run died follows as well', async () => {
    await ask(fresh);
    const token = await at.token('address', fresh);
    await publish();
    await plan();
    const { store } = at.press;
    const limits = { perHour: null, perDomain: null };
    await store.deliveries.claim({ owner: 'dead', limits, only: null });
    at.press.server.judge = (to) => (to === old ? { at: 'rcpt', say: '550 5.1.1 gone' } : 'take');

    const done = await at.desk.changeAddress(token);
    await at.press.deliver();

    expect(done.what).toBe('done');
    expect([digestsTo(old), digestsTo(fresh)]).toEqual([0, 1]);
  });

  it('and may have arrived is sent again as the same mail, to where it went', async () => {
    await ask(fresh);
    const token = await at.token('address', fresh);
    await publish();
    await plan();
    const { store } = at.press;
    const limits = { perHour: null, perDomain: null };
    const claim = await store.deliveries.claim({ owner: 'dead', limits, only: null });
    if (claim.what !== 'claimed') throw new Error('nothing was claimed');
    const message = Buffer.from(`To: ${old}\r\nSubject: x\r\n\r\n 1. On it\r\n`);
    await store.deliveries.handOff(claim.delivery, { message, items: [], composedAt: day });

    const done = await at.desk.changeAddress(token);
    at.press.pass(hour);
    await at.press.deliver();

    expect(done.what).toBe('done');
    expect([digestsTo(old), digestsTo(fresh)]).toEqual([1, 0]);
  });

  it.each(['claimed', 'handed'] as const)(
    'and was %s when the old address refused it goes to the new one',
    async (state) => {
      await ask(fresh);
      const token = await at.token('address', fresh);
      await publish();
      await plan();
      const { store } = at.press;
      const limits = { perHour: null, perDomain: null };
      const claim = await store.deliveries.claim({ owner: 'run', limits, only: null });
      if (claim.what !== 'claimed') throw new Error('nothing was claimed');
      const { id } = claim.delivery;
      if (state === 'handed') {
        const items = papers(1, 2).map((paper) => paper.key);
        const composed = { message: Buffer.from('x'), items, composedAt: day };
        await store.deliveries.handOff(claim.delivery, composed);
      }

      await at.desk.changeAddress(token);
      const refusal = { to: 'rejected', reason: 'no-such-user: gone' } as const;
      await store.deliveries.settle(claim.delivery, refusal, { code: 550, text: 'gone' });
      await at.press.deliver();
      await at.press.deliver();

      expect([digestsTo(old), digestsTo(fresh)]).toEqual([0, 1]);
      expect(at.press.itemsOf(id)).toHaveLength(3);
      expect(await store.deliveries.get(id)).toMatchObject({ state: 'accepted', address: fresh });
    },
  );

  it('and may have arrived before the old address refused it is not sent to the new one', async () => {
    await ask(fresh);
    const token = await at.token('address', fresh);
    await publish();
    await plan();
    const { store } = at.press;
    const limits = { perHour: null, perDomain: null };
    const claim = await store.deliveries.claim({ owner: 'dead', limits, only: null });
    if (claim.what !== 'claimed') throw new Error('nothing was claimed');
    const message = Buffer.from('x');
    await store.deliveries.handOff(claim.delivery, { message, items: [], composedAt: day });
    await store.deliveries.recover({ policy: 'resend', resendAfter: 0 });
    const again = await store.deliveries.claim({ owner: 'run', limits, only: null });
    if (again.what !== 'claimed') throw new Error('nothing was claimed');

    await at.desk.changeAddress(token);
    const refusal = { to: 'rejected', reason: 'no-such-user: gone' } as const;
    await store.deliveries.settle(again.delivery, refusal, { code: 550, text: 'gone' });
    await at.press.deliver();

    expect(again.delivery.id).toBe(claim.delivery.id);
    expect([digestsTo(old), digestsTo(fresh)]).toEqual([0, 0]);
    expect((await store.deliveries.get(again.delivery.id))?.state).toBe('rejected');
  });

  const plan = async () => {
    const { app, store } = at.press;
    await prepareDeliveries(app, store, day, { sendingDomain: 'paper.example' });
  };
  const isDigest = ({ kind }: { kind: string }) => kind === 'digest';

  /** As nothing may be delivered before the address is changed. */
  async function freshLinkWithoutMail(): Promise<string> {
    await at.desk.askForDataLink(signToken(key, 'preferences', 1));
    const [row] = at.rows("SELECT max(id) AS id FROM requests WHERE kind = 'data'") as {
      id: number;
    }[];
    return (await at.press.store.requests.withToken(row?.id ?? 0))?.token ?? '';
  }
});

describe('afterwards', () => {
  beforeEach(async () => {
    await publish();
    await at.mailsTo(old);
    data = await freshLink();
    await ask(fresh);
    await at.desk.changeAddress(await at.token('address', fresh));
    await at.mailsTo(old);
  });

  it('links in old mails are the reader’s, and links that were mailed to the old address are not', async () => {
    const link = preferencesUrl('https://quay.example', key, 1);
    expect(
      at.press.server.copies.some(
        ({ to, text }) => to === old && text.replace(/=\r\n/g, '').includes(link),
      ),
    ).toBe(true);

    const view = await at.desk.preferences(signToken(key, 'preferences', 1));
    const exported = await at.desk.exportData(data);
    at.press.pass(hour);
    const again = await freshLink();

    expect(view).toMatchObject({ address: 'A…@north-pier.example', state: 'confirmed' });
    expect(exported).toBeNull();
    expect(JSON.parse((await at.desk.exportData(again))?.json ?? '')).toMatchObject({
      subscriber: { address: fresh },
    });
  });

  it('a stranger who says “never mail me” in a mail to the old one stops mail to that one alone', async () => {
    const { store } = at.press;
    const token = signToken(key, 'never', 1);

    const done = [await at.desk.never(token), await at.desk.never(token)];

    expect(done.map(({ what }) => what)).toEqual(['done', 'done']);
    expect((await store.suppressions.get(old))?.reason).toBe('never');
    expect(await store.suppressions.get(fresh.toLowerCase())).toBeNull();
    expect(readers()).toEqual([{ id: 1, address: fresh, state: 'confirmed' }]);
  });

  it('who has the old address then learns nothing of her, and her erasing leaves nothing there', async () => {
    const { store } = at.press;
    at.press.pass(25 * hour);
    await at.submit(old);
    await at.desk.confirm(await at.token('confirm', old));
    const { json = '' } = (await at.desk.exportData(await freshLink(2))) ?? {};

    await store.erasure.erase(1);

    const { mails } = JSON.parse(json) as { mails: { subscriberId: number | null }[] };
    expect(mails.filter(({ subscriberId }) => subscriberId === 1)).toEqual([]);
    expect(mails.filter(({ subscriberId }) => subscriberId === 2).length).toBeGreaterThan(0);
    expect(
      JSON.stringify(at.rows('SELECT address, domain, content FROM deliveries')),
    ).not.toContain('north-pier');
    expect(await store.subscribers.get(2)).toMatchObject({ address: old, state: 'confirmed' });
  });

  it('a bounce of the old address keeps no mail from the new one', async () => {
    const { store, app } = at.press;
    const digest = (await at.press.deliveries()).find((row) => row.kind === 'digest');
    const raw = [
      'From: MAILER-DAEMON@old-harbour.example',
      'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
      '',
      '--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.old-harbour.example\r\n',
      `Final-Recipient: rfc822; ${old}\r\nAction: failed\r\nStatus: 5.1.1\r\n`,
      `--b\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: ${digest?.messageId}\r\n\r\nx\r\n--b--\r\n`,
    ].join('\r\n');

    const outcome = await ingestMessage(app, store, { where: 'a test', raw: Buffer.from(raw) });
    at.press.at('2026-11-18T05:00:00.000Z');
    await at.press.list('2026-11-18', papers(4, 5));
    await at.press.publish('2026-11-18');

    expect(outcome).toMatchObject({
      what: 'bounced',
      address: old,
      suppressed: { reason: 'bounce' },
    });
    expect(await at.mailsTo(fresh)).toHaveLength(1);
  });

  it('a table of before does not bring the old address back, unless it is told to', async () => {
    const { store, app } = at.press;
    const table = `address,state\n${old.toUpperCase()},confirmed\n`;
    const named = { name: 'readers.csv', resubscribe: false };

    const { left, outcomes } = await importReaders(app, store, table, named);
    const before = readers();
    const told = await importReaders(app, store, table, { ...named, resubscribe: true });

    expect([outcomes.left, outcomes.added]).toEqual([1, 0]);
    expect(left[0]?.message).toMatch(/: changed to another address on 2026-11-16$/);
    expect(before).toEqual([{ id: 1, address: fresh, state: 'confirmed' }]);
    expect(told.outcomes.added).toBe(1);
  });

  it('a complaint from the old address ends mail to that one alone', async () => {
    const { store, app } = at.press;
    const digest = (await at.press.deliveries()).find((row) => row.kind === 'digest');
    const raw = [
      'From: fbl@old-harbour.example',
      'Content-Type: multipart/report; report-type=feedback-report; boundary=b',
      '',
      '--b\r\nContent-Type: message/feedback-report\r\n\r\nFeedback-Type: abuse\r\nVersion: 1\r\nUser-Agent: t/1\r\n',
      `--b\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: ${digest?.messageId}\r\nTo: ${old}\r\n\r\nx\r\n--b--\r\n`,
    ].join('\r\n');

    const outcome = await ingestMessage(app, store, { where: 'a test', raw: Buffer.from(raw) });

    expect(outcome).toMatchObject({ what: 'complaint', address: old });
    expect((await store.suppressions.get(old))?.reason).toBe('complaint');
    expect(readers()).toMatchObject([{ address: fresh, state: 'confirmed' }]);
  });

  it('her export shows both, and erasing leaves neither', async () => {
    const { store } = at.press;
    at.press.pass(hour);
    const again = await freshLink();
    await ask('third@east-mole.example', again);
    await at.mailsTo('third@east-mole.example');
    const stamp = at.press.app.now().toISOString();
    const bounce = { reason: 'bounce', detail: `<${old}>`, at: stamp, until: null } as const;
    await store.suppressions.put({ addressKey: old, ...bounce });
    const exported = JSON.parse((await at.desk.exportData(again))?.json ?? '');

    const { what } = await at.desk.erase(again);

    const database = new Database(at.file());
    database.pragma('wal_checkpoint(TRUNCATE)');
    database.exec('VACUUM');
    database.pragma('wal_checkpoint(TRUNCATE)');
    database.close();
    const bytes = readFileSync(at.file(), 'latin1').toLowerCase();
    expect(exported.requests).toMatchObject([
      ...[{ kind: 'confirm' }, { kind: 'data' }, { kind: 'data' }],
      ...[{ kind: 'address', address: fresh }, { kind: 'data' }],
      { kind: 'address', address: 'third@east-mole.example', usedAt: null },
    ]);
    expect(new Set(exported.mails.map(({ address }: { address: string }) => address))).toEqual(
      new Set([old, fresh]),
    );
    expect(what).toBe('erased');
    for (const part of ['ada@', 'ada.new', 'old-harbour', 'north-pier', 'east-mole', 'third@']) {
      expect([part, bytes.includes(part)]).toEqual([part, false]);
    }
    expect((await store.suppressions.get(old))?.reason).toBe('bounce');
    expect(at.rows('SELECT * FROM requests')).toEqual([]);
  });
});
