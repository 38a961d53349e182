/** R89: clients that trickle into the pages neither stop them for others nor the mail that goes out meanwhile. */
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { publicFolder } from '../../../src/pipeline/app.ts';
import { openSubscribeDesk } from '../../../src/pipeline/subscribe-desk.ts';
import { subscribeTerms } from '../../../src/pipeline/subscribe-terms.ts';
import { openUnsubscribeDesk } from '../../../src/pipeline/unsubscribe-desk.ts';
import { createSite } from '../../../src/web/site-app.ts';
import { startServer } from '../../../src/web/start-server.ts';
import { openPress, type Press, papers } from './press.ts';

const readers = 50;
let press: Press;
let closing: (() => Promise<unknown>)[];
beforeEach(() => {
  closing = [];
});
afterEach(async () => {
  for (const close of closing.reverse()) await close();
});

/** As `paperboy serve` does: the pages and the mail in one process. */
async function openSite(): Promise<string> {
  const baseUrl = 'https://quay.example';
  press = await openPress({ PAPERBOY_BASE_URL: baseUrl, PAPERBOY_SUBSCRIBE_MODE: 'open' });
  closing.push(press.close);
  const { app } = press;
  const [desk, unsubscribing] = [openSubscribeDesk(app), openUnsubscribeDesk(app)];
  closing.push(desk.close, unsubscribing.close);
  const about = { title: 'The Quay', timezone: 'UTC', operator: null, trustedProxies: [] };
  const subscribing = { ...about, ...subscribeTerms(app), desk };
  const site = createSite(publicFolder(app), { baseUrl, unsubscribing, subscribing });
  const server = await startServer(site, '127.0.0.1', 0);
  closing.push(() => server.stop(0));
  for (let number = 0; number < readers; number++) await press.reader(`reader${number}`);
  return server.address;
}

/** Heads and bodies that never end, a byte at a time; returns how to let go of them. */
async function openSlowClients(address: string, number: number): Promise<() => void> {
  const starts = [
    'GET /subscribe HTTP/1.1\r\nHost: x\r\nX: ',
    'POST /subscribe HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 60000\r\n\r\na',
  ];
  const sockets: Socket[] = [];
  for (let at = 0; at < number; at++) {
    const socket = connect(Number(new URL(address).port), '127.0.0.1');
    socket.on('error', () => {});
    socket.on('connect', () => socket.write(starts[at % starts.length] ?? ''));
    sockets.push(socket);
  }
  const dripping = setInterval(() => {
    for (const socket of sockets) if (socket.writable) socket.write('b');
  }, 200);
  await sleep(500);
  expect(sockets.filter(({ readyState }) => readyState === 'open')).toHaveLength(number);
  return () => {
    clearInterval(dripping);
    for (const socket of sockets) socket.destroy();
  };
}

async function deliverTimed(day: string, numbers: readonly number[]): Promise<number> {
  press.at(`${day}T05:00:00.000Z`);
  await press.list(day, papers(...numbers));
  expect(await press.publish(day)).toBe('published');
  const start = performance.now();
  expect(await press.deliver()).toMatchObject({ accepted: readers, ready: 0, stopped: null });
  return performance.now() - start;
}

it('200 of them, while 50 mails go out', async () => {
  const address = await openSite();
  const first = await deliverTimed('2026-11-16', [1, 2, 3]);
  const alone = await deliverTimed('2026-11-17', [4, 5, 6]);
  const letGo = await openSlowClients(address, 200);

  let isDone = false;
  const times: number[] = [];
  const visiting = (async () => {
    for (let at = 0; !isDone || at < 10; at++) {
      const path = at % 2 === 0 ? 'subscribe' : 'about';
      const start = performance.now();
      const { status } = await fetch(address + path);
      times.push(performance.now() - start);
      expect(status).toBe(200);
      await sleep(20);
    }
  })();
  const among = await deliverTimed('2026-11-18', [7, 8, 9]);
  isDone = true;
  await visiting;
  const form = new URLSearchParams({ address: 'ada@example.org' });
  const posted = await fetch(`${address}subscribe`, { method: 'POST', body: form });

  letGo();
  expect(posted.status).toBe(200);
  expect(Math.max(...times)).toBeLessThan(1_000);
  expect(among).toBeLessThan(2 * Math.max(first, alone) + 1_000);
  expect(press.server.copies).toHaveLength(3 * readers);
});
