/** R76: one POST ends the mails, from whatever client, at once; repeated, in a rush, and while others write. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databasePath } from '../../../src/pipeline/app.ts';
import { unsubscribe } from '../../../src/pipeline/unsubscribe.ts';
import { openStore } from '../../../src/store/store.ts';
import { type Asking, countIn, leavingOf, type MailSite, openMailSite } from './mail-site.ts';

let site: MailSite;
/** Each test takes subscribers of its own. */
let next = 4;

beforeAll(async () => {
  site = await openMailSite(1_100, null);
});
afterAll(() => site.close());

const field = 'List-Unsubscribe=One-Click';
const boundary = '----quay';
const multipart = `--${boundary}\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--${boundary}--\r\n`;
const urlencoded = { 'Content-Type': 'application/x-www-form-urlencoded' };

const clients: readonly (Asking & { name: string })[] = [
  { name: 'urlencoded', headers: urlencoded, body: field },
  {
    name: 'multipart',
    headers: { 'Content-Type': `multipart/form-data; boundary=${boundary}` },
    body: multipart,
  },
  { name: 'no content type', body: field },
  { name: 'no body at all', headers: { 'Content-Length': '0' } },
  { name: 'urlencoded without a body', headers: { ...urlencoded, 'Content-Length': '0' } },
  { name: 'in chunks', headers: urlencoded, body: ['List-Unsub', 'scribe=One-Click'] },
  { name: 'multipart without a boundary', headers: { 'Content-Type': 'multipart/form-data' } },
  {
    name: 'a page of another origin',
    headers: { ...urlencoded, Origin: 'https://mail.example', 'Sec-Fetch-Site': 'cross-site' },
    body: field,
  },
  { name: 'the button of the page', headers: { ...urlencoded, Origin: 'null' }, body: '' },
];

