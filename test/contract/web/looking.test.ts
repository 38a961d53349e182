/** R75: whoever only looks at an unsubscribe link (people, crawlers, link scanners, browsers ahead of time) changes nothing. */
import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signToken } from '../../../src/lib/tokens.ts';
import { databasePath } from '../../../src/pipeline/app.ts';
import { allRows, appInFolder, type MailSite, openMailSite, serveSite } from './mail-site.ts';

let site: MailSite;

beforeAll(async () => {
  site = await openMailSite(3, null);
});
afterAll(() => site.close());

const visits: readonly { method: string; headers?: Record<string, string>; query?: string }[] = [
  ...['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'DELETE'].map((method) => ({ method })),
  { method: 'GET', headers: { Purpose: 'prefetch' } },
  { method: 'GET', headers: { 'Sec-Purpose': 'prefetch;prerender' } },
  { method: 'GET', headers: { 'X-Moz': 'prefetch' } },
  { method: 'GET', headers: { 'X-Purpose': 'preview' } },
  { method: 'GET', headers: { 'X-HTTP-Method-Override': 'POST' } },
  { method: 'GET', query: '?_method=POST' },
  { method: 'GET', query: '?List-Unsubscribe=One-Click' },
  { method: 'HEAD', query: '?List-Unsubscribe=One-Click' },
  { method: 'OPTIONS', headers: { 'Access-Control-Request-Method': 'POST', Origin: 'null' } },
];

describe('looking at unsubscribe links', () => {
  it('leaves every row as it was, whatever the method, crawled three times', async () => {
    const links = [site.link(1), site.link(2), site.link(3), site.link(4), '/unsubscribe/1.1.0'];
    const before = allRows(databasePath(site.app));

    const seen: number[] = [];
    for (let time = 0; time < 3; time++) {
      for (const link of links) {
        for (const { query = '', ...asking } of visits) {
          seen.push((await site.ask(`${link}${query}`, asking)).status);
        }
      }
    }

    expect(seen).toHaveLength(3 * 5 * 15);
    expect(new Set(seen)).toEqual(new Set([200, 404, 405]));
    expect(allRows(databasePath(site.app))).toEqual(before);
    expect(before.subscribers).toHaveLength(3);
    expect(before.secrets).toHaveLength(1);
  });

  it('makes no key and no database', async () => {
    const { app, remove } = appInFolder(null);
    const link = `/unsubscribe/${signToken({ id: 1, key: 'k'.repeat(40) }, 'unsubscribe', 1)}`;
    const served = await serveSite(app);

    const looked = await served.ask(link);
    const posted = await served.ask(link, { method: 'POST' });

    await served.close();
    const hasDatabase = existsSync(databasePath(app));
    remove();
    expect([looked.status, posted.status, hasDatabase]).toEqual([404, 404, false]);
  });

  it('makes no key where there is a database without one', async () => {
    const { app, remove } = appInFolder(null);
    const { openAppStore } = await import('../../../src/pipeline/app.ts');
    await (await openAppStore(app, 'data')).close();
    const link = `/unsubscribe/${signToken({ id: 1, key: 'k'.repeat(40) }, 'unsubscribe', 1)}`;
    const served = await serveSite(app);

    const { status } = await served.ask(link);

    await served.close();
    const { secrets } = allRows(databasePath(app));
    remove();
    expect([status, secrets]).toEqual([404, []]);
  });

  it('answers HEAD as GET without the page, and names what is allowed', async () => {
    const get = await site.ask(site.link(1));
    const head = await site.ask(site.link(1), { method: 'HEAD' });
    const options = await site.ask(site.link(1), { method: 'OPTIONS' });

    expect([head.status, head.body]).toEqual([200, '']);
    expect(head.headers['content-length']).toBe(String(Buffer.byteLength(get.body)));
    expect([options.status, options.headers.allow]).toEqual([405, 'GET, HEAD, POST']);
  });

  it('says whose mails would end, in masked form, and has one button that posts to the same address', async () => {
    const { body } = await site.ask(site.link(1));

    expect(body).toContain('r…@example.org');
    expect(body).not.toContain('reader1');
    expect(body.match(/<form[^>]*>/g)).toEqual(['<form method="post">']);
    expect(body.match(/<(?:button|input)\b/g)).toEqual(['<button']);
    expect(body).not.toMatch(/<script|<img|src=|https?:/);
  });

  it('has no button where there is nothing to end', async () => {
    const left = await site.ask(site.link(3));
    const removed = await site.ask(site.link(4));

    expect([left.status, removed.status]).toEqual([200, 200]);
    expect(left.body).toContain('You are already unsubscribed');
    expect(removed.body).toContain('You get no mail from us');
    expect(left.body + removed.body).not.toContain('<form');
  });
});
