/** What the pages for readers refuse: forms of other sites, false addresses of visitors, too much, too slow; and their headers. */
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { goodToken, paperKey } from './memory-desk.ts';
import { openReaderSite, type ReaderSite, readerPages } from './reader-site.ts';

let site: ReaderSite;

beforeEach(async () => {
  site = await openReaderSite({ trustedProxies: ['127.0.0.0/8', '10.0.0.0/8'] });
});
afterEach(() => site.close());

const forms: readonly (readonly [string, string])[] = [
  ['/subscribe', 'address=a%40b.example'],
  [`/preferences/${goodToken}`, 'topics=x&save=1'],
  [`/pause/${goodToken}`, 'until=2031-02-03'],
  [`/preferences/${goodToken}/votes`, 'all=1'],
  [`/data/${goodToken}`, 'erase=1&sure=yes'],
  [`/data/${goodToken}`, 'change=1&address=a%40b.example'],
  [`/data-link/${goodToken}`, ''],
  [`/vote/${goodToken}/${paperKey}`, 'value=1'],
];

describe('forms sent by another site', () => {
  const strangers: readonly Record<string, string>[] = [
    { 'Sec-Fetch-Site': 'cross-site' },
    { 'Sec-Fetch-Site': 'same-site' },
    { 'Sec-Fetch-Site': 'cross-site', Origin: 'null' },
    { Origin: 'https://elsewhere.example' },
    { Origin: 'nonsense' },
  ];
  it.each(forms)('do nothing at %s', async (path, body) => {
    const answers = [];
    for (const headers of strangers) answers.push(await site.send(path, body, headers));

    for (const { status, body } of answers) {
      expect(status).toBe(403);
      expect(body).toContain('Please do that on this site');
    }
    expect(site.desk.calls).toEqual([]);
  });

  it('are told from our own', async () => {
    const own: readonly Record<string, string>[] = [
      {},
      { 'Sec-Fetch-Site': 'same-origin', Origin: 'null' },
      { Origin: `http://127.0.0.1:${site.port}` },
    ];

    const statuses = [];
    for (const headers of own) {
      statuses.push((await site.send('/subscribe', 'address=a%40b.example', headers)).status);
    }

    expect(statuses).toEqual([200, 200, 200]);
  });

  it('confirm all the same, as mail programs show that page inside of theirs', async () => {
    const answer = await site.send('/confirm/ask', '', { Origin: 'https://mail.example' });

    expect([answer.status, site.desk.calls]).toEqual([200, [['confirm', 'ask']]]);
  });
});

describe('the address of a visitor', () => {
  it('is what trusted proxies say, and not what the visitor says before them', async () => {
    await site.send('/subscribe', 'address=a%40b.example', {
      'X-Forwarded-For': '198.51.100.1, 203.0.113.9, 10.1.2.3',
    });

    expect(site.desk.forms[0]?.client).toBe('203.0.113.9');
  });

  it('is that of the connection where no proxy is trusted', async () => {
    const plain = await openReaderSite();

    await plain.send('/subscribe', 'address=a%40b.example', { 'X-Forwarded-For': '203.0.113.9' });

    await plain.close();
    expect(plain.desk.forms[0]?.client).toBe('127.0.0.1');
  });
});

describe('every answer', () => {
  it('forbids browsers to guess, frame, pass on or run anything else', async () => {
    const secure = await openReaderSite({}, 'https://quay.example');
    const answers = [];
    for (const path of [...readerPages, '/', '/nothing.html']) {
      answers.push({ path, ...(await secure.ask(path)) });
    }
    for (const [path, body] of forms) answers.push({ path, ...(await secure.send(path, body)) });

    await secure.close();
    for (const { path, headers, body } of answers) {
      const policy = String(headers['content-security-policy']);
      expect(policy).toMatch(/^default-src 'none'; /);
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/unsafe|https?:|\*/);
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'strict-transport-security': 'max-age=31536000',
      });
      expect(headers['content-type']).toMatch(
        /^(?:text\/html|text\/plain|application\/json); ?charset=utf-8$/i,
      );
      expect(headers['set-cookie']).toBeUndefined();
      expect(Buffer.byteLength(body)).toBeLessThanOrEqual(60_000);
      const isOnToken = /^\/(?:confirm|never|preferences|pause|data|data-link|address|vote)\//.test(
        path,
      );
      if (!isOnToken) continue;
      expect(headers).toMatchObject({
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
      });
      expect(policy).not.toContain('script-src');
    }
  });

  it('lets forms go to this site alone', async () => {
    const { headers } = await site.ask('/subscribe');

    expect(headers['content-security-policy']).toContain("form-action 'self'");
    expect(headers['content-security-policy']).toMatch(/script-src 'sha256-[\w+/]+=*';/);
  });
});

describe('what is too much', () => {
  it('is not read: bodies beyond 64 kB, with a length or without', async () => {
    const large = `topics=${'x'.repeat(70_000)}`;

    const answers = [];
    for (const [path] of forms) {
      answers.push((await site.send(path, large)).status);
      answers.push((await site.ask(path, { method: 'POST', body: [large, large] })).status);
    }

    expect(new Set(answers)).toEqual(new Set([413]));
    expect(site.desk.calls).toEqual([]);
  });

  it('is a form of another kind', async () => {
    const { status } = await site.send('/subscribe', '{}', { 'Content-Type': 'application/json' });

    expect([status, site.desk.calls]).toEqual([415, []]);
  });
});

describe('slow clients', () => {
  it.each([200, 900])('%i of them do not stop others', { timeout: 60_000 }, async (number) => {
    const starts = [
      'GET /subscribe HTTP/1.1\r\nHost: x\r\n',
      'POST /subscribe HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 5000\r\n\r\na',
    ];
    const sockets: Socket[] = [];
    for (let at = 0; at < number; at++) {
      const socket = connect(site.port, '127.0.0.1');
      socket.on('error', () => {});
      socket.on('connect', () => socket.write(starts[at % starts.length] ?? ''));
      sockets.push(socket);
    }
    const dripping = setInterval(() => {
      for (const socket of sockets) if (socket.writable) socket.write('b');
    }, 200);
    await sleep(500);

    const times: number[] = [];
    for (let at = 0; at < 20; at++) {
      const start = performance.now();
      const path = at % 2 === 0 ? '/subscribe' : '/';
      const { status } = await site.ask(path, { headers: { Connection: 'close' } });
      expect(status).toBe(200);
      times.push(performance.now() - start);
    }
    const posted = await site.send('/subscribe', 'address=a%40b.example');

    clearInterval(dripping);
    for (const socket of sockets) socket.destroy();
    expect(Math.max(...times)).toBeLessThan(1_000);
    expect(posted.status).toBe(200);
  });
});
