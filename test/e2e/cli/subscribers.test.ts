/** Readers, as the operator adds, changes, moves and lets go of them on the command line. */
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { takeJobLock } from '../../../src/store/job-lock.ts';
import { temporaryPlace } from './run-paperboy.ts';

const place = temporaryPlace();
const env = { PAPERBOY_TIMEZONE: 'UTC' };

/** `paperboy subscribers …` on the data folder of that name. */
function on(data: string) {
  return (...words: string[]) => place.run(['subscribers', ...words, '--data', data], { env });
}

describe('paperboy subscribers', () => {
  it('adds a reader by the operator’s word, says when the first digest comes, and adds nobody twice', async () => {
    const readers = on('add');

    const added = await readers(
      ...['add', 'Ada@Example.org', '--hour', '7', '--zone', 'Asia/Kathmandu'],
      ...['--topics', 'tides:2, -eel', '--wording', 'asked me at the harbour'],
    );
    const again = await readers('add', 'ada@example.org', '--hour', '9');
    const shown = JSON.parse((await readers('show', 'ada@example.org', '--json')).out);

    expect(added.code).toBe(0);
    expect(added.out).toMatch(
      /^Ada@Example\.org is added\. The first digest comes on .* at 07:00 \(Asia\/Kathmandu\)\.\n$/,
    );
    expect(again).toMatchObject({ code: 0, out: expect.stringContaining('nothing was changed') });
    expect(shown).toEqual({
      id: 1,
      address: 'Ada@Example.org',
      state: 'confirmed',
      suppressed: null,
      pausedUntil: null,
      preferences: {
        interests: {
          topics: [{ name: 'tides', weight: 2, exact: false }],
          muted: ['eel'],
          authors: [],
          organizations: [],
        },
        trend: null,
        limit: null,
        weekdays: [1, 2, 3, 4, 5, 6, 7],
        hour: '07:00',
        zone: 'Asia/Kathmandu',
        format: 'html',
        emptyDays: 'skip',
      },
      consent: { source: 'operator', wording: 'asked me at the harbour', at: expect.any(String) },
      createdAt: expect.any(String),
      confirmedAt: expect.any(String),
      unsubscribedAt: null,
      waitsSince: null,
    });
  });

  it('sends mail to another address by the operator’s word, and to nobody else’s', async () => {
    const readers = on('move');
    for (const name of ['ada', 'bo']) await readers('add', `${name}@example.org`, '--hour', '7');
    await readers('suppress', 'gone@example.org');

    const moved = await readers('move', 'ada@example.org', 'ada@pier.example', '--wording', 'rang');
    const again = await readers('move', 'ada@pier.example', 'ada@pier.example');
    const taken = await readers('move', 'ada@pier.example', 'Bo@example.org');
    const gone = await readers('move', 'ada@pier.example', 'gone@example.org');
    const unknown = await readers('move', 'ada@example.org', 'x@example.org');
    const shown = JSON.parse((await readers('show', 'ada@pier.example', '--json')).out);

    expect([moved, again, taken, gone, unknown].map(({ code }) => code)).toEqual([0, 0, 2, 2, 1]);
    expect(moved.out).toBe('Mail goes to ada@pier.example from now on; the old address is told.\n');
    expect(again.out).toContain('nothing was changed');
    expect(taken.err).toContain('Bo@example.org is a reader’s already');
    expect(shown).toMatchObject({
      ...{ id: 1, state: 'confirmed', preferences: { hour: '07:00' } },
      consent: { source: 'operator', wording: 'rang' },
    });
  });

  it('refuses addresses that are none, or that many servers refuse, and preferences that cannot be', async () => {
    const readers = on('refuse');

    const list = await readers('add', 'a@example.org, b@example.org');
    const beyond = await readers('add', 'adä@example.org');
    const hour = await readers('add', 'ada@example.org', '--hour', 'noon');
    const all = JSON.parse((await readers('list', '--json')).out);

    expect(list).toMatchObject({ code: 2, err: expect.stringContaining('not a mail address') });
    expect(beyond).toMatchObject({ code: 2, err: expect.stringContaining('beyond ASCII') });
    expect(hour).toMatchObject({ code: 2, err: expect.stringContaining('--hour: expected') });
    expect(all.subscribers).toEqual([]);
  });

  it('leaves who is to be asked unconfirmed until they are confirmed; to ask needs a public address', async () => {
    const readers = on('ask');

    const without = await readers('add', 'ada@example.org', '--ask');
    const asked = await place.run(
      ['subscribers', 'add', 'ada@example.org', '--ask', '--data', 'ask'],
      {
        env: { ...env, PAPERBOY_BASE_URL: 'https://papers.example.org' },
      },
    );
    const before = JSON.parse((await readers('show', 'ada@example.org', '--json')).out);
    const confirmed = await readers('confirm', 'ada@example.org');

    expect(without).toMatchObject({ code: 2, err: expect.stringContaining('baseUrl') });
    expect(asked).toMatchObject({ code: 0, out: expect.stringContaining('unconfirmed') });
    expect(asked.out).toContain('a mail asks them');
    expect(before).toMatchObject({ state: 'unconfirmed', consent: null, confirmedAt: null });
    expect(confirmed.out).toContain('The first digest comes');
  });

  it('lets in nobody who has not confirmed, and erases who asks for it', async () => {
    const readers = on('erase');
    await readers('add', 'ada@example.org');

    const approved = await readers('approve', 'ada@example.org');
    const waiting = await readers('list', '--state', 'waiting', '--json');
    const erased = await readers('erase', 'ada@example.org', '--json');
    const gone = await readers('approve', 'ada@example.org');

    expect(approved).toMatchObject({
      code: 0,
      out: expect.stringContaining('nothing was changed'),
    });
    expect(JSON.parse(waiting.out)).toMatchObject({
      subscribers: [],
      counts: { confirmed: 1, waiting: 0, bounced: 0 },
    });
    expect(JSON.parse(erased.out)).toEqual({ erased: 'ada@example.org' });
    expect(gone).toMatchObject({ code: 1, err: expect.stringContaining('no reader') });
  });

  it('warns that a second reader can only leave by mail while there is no public address', async () => {
    const readers = on('warn');

    const first = await readers('add', 'ada@example.org');
    const second = await readers('add', 'ben@example.org');

    expect(first.err).not.toContain('warning');
    expect(second).toMatchObject({
      code: 0,
      err: expect.stringContaining('warning: without baseUrl'),
    });
  });

  it('changes, pauses and resumes, and names the reader who may be meant', async () => {
    const readers = on('change');
    await readers('add', 'ada@example.org', '--hour', '7', '--limit', '5');

    const set = await readers('set', 'ada@example.org', '--weekdays', 'mon-fri', '--limit', '');
    const nothing = await readers('set', 'ada@example.org');
    const paused = await readers('pause', 'ada@example.org', '--until', '2199-01-01');
    const list = await readers('list');
    const past = await readers('pause', 'ada@example.org', '--until', '2020-01-01');
    const resumed = await readers('resume', 'ada@example.org');
    const typo = await readers('show', 'adda@example.org');

    expect(set.out).toContain('mon-fri 07:00');
    expect(set.out).not.toContain('at most');
    expect(nothing).toMatchObject({ code: 2, err: expect.stringContaining('nothing was given') });
    expect(paused.out).toContain('2199-01-01');
    expect(list.out).toBe('ada@example.org  paused until 2199-01-01  mon-fri 07:00\n');
    expect(past).toMatchObject({ code: 2, err: expect.stringContaining('not a day to come') });
    expect(resumed.out).toContain('The next digest comes');
    expect(typo).toMatchObject({
      code: 1,
      err: expect.stringContaining('Did you mean ada@example.org?'),
    });
  });

  it('brings nobody back who has gone, unless told to', async () => {
    const readers = on('gone');
    await readers('add', 'ada@example.org');

    await readers('unsubscribe', 'ada@example.org');
    const added = await readers('add', 'ada@example.org');
    const confirmed = await readers('confirm', 'ada@example.org');
    const told = await readers('confirm', 'ada@example.org', '--resubscribe');
    await readers('suppress', 'ada@example.org', '--reason', 'moved away');
    const removed = await readers('remove', 'ada@example.org');
    const suppressed = await readers('add', 'ada@example.org');
    await readers('unsuppress', 'ada@example.org');
    const back = JSON.parse((await readers('add', 'ada@example.org', '--json')).out);

    expect(added).toMatchObject({ code: 0, out: expect.stringContaining('nothing was changed') });
    expect(confirmed).toMatchObject({ code: 2, err: expect.stringContaining('--resubscribe') });
    expect(told).toMatchObject({ code: 0, out: expect.stringContaining('is confirmed') });
    expect(removed.out).toBe('ada@example.org is removed.\n');
    expect(suppressed).toMatchObject({ code: 2, err: expect.stringContaining('moved away') });
    expect(back).toMatchObject({ id: 2, isNew: true, state: 'confirmed' });
  });
});