describe('one-click unsubscribing', () => {
  it.each(clients)(
    'takes $name: 200, in effect at once, again 200',
    async ({ name: _, ...asking }) => {
      const id = next++;
      const started = new Date().toISOString();

      const first = await site.ask(site.link(id), { method: 'POST', ...asking });
      const [state, at] = leavingOf(site.app, id);
      const second = await site.ask(site.link(id), { method: 'POST', ...asking });

      expect([first.status, second.status, state]).toEqual([200, 200, 'unsubscribed']);
      expect(at && at >= started && at <= new Date().toISOString()).toBe(true);
      expect(leavingOf(site.app, id)).toEqual([state, at]);
      expect(first.body).toContain('You are unsubscribed');
      expect(second.body).toContain('You are already unsubscribed');
      for (const { headers } of [first, second]) {
        expect(Object.keys(headers)).not.toContain('location');
        expect(Object.keys(headers)).not.toContain('set-cookie');
      }
    },
  );

  it('ends what was never confirmed, too', async () => {
    const { status } = await site.ask(site.link(2), { method: 'POST', body: field });

    expect(status).toBe(200);
    expect(leavingOf(site.app, 2)[0]).toBe('unsubscribed');
  });

  it('touches nobody else', async () => {
    const before = countIn(site.app, 'unsubscribed');

    await site.ask(site.link(next++), { method: 'POST' });

    expect(countIn(site.app, 'unsubscribed')).toBe(before + 1);
  });

  it('answers 200 to a thousand from one address within ten seconds, all of them in effect', async () => {
    const ids = Array.from({ length: 1_000 }, (_, at) => at + 100);
    const asking = { method: 'POST', headers: urlencoded, body: field };

    const started = performance.now();
    const answers = await Promise.all(ids.map((id) => site.ask(site.link(id), asking)));
    const took = performance.now() - started;
    const again = await Promise.all(ids.map((id) => site.ask(site.link(id), asking)));

    console.log(`1,000 one-click requests: ${Math.round(took)} ms`);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1_000);
    expect(took).toBeLessThan(10_000);
    expect(again.filter(({ status }) => status === 200)).toHaveLength(1_000);
    expect(ids.filter((id) => leavingOf(site.app, id)[0] !== 'unsubscribed')).toEqual([]);
  });

  it('counts as one when two come at the same moment', async () => {
    const id = next++;

    const both = await Promise.all([1, 2].map(() => site.ask(site.link(id), { method: 'POST' })));

    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    expect(both.filter(({ body }) => body.includes('You are unsubscribed'))).toHaveLength(1);
  });

  it('keeps the moment of the first where a second comes in between', async () => {
    const id = next++;

    const first = await unsubscribe(site.store, site.link(id).split('/').at(-1) ?? '');
    const left = leavingOf(site.app, id);
    await sleep(5);
    const second = await unsubscribe(site.store, site.link(id).split('/').at(-1) ?? '');

    expect([first, second]).toMatchObject([{ isNew: true }, { isNew: false }]);
    expect(leavingOf(site.app, id)).toEqual(left);
  });

  it('waits for a job of the same process that is writing, and lets it work meanwhile', async () => {
    const id = next++;
    const job = await openStore(databasePath(site.app));
    await site.ask(site.link(1));
    let isWriting = true;

    const writing = job.transaction(async (inside) => {
      await inside.meta.set('last-tick', '2026-10-14T06:00:00.000Z');
      await sleep(600);
      isWriting = false;
    });
    const started = performance.now();
    const looked = await site.ask(site.link(id));
    const lookedWhileWriting = isWriting;
    const { status } = await site.ask(site.link(id), { method: 'POST' });
    const took = performance.now() - started;

    await writing;
    await job.close();
    expect([looked.status, lookedWhileWriting, status]).toEqual([200, true, 200]);
    expect(took).toBeGreaterThan(400);
    expect(took).toBeLessThan(3_000);
    expect(leavingOf(site.app, id)[0]).toBe('unsubscribed');
  });

  it('says 503 and when to come again where nobody lets go of the database', async () => {
    const id = next++;
    const job = await openStore(databasePath(site.app));
    let release = () => {};

    const held = new Promise<void>((done) => {
      release = done;
    });
    const writing = job.transaction(async (inside) => {
      await inside.meta.set('last-tick', '2026-10-14T06:00:00.000Z');
      await held;
    });
    const busy = await site.ask(site.link(id), { method: 'POST' });
    release();
    await writing;
    const later = await site.ask(site.link(id), { method: 'POST' });

    await job.close();
    expect([busy.status, busy.headers['retry-after'], later.status]).toEqual([503, '60', 200]);
    expect(busy.body).toContain('Please try again in a minute');
    expect(later.body).toContain('You are unsubscribed');
  });
});

describe('the size of what is sent', () => {
  it('may be 65,536 bytes', async () => {
    const id = next++;

    const { status } = await site.ask(site.link(id), { method: 'POST', body: 'x'.repeat(65_536) });

    expect([status, leavingOf(site.app, id)[0]]).toEqual([200, 'unsubscribed']);
  });

  it.each(['told at the start', 'sent in chunks'])(
    'is refused with 413 beyond that, without reading on: %s',
    async (how) => {
      const id = next++;
      const socket = connect(site.port, '127.0.0.1');
      socket.on('error', () => {});
      const ended = once(socket, 'close');
      let heard = '';
      socket.setEncoding('utf8').on('data', (text: string) => {
        heard += text;
      });
      const length =
        how === 'sent in chunks' ? 'Transfer-Encoding: chunked' : 'Content-Length: 9999999';

      socket.write(`POST ${site.link(id)} HTTP/1.1\r\nHost: quay.example\r\n${length}\r\n\r\n`);
      if (how === 'sent in chunks') socket.write(`11000\r\n${'x'.repeat(0x11000)}\r\n`);
      await ended;

      expect(heard).toMatch(/^HTTP\/1\.1 413 /);
      expect(leavingOf(site.app, id)[0]).toBe('confirmed');
    },
  );

  it('does nothing for a request that breaks off', async () => {
    const id = next++;
    const socket = connect(site.port, '127.0.0.1');
    await once(socket, 'connect');

    socket.write(
      `POST ${site.link(id)} HTTP/1.1\r\nHost: quay.example\r\nContent-Length: 26\r\n\r\nList`,
    );
    await sleep(100);
    socket.destroy();
    await sleep(100);

    expect(leavingOf(site.app, id)[0]).toBe('confirmed');
  });
});
