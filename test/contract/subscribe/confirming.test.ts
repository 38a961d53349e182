/** R78 and R80: a stranger becomes a reader by one link, once, and nobody learns who is one. */
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { signToken, type TokenPurpose } from '../../../src/lib/tokens.ts';
import { approveReader } from '../../../src/pipeline/subscribers.ts';
import { hour, papers } from '../delivery/press.ts';
import { type Desk, openDesk } from './desk.ts';

const ada = 'ada@example.org';
let at: Desk;
beforeEach(async () => {
  at = await openDesk();
});
afterEach(() => at.close());

describe('a form that is sent', () => {
  it('ends in one mail, and with its link in a reader with consent and wishes', async () => {
    await at.submit(ada, { words: { topics: 'fog horns:2', hour: '6', format: 'text' } });
    const [mail = ''] = await at.mailsTo(ada);
    const token = /confirm\/([0-9a-f]+)/.exec(mail)?.[1] ?? '';
    const before = at.rows('SELECT * FROM subscribers');

    const looked = [await at.desk.lookUpConfirm(token), await at.desk.lookUpConfirm(token)];
    const untouched = at.rows('SELECT * FROM subscribers');
    const done = await at.desk.confirm(token);
    const again = await at.desk.confirm(token);

    const reader = await at.press.store.subscribers.find(ada);
    expect(mail).toContain('Auto-Submitted: auto-generated');
    expect(mail).toContain('/never/');
    expect(mail).not.toContain('fog horns');
    expect(token).toMatch(/^[0-9a-f]{40}$/);
    expect(looked).toEqual(Array(2).fill({ what: 'ask', address: 'a…@example.org' }));
    expect(untouched).toEqual(before);
    expect([done.what, again.what]).toEqual(['done', 'already']);
    expect(reader).toMatchObject({
      state: 'confirmed',
      preferences: { hour: '06:00', interests: { topics: [{ name: 'fog horns' }] } },
      consent: { source: 'form', wording: expect.stringContaining('The Quay') },
    });
    expect((await at.mailsTo(ada)).join()).toContain('you are subscribed');
  });

  it('brings the current issue at once, with a welcome in it', async () => {
    await at.press.list('2026-11-16', papers(1, 2));
    await at.press.publish('2026-11-16');
    at.press.pass(hour);
    await at.submit(ada, { words: { format: 'text', hour: '23' } });
    await at.desk.confirm(await at.token('confirm', ada));

    const mails = await at.mailsTo(ada);

    expect(mails).toHaveLength(1);
    const text = (mails[0] ?? '').replace(/\s+/g, ' ');
    const order = ['2 papers from 2 listed', 'Welcome: you are subscribed to The Quay', ' 1. On '];
    const places = order.map((words) => text.indexOf(words));
    expect(places[0]).toBeGreaterThan(0);
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });

  it('brings a welcome and not the note of an empty day, where the current issue holds nothing for them', async () => {
    await at.press.list('2026-11-16', papers(1));
    await at.press.publish('2026-11-16');
    at.press.pass(hour);
    await at.submit(ada, { words: { format: 'text', mute: 'deness', empty: 'note' } });
    await at.desk.confirm(await at.token('confirm', ada));

    const mails = await at.mailsTo(ada);

    expect(mails).toHaveLength(1);
    expect(mails[0]).toContain('Subject: The Quay: you are subscribed');
  });

  it('is answered alike, and writes alike, whoever has the address', async () => {
    const { store } = at.press;
    const words = { topics: 'tides' };
    await at.press.reader('known');
    await store.subscribers.unsubscribe(await at.press.reader('gone'));
    await at.submit('pending@example.org');
    at.press.pass(25 * hour);
    for (const [name, reason] of [
      ['never', 'never'],
      ['bounced', 'bounce'],
    ] as const) {
      const detail = 'so it is';
      const stamp = at.press.app.now().toISOString();
      const key = `${name}@example.org`;
      await store.suppressions.put({ addressKey: key, reason, detail, at: stamp, until: null });
    }
    const counts = () =>
      at.rows(`SELECT (SELECT count(*) FROM requests) AS requests,
        (SELECT count(*) FROM deliveries) AS deliveries, (SELECT count(*) FROM sign_ups) AS signUps`)[0];

    const seen = new Set<string>();
    for (const name of ['fresh', 'pending', 'known', 'gone', 'never', 'bounced']) {
      const before = Object.values(counts() as Record<string, number>);
      const answer = await at.submit(`${name}@example.org`, { words });
      const after = Object.values(counts() as Record<string, number>);
      seen.add(JSON.stringify([answer, after.map((value, n) => value - (before[n] ?? 0))]));
    }
    const preferences = (await store.subscribers.find('known@example.org'))?.preferences;

    expect([...seen]).toEqual(['[{"ok":true},[1,1,1]]']);
    expect(preferences?.interests).toBeNull();
    expect((await at.mailsTo('known@example.org'))[0]).toContain('subscribed already');
    expect((await at.mailsTo('gone@example.org'))[0]).toContain('/confirm/');
    expect(await at.mailsTo('never@example.org')).toEqual([]);
    expect(await at.mailsTo('bounced@example.org')).toEqual([]);
  });

  it('says what is wrong with the form itself', async () => {
    const bad = await at.submit('no address', { words: { hour: 'noon' } });

    expect(bad).toMatchObject({ ok: false, problems: [{ field: 'address' }, { field: 'hour' }] });
    expect(at.rows('SELECT * FROM sign_ups')).toEqual([]);
  });
});

