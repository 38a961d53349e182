/** The pages over the real store: the whole way of a reader, and one answer for every state of an address (R80). */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadConfig } from '../../../src/config/load-config.ts';
import { signToken } from '../../../src/lib/tokens.ts';
import { usualPreferences } from '../../../src/model/subscriber.ts';
import { type App, databasePath, openAppStore } from '../../../src/pipeline/app.ts';
import { openSubscribeDesk, type SubscribeDesk } from '../../../src/pipeline/subscribe-desk.ts';
import { subscribeTerms } from '../../../src/pipeline/subscribe-terms.ts';
import type { Store } from '../../../src/store/store.ts';
import { createSite } from '../../../src/web/site-app.ts';
import { type RunningServer, startServer } from '../../../src/web/start-server.ts';
import { allRows, openAsking } from './mail-site.ts';

const folder = mkdtempSync(join(tmpdir(), 'paperboy-subscribing-'));
let app: App;
let store: Store;
let desk: SubscribeDesk;
let server: RunningServer;
let asking: ReturnType<typeof openAsking>;

beforeAll(async () => {
  const environment = {
    PAPERBOY_TITLE: 'The Quay',
    PAPERBOY_BASE_URL: 'https://quay.example',
    PAPERBOY_SUBSCRIBE_MODE: 'open',
    PAPERBOY_MAIL_FROM: 'keeper@quay.example',
  };
  const config = loadConfig({ environment, data: folder, flags: {} });
  app = { config, now: () => new Date() };
  store = await openAppStore(app, 'data');
  desk = openSubscribeDesk(app);
  const about = { operator: null, timezone: 'UTC', title: 'The Quay', trustedProxies: [] };
  const subscribing = { ...subscribeTerms(app), ...about, desk };
  const site = createSite(folder, { baseUrl: 'https://quay.example', subscribing });
  server = await startServer(site, '127.0.0.1', 0);
  asking = openAsking(Number(new URL(server.address).port));
});
afterAll(async () => {
  asking.close();
  await server.stop(200);
  await desk.close();
  await store.close();
  rmSync(folder, { recursive: true });
});

const send = (path: string, fields: Record<string, string>) =>
  asking.ask(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(fields).toString(),
  });

it('answers with the same bytes to new, pending, confirmed, unsubscribed and suppressed addresses', async () => {
  const add = async (name: string) =>
    await store.subscribers.add({
      ...{ address: `${name}@reader.example`, state: 'confirmed', consent: null },
      preferences: usualPreferences,
    });
  await add('confirmed');
  const { subscriber: gone } = await add('gone');
  await store.subscribers.unsubscribe(gone.id);
  await add('bounced');
  await store.suppressions.put({
    ...{ addressKey: 'bounced@reader.example', reason: 'bounce', detail: 'a test' },
    ...{ at: app.now().toISOString(), until: null },
  });
  await store.suppressions.never('never@reader.example', 'a test');
  const states = ['new', 'new', 'confirmed', 'gone', 'bounced', 'never'];

  const answers = [];
  for (const name of states)
    answers.push(await send('/subscribe', { address: `${name}@reader.example` }));

  const seen = answers.map(({ status, body, headers: { date: _, ...headers } }) =>
    JSON.stringify([status, body, headers]),
  );
  expect(new Set(seen).size).toBe(1);
  expect(answers[0]?.status).toBe(200);
});

it('lets a reader change, pause and preview by the link in a mail, and looking changes nothing', async () => {
  const reader = await store.subscribers.find('confirmed@reader.example');
  const [key] = await store.secrets.all();
  const link = `/preferences/${signToken(key, 'preferences', reader?.id ?? 0)}`;

  const before = allRows(databasePath(app));
  const looked = await asking.ask(link);
  const preview = await send(link, { topics: 'gulls', preview: '1' });
  const after = allRows(databasePath(app));
  const saved = await send(link, { topics: 'gulls', hour: '6:30', save: '1' });
  const paused = await send(link.replace('preferences', 'pause'), { until: '2031-02-03' });
  const past = await send(link.replace('preferences', 'pause'), { until: '2001-02-03' });

  const kept = await store.subscribers.find('confirmed@reader.example');
  expect([looked, preview, saved, paused, past].map(({ status }) => status)).toEqual([
    ...[200, 200, 200, 200, 422],
  ]);
  expect(after).toEqual(before);
  expect(preview.body).toContain('Today, with these settings');
  expect(looked.body).toMatch(/href="\/unsubscribe\/[0-9a-z.]+"/);
  expect(kept?.preferences).toMatchObject({ hour: '06:30' });
  expect(kept?.pausedUntil).toBe('2031-02-03');
});

it('takes no token for a page of another purpose', async () => {
  const reader = await store.subscribers.find('confirmed@reader.example');
  const [key] = await store.secrets.all();
  const purposes = ['unsubscribe', 'preferences', 'vote', 'never', 'bounce'] as const;

  const opened: string[] = [];
  for (const purpose of purposes) {
    const token = signToken(key, purpose, reader?.id ?? 0);
    for (const page of ['preferences', 'pause', 'never', 'confirm', 'data']) {
      const { status } = await asking.ask(`/${page}/${token}`);
      if (status === 200) opened.push(`${purpose} opens ${page}`);
    }
  }

  expect(opened.sort()).toEqual([
    'never opens never',
    'preferences opens pause',
    'preferences opens preferences',
  ]);
});
