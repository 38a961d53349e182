/** The server as readers, caches and intruders meet it, and the schedule that it keeps. */
import { once } from 'node:events';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dumpStore, furnish, publicFiles } from './daily-site.ts';
import { type Place, temporaryPlace } from './run-paperboy.ts';

interface Served {
  readonly address: string;
  /** What it has said so far on standard error. */
  said(): string;
  /** Sends the signal and returns the exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

async function serve(place: Place, ...words: string[]): Promise<Served> {
  const child = place.start(['serve', '--port', '0', ...words]);
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const ended = once(child, 'exit');
  while (!/ is at /.test(said) && child.exitCode === null) await sleep(20);
  return {
    address: /is at ([^\s"]+)/.exec(said)?.[1] ?? '',
    said: () => said,
    stop: async (signal = 'SIGTERM') => {
      child.kill(signal);
      return (await ended)[0];
    },
  };
}

const place = temporaryPlace();
furnish(place);
let served: Served;

beforeAll(async () => {
  await place.run(['run', '--date', '2026-10-14']);
  writeFileSync(join(place.folder, 'data/public/.hidden.html'), 'secret');
  writeFileSync(join(place.folder, 'data/public/notes.txt'), 'secret');
  mkdirSync(join(place.folder, 'data/public/folder.html'));
  symlinkSync(join(place.folder, 'paperboy.yaml'), join(place.folder, 'data/public/link.html'));
  served = await serve(place, '--no-schedule');
});
afterAll(() => served.stop());

/** A request whose path is sent as it is written: fetch would tidy it up. */
function ask(path: string, options: { method?: string; headers?: Record<string, string> } = {}) {
  const { hostname, port } = new URL(served.address);
  return new Promise<{ status: number; headers: Record<string, unknown>; body: string }>(
    (done, fail) => {
      const asked = request({ hostname, port, path, ...options }, (answer) => {
        let body = '';
        answer.setEncoding('utf8').on('data', (text: string) => {
          body += text;
        });
        answer.on('end', () =>
          done({ status: answer.statusCode ?? 0, headers: answer.headers, body }),
        );
      });
      asked.on('error', fail).end();
    },
  );
}

describe('paperboy serve', () => {
  it.each([
    ['/', 'text/html; charset=utf-8', 'index.html'],
    ['/index.html', 'text/html; charset=utf-8', 'index.html'],
    ['/2026-10-14.html', 'text/html; charset=utf-8', '2026-10-14.html'],
    ['/feed.xml', 'application/rss+xml; charset=utf-8', 'feed.xml'],
    ['/atom.xml', 'application/atom+xml; charset=utf-8', 'atom.xml'],
    ['/issues.xml', 'application/rss+xml; charset=utf-8', 'issues.xml'],
    ['/feed.json', 'application/feed+json; charset=utf-8', 'feed.json'],
    ['/feed.xml?from=reader', 'application/rss+xml; charset=utf-8', 'feed.xml'],
  ])('gives out %s as %s', async (path, type, file) => {
    const { status, headers, body } = await ask(path);

    expect(status).toBe(200);
    expect(headers['content-type']).toBe(type);
    expect(headers['cache-control']).toBe('public, max-age=300');
    expect(body).toBe(publicFiles(place)[file]);
  });

  it('answers 304 to who has the content already, and 200 to who has another', async () => {
    const { headers } = await ask('/feed.xml');
    const etag = String(headers.etag);
    const other = String((await ask('/atom.xml')).headers.etag);
    const again = (tag: string) => ask('/feed.xml', { headers: { 'If-None-Match': tag } });

    expect(etag).toMatch(/^"[\w-]{27}"$/);
    for (const tag of [etag, `W/${etag}`, `"x", ${etag}`, '*']) {
      const { status, body, headers: kept } = await again(tag);
      expect([tag, status, body, kept.etag]).toEqual([tag, 304, '', etag]);
    }
    expect((await again(other)).status).toBe(200);
    expect(other).not.toBe(etag);
  });

  it('answers HEAD like GET without the content, and refuses to be written to', async () => {
    const head = await ask('/feed.xml', { method: 'HEAD' });
    const get = await ask('/feed.xml');

    expect([head.status, head.body]).toEqual([200, '']);
    expect(head.headers).toMatchObject({
      etag: get.headers.etag,
      'content-type': get.headers['content-type'],
      'content-length': String(Buffer.byteLength(get.body)),
    });
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
      const { status, headers } = await ask('/feed.xml', { method });
      expect([method, status, headers.allow]).toEqual([method, 405, 'GET, HEAD']);
    }
  });

  it.each([
    '/../paperboy.db',
    '/..%2fpaperboy.db',
    '/%2e%2e/paperboy.db',
    '/..%5cpaperboy.db',
    '/public/../../paperboy.yaml',
    '//etc/passwd',
    '/%00index.html',
    '/index.html%00.txt',
    '/./.hidden.html',
    '/.hidden.html',
    '/notes.txt',
    '/folder.html',
    '/folder.html/',
    '/link.html',
    '/index.html/..%2f..%2fpaperboy.yaml',
    '/%',
    `/${'a'.repeat(5_000)}.html`,
    '/nothing.html',
  ])('gives nothing away for %s', async (path) => {
    const { status, headers, body } = await ask(path);

    expect(status).toBe(404);
    expect(body).toContain('There is no such page');
    expect(body).not.toContain('secret');
    expect(headers['cache-control']).toBe('no-store');
  });

  it('refuses an address that is none, without a word of what is here', async () => {
    const { status, body } = await ask('/..\\paperboy.db');

    expect([status, body]).toEqual([400, '']);
  });

  it('tells browsers to show pages with their own styles, and nothing else', async () => {
    for (const path of ['/', '/2026-10-14.html', '/feed.xml', '/nothing.html']) {
      const { headers } = await ask(path);

      const policy = String(headers['content-security-policy']);
      expect(policy).toMatch(/^default-src 'none'; /);
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toContain('unsafe');
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
      });
    }
  });

  it('refuses a port that is taken, and one that is none, in words', async () => {
    const { port } = new URL(served.address);

    const taken = await place.run(['serve', '--port', port, '--no-schedule']);
    const wrong = await place.run(['serve', '--port', 'http', '--no-schedule']);

    expect([taken.code, wrong.code]).toEqual([1, 2]);
    expect(taken.err).toContain(`port ${port} of 127.0.0.1 cannot be had: another program has it`);
    expect(wrong.err).toContain('http is not a port');
  });

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'stops on %s with 0, whoever is still connected',
    async (signal) => {
      const other = await serve(place, '--no-schedule');
      const { hostname, port } = new URL(other.address);
      const idle = connect(Number(port), hostname);
      idle.on('error', () => {});
      await once(idle, 'connect');
      idle.write('GET / HTTP/1.1\r\n');

      const code = await other.stop(signal);

      idle.destroy();
      expect(code).toBe(0);
      expect(other.said()).toContain(`${signal}: stopping`);
    },
  );
});

