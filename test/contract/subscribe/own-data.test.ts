/** R79 and R86, and what readers set and say by their links. */
import { readFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { signToken, type TokenKey } from '../../../src/lib/tokens.ts';
import { hour, minute, papers } from '../delivery/press.ts';
import { type Desk, openDesk } from './desk.ts';

const address = 'Wilhelmina.Quux@Private-Harbour.example';
let at: Desk;
let key: TokenKey;
beforeEach(async () => {
  at = await openDesk();
  [key] = await at.press.store.secrets.all();
  await at.press.list('2026-11-16', papers(1, 2, 3));
  await at.press.publish('2026-11-16');
  at.press.pass(hour);
  await at.submit(address, { words: { topics: 'kelp forests', format: 'text' } });
  await at.desk.confirm(await at.token('confirm', address));
  await at.mailsTo(address);
});
afterEach(() => at.close());

const preferences = () => signToken(key, 'preferences', 1);

it('a fresh link, good for an hour, opens the export and the erasing', async () => {
  await at.desk.vote(signToken(key, 'vote', 1), papers(2)[0]!.key, 1);
  await at.desk.askForDataLink(preferences());
  const token = await at.token('data', address);
  const before = at.rows('SELECT * FROM subscribers');

  const view = await at.desk.lookUpData(token);
  const { json = '' } = (await at.desk.exportData(token)) ?? {};
  at.press.pass(hour + minute);
  const late = [await at.desk.exportData(token), (await at.desk.erase(token)).what];

  const data = JSON.parse(json);
  expect(view).toEqual({ address: 'W…@Private-Harbour.example', canMove: true });
  expect(data.subscriber).toMatchObject({ address, consent: { source: 'form' } });
  expect(data.votes).toMatchObject([{ value: 1, origin: 'page' }]);
  expect(data.requests.map(({ kind }: { kind: string }) => kind)).toEqual(['confirm', 'data']);
  expect(data.mails).toHaveLength(3);
  expect(data.mails[1].papers).toHaveLength(3);
  expect(json).not.toContain(token);
  expect(late).toEqual([null, 'unknown']);
  expect(at.rows('SELECT * FROM subscribers')).toEqual(before);
});

it('links to the data are a few a day', async () => {
  for (let n = 0; n < 40; n++) {
    await at.desk.askForDataLink(preferences());
    at.press.pass(4 * minute);
  }

  expect(at.rows("SELECT id FROM deliveries WHERE kind = 'link'")).toHaveLength(5);
});

it.each([null, 'bounce', 'never'] as const)(
  'erasing leaves nothing of a person in the file but a keyed hash where there is %s',
  async (reason) => {
    await at.desk.vote(signToken(key, 'vote', 1), papers(1)[0]!.key, -1);
    await at.desk.askForDataLink(preferences());
    const token = await at.token('data', address);
    at.press.server.judge = () => ({ at: 'rcpt', say: `450 4.2.0 <${address}> is busy` });
    at.press.pass(hour / 2);
    await at.desk.askForDataLink(preferences());
    await at.press.deliver();
    await at.desk.askForDataLink(preferences());
    const stamp = at.press.app.now().toISOString();
    const addressKey = address.toLowerCase();
    const detail = `<${address}> said so`;
    if (reason !== null) {
      await at.press.store.suppressions.put({ addressKey, reason, detail, at: stamp, until: null });
    }
    const link = await at.press.store.requests.withToken(3);

    const old = await at.desk.erase(token);
    const erased = await at.desk.erase(link?.token ?? '');
    const again = await at.desk.erase(link?.token ?? '');

    const kept = await at.press.store.suppressions.get(addressKey);
    const database = new Database(at.file());
    database.pragma('wal_checkpoint(TRUNCATE)');
    database.exec('VACUUM');
    database.pragma('wal_checkpoint(TRUNCATE)');
    database.close();
    const bytes = readFileSync(at.file(), 'latin1').toLowerCase();
    expect([old.what, erased.what, again.what]).toEqual(['unknown', 'erased', 'unknown']);
    for (const part of [addressKey, 'wilhelmina', 'quux', 'private-harbour', 'kelp forest']) {
      expect([part, bytes.includes(part)]).toEqual([part, false]);
    }
    expect(kept?.reason ?? null).toBe(reason);
    for (const table of ['subscribers', 'requests', 'votes', 'sign_ups', 'delivery_items']) {
      expect([table, at.rows(`SELECT * FROM ${table}`)]).toEqual([table, []]);
    }
    expect(await at.press.store.issuesProgress.balance('2026-11-16')).toMatchObject({
      isBalanced: true,
    });
  },
);

it('preferences are saved whole or not at all, and a preview writes nothing', async () => {
  const rows = () => at.rows('SELECT * FROM subscribers');
  const before = rows();

  const preview = await at.desk.preview(preferences(), {
    topics: 'tides',
    limit: '2',
    empty: 'skip',
  });
  const bad = await at.desk.savePreferences(preferences(), { limit: '2', hour: 'noon' });
  const untouched = rows();
  const good = await at.desk.savePreferences(preferences(), { limit: '2', hour: '7' });

  expect(preview?.html).toContain('<article>');
  expect(preview?.papers).toBe(2);
  expect(bad?.problems).toMatchObject([{ field: 'hour' }]);
  expect(bad?.view.words).toMatchObject({ limit: '2', hour: 'noon', topics: 'kelp forests' });
  expect(untouched).toEqual(before);
  expect(good?.view.words).toMatchObject({ limit: '2', hour: '07:00', topics: 'kelp forests' });
});

it('the blend is saved and previewed: with attention alone no reason is a topic', async () => {
  const words = { topics: 'fi', limit: '3', format: 'html' };

  const fitting = await at.desk.preview(preferences(), { ...words, trend: '0%' });
  const trending = await at.desk.preview(preferences(), { ...words, trend: '100%' });
  const saved = await at.desk.savePreferences(preferences(), { trend: '40%' });
  const bad = await at.desk.savePreferences(preferences(), { trend: '400%' });
  const usual = await at.desk.savePreferences(preferences(), { trend: '' });

  expect(fitting?.html).toContain('“fi” in the title');
  expect(trending?.html).not.toContain('in the title');
  expect(saved?.view.words).toMatchObject({ trend: '40%', topics: 'kelp forests' });
  expect(bad?.problems).toMatchObject([{ field: 'trend' }]);
  expect(usual?.view.words).toMatchObject({ trend: '', topics: 'kelp forests' });
});

it('a pause takes a day to come alone', async () => {
  const token = preferences();

  const set = await at.desk.pause(token, '2026-12-01');
  const past = await at.desk.pause(token, '2026-11-01');
  const ended = await at.desk.pause(token, '');

  expect([set, past, ended].map((view) => view?.pausedUntil)).toEqual([
    ...['2026-12-01', '2026-12-01', null],
  ]);
});

it('the last vote counts, looking changes nothing, and only known papers have one', async () => {
  const token = signToken(key, 'vote', 1);
  const paper = papers(2)[0]!.key;

  const looked = await at.desk.lookUpVote(token, paper);
  await at.desk.vote(token, paper, 1);
  const changed = await at.desk.vote(token, paper, -1);

  expect(looked?.value).toBe(0);
  expect(changed).toMatchObject({ value: -1, url: expect.stringContaining('http') });
  expect(at.rows('SELECT value FROM votes')).toEqual([{ value: -1 }]);
  expect(await at.desk.vote(token, 'no such paper', 1)).toBeNull();
});

it('a vote on a paper that was merged since is a vote on what it is now, and the newest counts', async () => {
  const token = signToken(key, 'vote', 1);
  const [kept = '', dropped = ''] = papers(1, 2).map((paper) => paper.key);
  await at.desk.vote(token, kept, 1);
  at.press.pass(1_000);
  await at.desk.vote(token, dropped, -1);
  await at.press.store.papers.merge(kept, dropped, 'the same');

  const looked = [await at.desk.lookUpVote(token, kept), await at.desk.lookUpVote(token, dropped)];
  const again = await at.desk.vote(token, kept, 1);

  expect(looked.map((view) => view?.value)).toEqual([-1, -1]);
  expect(again?.value).toBe(1);
  expect(at.rows('SELECT paper_key AS paper, value FROM votes')).toEqual([
    { paper: kept, value: 1 },
  ]);
});

it('a mail that is under way while its reader is erased says nothing of them afterwards', async () => {
  const { store } = at.press;
  await at.desk.askForDataLink(preferences());
  const limits = { perHour: null, perDomain: null };
  const claim = await store.deliveries.claim({ owner: 'run', limits, only: null });
  if (claim.what !== 'claimed') throw new Error('nothing was claimed');
  const text = `no <${address}> here`;

  await store.erasure.erase(1);
  const settlement = { to: 'rejected', reason: `no-such-user: ${text}` } as const;
  const isSettled = await store.deliveries.settle(claim.delivery, settlement, { text });

  expect(isSettled).toBe(true);
  const rows = [...at.rows('SELECT * FROM deliveries'), ...at.rows('SELECT * FROM attempts')];
  expect(JSON.stringify(rows)).not.toMatch(/quux/i);
});