describe('a link to confirm', () => {
  it('is not good after 72 hours, nor once a newer one was asked for', async () => {
    await at.submit(ada);
    const first = await at.token('confirm', ada);
    at.press.pass(25 * hour);
    await at.submit(ada);
    const second = await at.token('confirm', ada);

    const superseded = await at.desk.confirm(first);
    const good = await at.desk.lookUpConfirm(second);
    at.press.pass(72 * hour);
    const late = await at.desk.confirm(second);

    expect([superseded.what, good.what, late.what]).toEqual(['old', 'ask', 'old']);
    expect((await at.press.store.subscribers.find(ada))?.state).toBe('unconfirmed');
  });

  it('does not bring back who left since', async () => {
    await at.submit(ada);
    const token = await at.token('confirm', ada);
    await at.desk.confirm(token);
    await at.press.store.subscribers.unsubscribe(1);

    expect(await at.desk.confirm(token)).toEqual({ what: 'old' });
    expect((await at.press.store.subscribers.find(ada))?.state).toBe('unsubscribed');
  });

  it('stands nowhere in the database', async () => {
    await at.submit(ada);
    const token = await at.token('confirm', ada);

    const bytes = [at.file(), `${at.file()}-wal`]
      .map((path) => readFileSync(path, 'latin1'))
      .join();

    expect(token).toHaveLength(40);
    expect(bytes).not.toContain(token);
  });

  it('and every other token opens nothing but its own page', async () => {
    await at.submit(ada);
    const confirm = await at.token('confirm', ada);
    const [key] = await at.press.store.secrets.all();
    const purposes: TokenPurpose[] = [
      'unsubscribe',
      'confirm',
      'preferences',
      'data',
      'vote',
      'never',
      'bounce',
    ];
    await at.desk.askForDataLink(signToken(key, 'preferences', 1));
    const data = await at.token('data', ada);
    const tokens = new Map<string, string>(purposes.map((name) => [name, signToken(key, name, 1)]));
    tokens.set('the confirm link', confirm).set('the data link', data);
    await at.press.list('2026-11-16', papers(1));
    const paper = papers(1)[0]!.key;

    const opened: string[] = [];
    for (const [name, token] of tokens) {
      if ((await at.desk.lookUpConfirm(token)).what !== 'unknown') opened.push(`${name}: confirm`);
      if ((await at.desk.lookUpNever(token)).what !== 'unknown') opened.push(`${name}: never`);
      if ((await at.desk.preferences(token)) !== null) opened.push(`${name}: preferences`);
      if ((await at.desk.lookUpData(token)) !== null) opened.push(`${name}: data`);
      if ((await at.desk.lookUpVote(token, paper)) !== null) opened.push(`${name}: vote`);
    }

    expect(opened.sort()).toEqual([
      ...['never: never', 'preferences: preferences', 'the confirm link: confirm'],
      ...['the data link: data', 'vote: vote'],
    ]);
  });
});

describe('“not me, never mail me”', () => {
  it('is for ever, for other tags of the address too', async () => {
    await at.submit('ada+news@example.org');
    const never = await at.token('never', 'ada+news@example.org');

    const looked = await at.desk.lookUpNever(never);
    const done = await at.desk.never(never);
    at.press.pass(40 * 24 * hour);
    await at.submit('ada+news@example.org');
    at.press.pass(40 * 24 * hour);
    await at.submit('Ada+more@example.org');
    await at.press.deliver();

    expect([looked.what, done.what]).toEqual(['ask', 'done']);
    expect(at.press.server.copies).toHaveLength(1);
  });
});

describe('the modes', () => {
  it('approve: who confirms waits for the operator, and then gets a welcome', async () => {
    await at.close();
    at = await openDesk({ PAPERBOY_SUBSCRIBE_MODE: 'approve' });
    await at.submit(ada);
    const token = await at.token('confirm', ada);

    const confirmed = await at.desk.confirm(token);
    const again = await at.desk.confirm(token);
    const nothing = await at.mailsTo(ada);
    const counts = await at.press.store.subscribers.counts();
    await approveReader(at.press.app, at.press.store, ada);

    expect([confirmed.what, again.what]).toEqual(['waiting', 'waiting']);
    expect(nothing).toEqual([]);
    expect(counts).toMatchObject({ waiting: 1, confirmed: 0 });
    expect(await at.mailsTo(ada)).toHaveLength(1);
    expect(await at.press.store.subscribers.find(ada)).toMatchObject({
      ...{ state: 'confirmed', waitsSince: null, consent: { source: 'form' } },
    });
  });

  it.each([
    ['closed', ada, false, 0],
    ['domains', ada, true, 1],
    ['domains', 'ada@sub.example.org', false, 0],
    ['invite', ada, true, 0],
    ['invite', 'guest@example.org', true, 1],
  ])('%s: the form of %s is taken: %s, with %s mails', async (mode, address, ok, mails) => {
    await at.close();
    at = await openDesk({
      PAPERBOY_SUBSCRIBE_MODE: mode,
      PAPERBOY_SUBSCRIBE_DOMAINS: 'example.org',
    });
    const { addReader } = await import('../../../src/pipeline/subscribers.ts');
    const guest = { address: 'guest@example.org', words: {}, wording: '', ask: true };
    await addReader(at.press.app, at.press.store, guest);
    const invited = await at.mailsTo('guest@example.org');
    at.press.pass(25 * hour);

    const answer = await at.submit(address);

    expect(invited[0]).toContain('/confirm/');
    expect(answer).toMatchObject({ ok });
    expect(await at.mailsTo(address)).toHaveLength(mails);
  });
});