describe('paperboy subscribers import and export', () => {
  const table = place.file(
    'readers.csv',
    [
      'E-mail;State;Topics;Hour;Suppressed',
      'ada@example.org;;"tides; ""fog horns"":2";7;',
      'not an address;;;;',
      'ben@example.org;unsubscribed;;;',
      'cleo@example.org;cleaned;;;',
      'dan@example.org;;;;bounce',
      'eve@example.org;suppressed;;;never',
      '',
    ].join('\r\n'),
  );

  it('take the good rows and name the others; what is exported comes in again as the same', async () => {
    const [one, two] = [on('out'), on('in')];

    const taken = await one('import', table);
    const exported = await one('export', '--out', 'export.csv');
    const csv = readFileSync(join(place.folder, 'export.csv'), 'utf8');
    const again = await one('import', 'export.csv');
    const afterwards = (await one('export')).out;
    const elsewhere = await two('import', 'export.csv');
    const twice = await two('import', 'export.csv', '--json');
    const other = (await two('export')).out;

    expect(taken).toMatchObject({
      code: 1,
      out: '3 added, 0 there already, 1 suppressed, 2 not read\n',
    });
    expect(taken.err).toMatch(/readers\.csv:3: .*not a mail address/);
    expect(taken.err).toMatch(/readers\.csv:5: .*cleaned/);
    expect(exported.code).toBe(0);
    expect(statSync(join(place.folder, 'export.csv')).mode & 0o777).toBe(0o600);
    expect(csv.split('\r\n')).toHaveLength(6);
    expect(again).toMatchObject({ code: 0, out: '0 added, 3 there already, 1 suppressed\n' });
    expect(afterwards).toBe(csv);
    expect(elsewhere).toMatchObject({ code: 0, out: '3 added, 0 there already, 1 suppressed\n' });
    expect(JSON.parse(twice.out).outcomes).toMatchObject({ added: 0, known: 3 });
    expect(other).toBe(csv);
  });

  it('bring nobody back who unsubscribed or is suppressed, unless told; never who complained', async () => {
    const readers = on('back');
    await readers('import', table);
    place.file('back.txt', 'ben@example.org\ndan@example.org\neve@example.org\n');

    const left = await readers('import', 'back.txt');
    const stateOf = async (address: string) =>
      JSON.parse((await readers('show', address, '--json')).out);
    const before = await stateOf('ben@example.org');
    const told = await readers('import', 'back.txt', '--resubscribe');

    expect(left).toMatchObject({
      code: 0,
      out: '0 added, 1 there already, 2 who had gone left so\n',
    });
    expect(before.state).toBe('unsubscribed');
    expect(told.out).toBe('0 added, 1 there already, 1 resubscribed, 1 who had gone left so\n');
    expect(told.err).toContain('eve@example.org: gets no mail (never: imported)');
    expect(await stateOf('ben@example.org')).toMatchObject({ state: 'confirmed' });
    expect(await stateOf('dan@example.org')).toMatchObject({ suppressed: null });
  });

  it('an old table does not end what was agreed since, a newer one does', async () => {
    const readers = on('since');
    await readers('add', 'ada@example.org');
    const row = (at: string) =>
      `address,state,unsubscribed_at\nada@example.org,unsubscribed,${at}\n`;
    writeFileSync(join(place.folder, 'old.csv'), row('2020-01-01'));
    writeFileSync(join(place.folder, 'new.csv'), row(''));

    const old = await readers('import', 'old.csv');
    const newer = await readers('import', 'new.csv');

    expect(old.out).toBe('0 added, 1 there already\n');
    expect(newer.out).toBe('0 added, 0 there already, 1 unsubscribed\n');
  });

  it('work while a job holds the lock', async () => {
    mkdirSync(join(place.folder, 'lock'));
    const lock = await takeJobLock(join(place.folder, 'lock/job.lock.db'), { onWait: null });
    try {
      const job = await place.run(['run', '--data', 'lock']);
      const added = await on('lock')('add', 'ada@example.org');

      expect(job.code).toBe(75);
      expect(added.code).toBe(0);
    } finally {
      lock.release();
    }
  });
});