describe('the schedule', () => {
  it('catches up what was missed at the start, once, and publishes it', async () => {
    const missed = temporaryPlaceOfItsOwn('schedule: "* * * * *"\ndays: 3650\n');
    // Every minute something is due; a run after the first finds the issue published.
    const first = await serve(missed);
    await until(() => /issue published, 4 papers/.test(first.said()));
    const page = await (await fetch(first.address)).text();
    const code = await first.stop();

    const yearly = await serve(missed, '--config', 'yearly.yaml');
    await sleep(700);
    await yearly.stop();

    expect(code).toBe(0);
    expect(page).toContain('<h1 class="mast">The Quay</h1>');
    expect(first.said().match(/issue published/g)).toHaveLength(1);
    expect(dumpStore(join(missed.folder, 'data/paperboy.db')).daily_runs).toHaveLength(1);
    expect(yearly.said()).not.toMatch(/publish/);
  });

  it('leaves the job to whoever holds the lock, says so and goes on serving', async () => {
    const { takeJobLock } = await import('../../../src/store/job-lock.ts');
    const busy = temporaryPlaceOfItsOwn('schedule: "* * * * *"\n');
    const lock = await takeJobLock(join(busy.folder, 'data/job.lock.db'), { onWait: null });

    const waiting = await serve(busy);
    await until(() => /another job is at work/.test(waiting.said()));
    const { status } = await fetch(waiting.address);
    const code = await waiting.stop();

    lock.release();
    expect([status, code]).toEqual([404, 0]);
  });
});

const own = [temporaryPlace(), temporaryPlace()];

function temporaryPlaceOfItsOwn(settings: string): Place {
  const next = own.pop()!;
  furnish(next, settings);
  const day = new Date();
  day.setUTCMonth((day.getUTCMonth() + 6) % 12);
  next.file('yearly.yaml', `sources: [first.txt]\nschedule: "0 0 1 ${day.getUTCMonth() + 1} *"\n`);
  return next;
}

async function until(holds: () => boolean): Promise<void> {
  for (let waited = 0; !holds(); waited += 50) {
    if (waited > 20_000) throw new Error('waited in vain');
    await sleep(50);
  }
}
