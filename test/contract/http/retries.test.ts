/** How often a server is asked again, when, and how long it is left alone after that. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createMemoryCoolDown } from '../../../src/lib/http/cool-down.ts';
import { usualRetries } from '../../../src/lib/http/retry.ts';
import { openStore } from '../../../src/store/store.ts';
import { type Local, openClient, serve } from './local.ts';

/** Answers with these statuses in turn, the last one for ever; notes when it was asked. */
async function serveStatuses(
  statuses: readonly number[],
  headers: Record<string, string> = {},
): Promise<Local & { times: number[] }> {
  const times: number[] = [];
  const local = await serve((_, response) => {
    times.push(performance.now());
    const status = statuses[Math.min(times.length, statuses.length) - 1] ?? 200;
    response.writeHead(status, status === 200 ? {} : headers).end('words');
  });
  return { ...local, times };
}

test.each([408, 425, 429, 500, 502, 503, 504])('after %i it is asked again', async (status) => {
  const local = await serveStatuses([status, status, 200]);

  const result = await openClient().get(local.at('/'));

  expect(result.kind).toBe('fetched');
  expect(local.times).toHaveLength(3);
});

test.each([503, 429])('a server that goes on with %i is asked four times', async (status) => {
  const local = await serveStatuses([status]);

  const result = await openClient().get(local.at('/'));

  expect(result).toMatchObject({ reason: 'status', status });
  expect(local.times).toHaveLength(4);
});

test.each([400, 401, 403, 404, 410, 451, 501])('after %i it is not', async (status) => {
  const local = await serveStatuses([status, 200]);

  await openClient().get(local.at('/'));

  expect(local.times).toHaveLength(1);
});

test('a connection that is cut is tried again, and the validators with it', async () => {
  const local = await serve(({ socket, headers }, response) => {
    if (local.requests.length === 1) socket.destroy();
    else response.writeHead(headers['if-none-match'] ? 304 : 200).end();
  });
  const from = local.at('/');
  const validators = { etag: '"1"', lastModified: null, from };

  expect(await openClient().get(from, { validators })).toMatchObject({ kind: 'unchanged' });
  expect(local.requests).toHaveLength(2);
});

test('the waits between are drawn from a span that doubles', async () => {
  const local = await serveStatuses([503]);
  const client = openClient({ retries: { ...usualRetries, base: 100 }, random: () => 0.9 });

  await client.get(local.at('/'));

  const waits = local.times.slice(1).map((time, nth) => time - (local.times[nth] ?? 0));
  expect(waits).toHaveLength(3);
  for (const [nth, wait] of waits.entries()) {
    expect(wait).toBeGreaterThanOrEqual(90 * 2 ** nth - 2);
    expect(wait).toBeLessThan(90 * 2 ** nth + 400);
  }
});

test('Retry-After in seconds is waited for', async () => {
  const local = await serveStatuses([429, 200], { 'retry-after': '1' });

  const result = await openClient().get(local.at('/'));

  expect(result.kind).toBe('fetched');
  expect(local.times[1]! - local.times[0]!).toBeGreaterThanOrEqual(998);
});

test('Retry-After as a date is waited for', async () => {
  const local = await serveStatuses([503, 200], {
    date: 'Sun, 01 Mar 2026 12:00:00 GMT',
    'retry-after': 'Sun, 01 Mar 2026 12:00:01 GMT',
  });

  const result = await openClient().get(local.at('/'));

  expect(result.kind).toBe('fetched');
  expect(local.times[1]! - local.times[0]!).toBeGreaterThanOrEqual(998);
});

test('a host that asks for longer is left alone until then, and no other host is', async () => {
  let now = Date.parse('2026-03-01T12:00:00Z');
  const local = await serveStatuses([503, 200], { 'retry-after': '600' });
  const client = openClient({ clock: () => now });

  const first = await client.get(local.at('/a'));
  now += 599_000;
  const second = await client.get(local.at('/b'));
  const askedByThen = local.times.length;
  const other = await client.get(local.at('/b', 'other.example'));
  now += 1_000;
  const third = await client.get(local.at('/b'));

  expect(first).toMatchObject({ status: 503, retryAfter: 600_000 });
  expect(second).toEqual({
    kind: 'failed',
    reason: 'cool-down',
    status: null,
    retryAfter: 1_000,
    message: 'papers.example asked to be left alone until 2026-03-01T12:10:00.000Z',
  });
  expect(askedByThen).toBe(1);
  expect([other.kind, third.kind]).toEqual(['fetched', 'fetched']);
});

test('a host that has had too many requests is left alone even when it names no time', async () => {
  const local = await serveStatuses([429]);
  const client = openClient();

  await client.get(local.at('/'));

  expect(await client.get(local.at('/'))).toMatchObject({ reason: 'cool-down' });
  expect(local.times).toHaveLength(4);
});

test('a clock that was set back does not keep a host alone for longer than a day', async () => {
  const local = await serveStatuses([200]);
  const coolDown = createMemoryCoolDown();
  await coolDown.startCoolDown('papers.example', Date.now() + 10 * 86_400_000);

  expect(await openClient({ coolDown }).get(local.at('/'))).toMatchObject({ kind: 'fetched' });
});

test('a redirect does not lead to a host that is left alone', async () => {
  const local = await serve((request, response) => {
    if (request.url === '/') response.writeHead(302, { location: at('/', 'busy.example') }).end();
    else response.end('words');
  });
  const { at } = local;
  const coolDown = createMemoryCoolDown();
  await coolDown.startCoolDown('busy.example', Date.now() + 60_000);

  const result = await openClient({ coolDown }).get(at('/'));

  expect(result).toMatchObject({ reason: 'cool-down' });
  expect(local.requests).toHaveLength(1);
});

test('a cool-down holds after a restart, for all hosts of arXiv', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-cool-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'paperboy.db');
  const local = await serveStatuses([429, 200], { 'retry-after': '3600' });
  const before = await openStore(path);
  await openClient({ coolDown: before.fetchState }).get(local.at('/', 'export.arxiv.org'));
  await before.close();
  const after = await openStore(path);

  const result = await openClient({ coolDown: after.fetchState }).get(local.at('/', 'arxiv.org'));

  expect(result).toMatchObject({ reason: 'cool-down' });
  expect(local.times).toHaveLength(1);
  await after.close();
});
