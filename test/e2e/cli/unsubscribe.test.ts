/** The program as it is installed: `paperboy serve` takes an unsubscribe link, and the database knows it at once. */
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { unsubscribeUrl } from '../../../src/lib/site-address.ts';
import { openStore } from '../../../src/store/store.ts';
import { temporaryPlace } from './run-paperboy.ts';

const place = temporaryPlace();

it('unsubscribes by one click while the server runs, below the path of baseUrl, and stops in order', async () => {
  place.file('paperboy.yaml', 'title: The Quay\nbaseUrl: https://quay.example/papers\n');
  await place.run(['migrate']);
  const path = join(place.folder, 'data/paperboy.db');
  const store = await openStore(path);
  const [key] = await store.secrets.all();
  await store.close();
  const database = new Database(path);
  database.exec(
    "insert into subscribers (address_key, address, state, preferences, created_at) values ('a@b.example', 'a@b.example', 'confirmed', '{}', '2026-10-01T06:00:00.000Z')",
  );
  const child = place.start(['serve', '--port', '0', '--no-schedule']);
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const ended = once(child, 'exit');
  while (!/ is at /.test(said) && child.exitCode === null) await sleep(20);
  const { host } = new URL(/is at ([^\s"]+)/.exec(said)?.[1] ?? '');
  const url = new URL(unsubscribeUrl('https://quay.example/papers', key, 1));
  const link = `http://${host}${url.pathname}`;

  const page = await (await fetch(link)).text();
  const { status, redirected } = await fetch(link, {
    method: 'POST',
    body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }),
  });
  const state = database.prepare('select state from subscribers').pluck().get();
  child.kill('SIGTERM');
  const [code] = await ended;

  database.close();
  expect(page).toContain('a…@b.example');
  expect([status, redirected, state, code]).toEqual([200, false, 'unsubscribed', 0]);
  expect(said).not.toContain(url.pathname.split('/').at(-1));
});
