/** The mail commands as a person meets them: what goes out, what is said where it does not, and exit codes. */
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { type Place, temporaryPlace } from '../cli/run-paperboy.ts';
import { closedPort, type MailSink, openMailSink } from './mail-sink.ts';
import { configure, listPapers, titles } from './quay-listings.ts';

const day = ['--date', '2026-10-14'];

/** A place with a listing, and readers. */
async function furnished(readers: readonly string[] = [], settings = ''): Promise<Place> {
  const place = temporaryPlaces.pop()!;
  configure(place, settings);
  listPapers(place, 0, 8);
  for (const reader of readers) await place.run(['subscribers', 'add', reader]);
  return place;
}

const temporaryPlaces = Array.from({ length: 24 }, temporaryPlace);

function through(sink: Pick<MailSink, 'url'>) {
  return { env: { PAPERBOY_MAIL_SMTP: sink.url } };
}

function outboxOf(place: Place): string[] {
  const folder = join(place.folder, 'data/outbox');
  return existsSync(folder) ? readdirSync(folder) : [];
}

async function ledgerOf(place: Place): Promise<Record<string, unknown>[]> {
  const { out } = await place.run(['deliveries', 'list', '--json']);
  return JSON.parse(out).deliveries;
}

describe('paperboy run and mail', () => {
  it('without a mail server lays the mails down as files and says where', async () => {
    const place = await furnished(['ada@example.org', 'ben@example.org']);

    const { code, err } = await place.run(['run', ...day]);

    const [name = ''] = outboxOf(place);
    const mail = readFileSync(join(place.folder, 'data/outbox', name), 'utf8');
    expect(code).toBe(0);
    expect(err).toContain('2 mails written to data/outbox (mail.smtp is not set)');
    expect(outboxOf(place)).toHaveLength(2);
    expect(mail).toMatch(/^To: (?:ada|ben)@example\.org\r$/m);
  });

  it('with --dry-run says who would get what, and leaves the database byte for byte as it was', async () => {
    const place = await furnished(['ada@example.org', 'ben@example.org']);
    const sink = await openMailSink();
    const path = join(place.folder, 'data/paperboy.db');
    const before = readFileSync(path);

    const { code, out } = await place.run(['run', '--dry-run', ...day], through(sink));
    const json = await place.run(['run', '--dry-run', '--json', ...day], through(sink));

    expect(code).toBe(0);
    expect(out.split('\n').slice(0, 2)).toEqual([
      expect.stringMatching(/^ada@example\.org {2}2026-10-14 {2}due .* papers: /),
      expect.stringMatching(/^ben@example\.org {2}2026-10-14 {2}due .* papers: /),
    ]);
    expect(JSON.parse(json.out)).toMatchObject({
      ...{ dryRun: true, mail: null },
      wouldSend: [
        { address: 'ada@example.org', issueDay: '2026-10-14', first: expect.any(String) },
        { address: 'ben@example.org' },
      ],
    });
    expect(sink.arrived).toEqual([]);
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it('with --only mails nobody else; the others get theirs with the next run', async () => {
    const place = await furnished(['ada@example.org', 'ben@example.org', 'cleo@example.org']);
    const sink = await openMailSink();

    await place.run(['run', '--only', 'ben@example.org', ...day], through(sink));
    const first = sink.take().flatMap(({ to }) => to);
    await place.run(['run', ...day], through(sink));
    const rest = sink.take().flatMap(({ to }) => to);

    expect(first).toEqual(['ben@example.org']);
    expect(rest.sort()).toEqual(['ada@example.org', 'cleo@example.org']);
  });

  it('says why a server could not be reached, and sends once it is there', async () => {
    const place = await furnished(['ada@example.org']);
    const port = await closedPort();
    const url = `smtp://127.0.0.1:${port}`;

    const away = await place.run(['run', ...day], through({ url }));
    const sink = await openMailSink({ port });
    const back = await place.run(['run', ...day], through(sink));

    expect([away.code, back.code]).toEqual([1, 0]);
    expect(away.err).toMatch(/1 put off \(.*ECONNREFUSED/);
    expect(away.err).toMatch(/left alone until \S+Z; 1 mail waits/);
    expect(back.err).toContain('1 mail accepted by');
    expect(sink.arrived).toHaveLength(1);
  });

  it('sends text alone, and on empty days what each reader wants', async () => {
    const place = await furnished();
    const sink = await openMailSink();
    await place.run(['subscribers', 'add', 'text@example.org', '--format', 'text']);
    await place.run(['subscribers', 'add', 'note@example.org', '--empty', 'note']);
    await place.run(['subscribers', 'add', 'none@example.org']);
    await place.run(['run', ...day], through(sink));
    const first = sink.take();
    const text = first.find(({ to }) => to[0] === 'text@example.org');

    // A listing with one new paper, which the three have asked not to see.
    listPapers(place, 7, 9);
    for (const name of ['text', 'note', 'none']) {
      await place.run(['subscribers', 'set', `${name}@example.org`, '--mute', 'salt, signal']);
    }
    const next = await place.run(['run', '--date', '2026-10-15'], through(sink));
    const second = sink.take();

    expect(first).toHaveLength(3);
    expect(text?.mail.html).toBeUndefined();
    expect(text?.raw).toMatch(/^Content-Type: text\/plain; charset=utf-8\r$/m);
    expect(text?.mail.text).toContain(titles[0]);
    expect(second.map(({ to, mail }) => [to[0], mail.subject])).toEqual([
      ['note@example.org', expect.stringContaining('nothing new today')],
    ]);
    expect(next.err).toContain('2 with nothing to send');
  });

  it('keeps mail for the weekday and hour that a reader chose', async () => {
    const place = await furnished();
    const sink = await openMailSink();
    const tomorrow = new Date(Date.now() + 86_400_000).getUTCDay();
    const weekday = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'][tomorrow]!;
    const add = ['subscribers', 'add', 'ada@example.org', '--zone', 'UTC'];
    const added = await place.run([...add, '--weekdays', weekday, '--hour', '6:30']);

    const run = await place.run(['run', ...day], through(sink));
    const [row] = await ledgerOf(place);

    const date = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
    expect(added.out).toContain('at 06:30 (UTC)');
    expect(run.err).toContain('1 mail not due yet');
    expect(sink.arrived).toEqual([]);
    expect(row).toMatchObject({ state: 'ready', dueAt: `${date}T06:30:00.000Z` });
  });
});

describe('paperboy digest --send', () => {
  it('mails it through the ledger, and never mails anything without the option', async () => {
    const place = await furnished(['ada@example.org']);
    const sink = await openMailSink();

    await place.run(['digest', 'listing.txt', '--save', ...day], through(sink));
    const without = sink.take();
    const sent = await place.run(
      ['digest', 'listing.txt', '--send', 'ada@example.org', ...day],
      through(sink),
    );
    const mails = sink.take();
    const rows = await ledgerOf(place);
    await place.run(['run', ...day], through(sink));

    expect(without).toEqual([]);
    expect(sent).toMatchObject({ code: 0, out: '' });
    expect(sent.err).toContain(`ada@example.org: accepted by ${sink.url}`);
    expect(mails).toHaveLength(1);
    expect(rows).toMatchObject([{ kind: 'digest', state: 'accepted', address: 'ada@example.org' }]);
    // All that the issue could show them they have.
    expect(sink.take()).toEqual([]);
  });

  it('refuses an address that must get no mail, and says why', async () => {
    const place = await furnished();
    const sink = await openMailSink();
    await place.run(['subscribers', 'suppress', 'ada@example.org', '--reason', 'moved away']);

    const { code, err } = await place.run(
      ['digest', 'listing.txt', '--send', 'ada@example.org'],
      through(sink),
    );

    expect(code).toBe(2);
    expect(err).toContain('moved away');
    expect(err).toContain('paperboy subscribers unsuppress ada@example.org');
    expect(sink.arrived).toEqual([]);
  });
});

describe('paperboy send-test', () => {
  it('sends one mail with the settings it was sent with, and not the password', async () => {
    const place = await furnished();
    const sink = await openMailSink({ login: ['quay', 'pass:word'] });
    const url = sink.url.replace('//', '//quay:pass%3Aword@');

    const sent = await place.run(['send-test', 'ada@example.org', '--json'], through({ url }));

    const [arrived] = sink.take();
    expect(sent.code).toBe(0);
    expect(JSON.parse(sent.out)).toMatchObject({ state: 'accepted', route: sink.url });
    expect(arrived?.mail.text).toContain(sink.url);
    expect(arrived?.raw + sent.out + sent.err).not.toMatch(/pass(?::|%3A)word/i);
  });

  it('says what is wrong where nothing listens, the password is not known, or nobody is there', async () => {
    const place = await furnished();
    const url = `smtp://127.0.0.1:${await closedPort()}`;
    const locked = await openMailSink({ login: ['quay', 'right'] });
    const wrong = locked.url.replace('//', '//quay:wrong@');
    const refuse = { 'gone@example.org': { code: 550, text: '5.1.1 nobody of that name' } };
    const choosy = await openMailSink({ refuse });
    const test = (address: string, to: string) =>
      place.run(['send-test', address], through({ url: to }));

    const nothing = await test('ada@example.org', url);
    const password = await test('ada@example.org', wrong);
    const nobody = await test('gone@example.org', choosy.url);

    expect([nothing.code, password.code, nobody.code]).toEqual([1, 1, 1]);
    expect(nothing.err).toMatch(/not accepted: .*ECONNREFUSED/);
    expect(nothing.err).toContain('Check the host and the port of mail.smtp');
    expect(password.err).toContain('these credentials are not known here');
    expect(password.err).toContain('Check the user and the password in mail.smtp');
    expect(nobody.err).toContain('nobody of that name');
    for (const { err, out } of [nothing, password, nobody]) {
      expect(out).toBe('');
      expect(err).not.toMatch(/\n\s+at /);
      expect(err).not.toContain('wrong');
    }
  });

  it('does not leave a pile of tests for the day when the settings are right', async () => {
    const place = await furnished();
    const url = `smtp://127.0.0.1:${await closedPort()}`;

    await place.run(['send-test', 'ada@example.org'], through({ url }));

    const [row] = await ledgerOf(place);
    expect(row).toMatchObject({ state: 'skipped', reason: expect.stringMatching(/ECONNREFUSED/) });
  });
});

describe('what would send mail in the clear or unsigned', () => {
  it('is refused by run, serve and send-test before anything is sent: a key that cannot sign', async () => {
    const place = await furnished(['ada@example.org']);
    const sink = await openMailSink();
    const env = {
      PAPERBOY_MAIL_SMTP: sink.url,
      PAPERBOY_MAIL_FROM: 'paperboy@example.org',
      PAPERBOY_MAIL_DKIM_SELECTOR: 'quay',
      PAPERBOY_MAIL_DKIM_KEY_FILE: place.file('key.pem', `-----BEGIN PRIVATE KEY-----\nMIIB\n`),
    };

    const outcomes = [];
    for (const words of [
      ['run', ...day],
      ['serve', '--port', '0'],
      ['send-test', 'ada@example.org'],
      ['digest', 'listing.txt', '--send', 'ada@example.org'],
    ]) {
      outcomes.push(await place.run(words, { env }));
    }

    for (const { code, err } of outcomes) {
      expect([code, err]).toEqual([2, expect.stringMatching(/dkim/i)]);
      expect(err).not.toMatch(/\n\s+at /);
    }
    expect(sink.arrived).toEqual([]);
    expect(outboxOf(place)).toEqual([]);
  });

  const own = Object.values(networkInterfaces())
    .flat()
    .find((address) => address?.family === 'IPv4' && !address.internal)?.address;

  it('is not sent: no mail to another machine without TLS', async () => {
    if (own === undefined) {
      process.stderr.write('not run: this machine has no address but loopback\n');
      return;
    }
    const place = await furnished();
    const plain = await openMailSink({ host: own });
    const env = { PAPERBOY_MAIL_SMTP: plain.url, PAPERBOY_MAIL_FROM: 'paperboy@example.org' };

    const sent = await place.run(['send-test', 'ada@example.org'], { env });

    expect(sent.code).toBe(1);
    expect(sent.err).toMatch(/TLS/);
    expect(plain.arrived).toEqual([]);
  });
});

describe('paperboy deliveries', () => {
  it('lists and shows what happened to each mail', async () => {
    const refuse = { 'gone@example.org': { code: 550, text: '5.1.1 nobody of that name' } };
    const sink = await openMailSink({ refuse });
    const place = await furnished(['ada@example.org', 'gone@example.org']);
    const run = await place.run(['run', ...day], through(sink));

    const list = await place.run(['deliveries', 'list']);
    const rejected = await place.run(['deliveries', 'list', '--state', 'rejected', '--json']);
    const [row] = JSON.parse(rejected.out).deliveries;
    const shown = await place.run(['deliveries', 'show', String(row.id)]);
    const json = JSON.parse((await place.run(['deliveries', 'show', '1', '--json'])).out);
    const wrong = await place.run(['deliveries', 'list', '--state', 'lost']);
    const none = await place.run(['deliveries', 'show', '99']);

    expect(run.err).toContain('1 rejected');
    expect(list.out).toMatch(/^\d+ {2}accepted {2}digest 2026-10-14 {2}ada@example\.org/m);
    expect(list.out).toMatch(/rejected .* gone@example\.org .*nobody of that name/);
    expect(row).toMatchObject({ address: 'gone@example.org', replyCode: 550, enhanced: '5.1.1' });
    expect(shown.out).toMatch(/^ {2}due +2\d{3}-/m);
    expect(shown.out).toContain('nobody of that name');
    expect(json).toMatchObject({ id: 1, state: 'accepted', attempts: expect.any(Array) });
    expect(json).not.toHaveProperty('content');
    expect(wrong).toMatchObject({ code: 2, err: expect.stringContaining('no state lost') });
    expect(none).toMatchObject({ code: 2, err: expect.stringContaining('no delivery 99') });
  });

  it('says as JSON what was paused and what goes on', async () => {
    const place = await furnished(['ada@example.org'], 'mail: { smtp: "smtp://127.0.0.1:9" }');
    await place.run(['run', ...day]);

    const paused = await place.run(['deliveries', 'pause', '2026-10-14', '--json']);
    const resumed = await place.run(['deliveries', 'resume', '--json']);

    expect(JSON.parse(paused.out)).toEqual({ paused: '2026-10-14' });
    expect(JSON.parse(resumed.out)).toEqual({ resumed: ['2026-10-14'] });
  });

  it('holds an issue back while it is paused, and goes on when it is resumed', async () => {
    const sink = await openMailSink();
    const place = await furnished(['ada@example.org', 'ben@example.org']);
    await place.run(['run', '--only', 'ada@example.org', ...day], through(sink));
    sink.take();

    const paused = await place.run(['deliveries', 'pause', '2026-10-14']);
    await place.run(['run', ...day], through(sink));
    const meanwhile = sink.take();
    const stats = await place.run(['stats']);
    const resumed = await place.run(['deliveries', 'resume', '2026-10-14']);
    await place.run(['run', ...day], through(sink));

    expect([paused.code, resumed.code]).toEqual([0, 0]);
    expect(meanwhile).toEqual([]);
    expect(stats).toMatchObject({ code: 1, out: expect.stringContaining('is paused') });
    expect(stats.out).toContain('2 readers, 1 mail waiting, 0 uncertain');
    expect(sink.take().flatMap(({ to }) => to)).toEqual(['ben@example.org']);
  });

  it('resolves what got no answer: told that it did not arrive, the same mail goes out again', async () => {
    const { createServer } = await import('node:net');
    // It takes the mail and hangs up instead of answering.
    const deaf = createServer((socket) => {
      let body: string | null = null;
      socket.on('error', () => {});
      socket.write('220 deaf\r\n');
      socket.on('data', (data) => {
        const said = data.toString('latin1');
        if (body !== null) {
          body += said;
          if (body.includes('\r\n.\r\n')) socket.destroy();
        } else if (/^DATA/i.test(said)) {
          body = '';
          socket.write('354 go on\r\n');
        } else socket.write('250 yes\r\n');
      });
    });
    await new Promise<void>((resolve) => deaf.listen(0, '127.0.0.1', resolve));
    const address = deaf.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const place = await furnished(
      ['ada@example.org', 'ben@example.org'],
      'mail:\n  policy: hold\n',
    );
    const sink = await openMailSink();

    const lost = await place.run(['run', ...day], through({ url: `smtp://127.0.0.1:${port}` }));
    const [first, second] = (await ledgerOf(place)).filter(({ state }) => state === 'uncertain');
    const unsaid = await place.run(['deliveries', 'resolve', String(first?.id ?? second?.id)]);
    const resent = await place.run(['deliveries', 'resolve', 'all', '--resend']);
    await place.run(['run', ...day], through(sink));
    const done = await place.run(['deliveries', 'resolve', '1', '--accepted']);
    deaf.close();

    expect(lost.err).toContain('uncertain');
    expect(unsaid).toMatchObject({
      code: 2,
      err: expect.stringContaining('--accepted or --resend'),
    });
    expect(resent.err).toMatch(/\d resolved as resend; the next run sends/);
    expect(sink.arrived.flatMap(({ to }) => to).sort()).toEqual([
      'ada@example.org',
      'ben@example.org',
    ]);
    expect(done).toMatchObject({ code: 1, err: expect.stringContaining('nothing to resolve') });
  });
});

it('paperboy serve sends what has come due at its first look', async () => {
  const schedule = 'schedule: "0 0 1 1 *"\n';
  const place = await furnished(['ada@example.org', 'ben@example.org'], schedule);
  const sink = await openMailSink();
  await place.run(['run', '--only', 'ada@example.org', ...day], through(sink));
  configure(place, `${schedule}mail:\n  smtp: ${sink.url}\n`);

  const served = place.start(['serve', '--port', '0']);
  const ended = once(served, 'exit');
  for (let waited = 0; sink.arrived.length < 2 && waited < 20_000; waited += 50) await sleep(50);
  served.kill('SIGTERM');
  const [code] = await ended;

  expect(code).toBe(0);
  expect(sink.arrived.flatMap(({ to }) => to)).toEqual(['ada@example.org', 'ben@example.org']);
});
