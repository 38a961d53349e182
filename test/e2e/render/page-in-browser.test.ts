/** The public pages as Chromium shows them, under the very policy they are served with: legible and quiet. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { renderSite } from '../../../src/render/site.ts';
import { securityHeaders } from '../../../src/web/security-headers.ts';
import { digestOfTitles, options, richDigest } from '../../unit/render/sample-digest.ts';
import { launchBrowser, openMail } from './open-mail.ts';
import { doubleText, neededWidth } from './page-probes.ts';

let browser: Browser;
let site: ReadonlyMap<string, string>;

beforeAll(async () => {
  browser = await launchBrowser();
  const digests = [richDigest(), digestOfTitles(['Lamp oil'], { date: '2026-10-13' })];
  site = await renderSite({ title: 'Paperboy', digests, dayBefore: '2026-10-12' }, options);
});
afterAll(() => browser.close());

const page = (name: string) => site.get(name) ?? '';

const looks = [320, 1280].flatMap((width) =>
  (['light', 'dark'] as const).map((colorScheme) => ({ width, colorScheme })),
);

test.each(looks)('axe finds nothing at $width px, $colorScheme', async ({ width, colorScheme }) => {
  for (const name of ['index.html', '2026-10-13.html']) {
    const opened = await openMail(browser, page(name), {
      colorScheme,
      viewport: { width, height: 900 },
    });

    const { violations } = await new AxeBuilder({ page: opened.page }).analyze();
    const needed = await opened.page.evaluate<number>(neededWidth);

    await opened.close();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    expect(needed).toBe(width);
    expect(opened.requests).toEqual([]);
    expect(opened.alarms).toEqual([]);
  }
});

test('at text of twice the size nothing is wider than a small screen', async () => {
  const opened = await openMail(browser, page('index.html'), {
    viewport: { width: 320, height: 900 },
  });

  const [before, after] = await opened.page.evaluate<[number, number]>(doubleText);
  const needed = await opened.page.evaluate<number>(neededWidth);

  await opened.close();
  expect(after).toBeGreaterThan(before * 1.5);
  expect(needed).toBe(320);
});

test('the policy lets the page have its styles, and no others', async () => {
  const context = await browser.newContext({ colorScheme: 'light' });
  const tab = await context.newPage();
  const html = page('index.html');
  const shown = async (body: string) => {
    await context.unrouteAll();
    await context.route('**/*', (route) =>
      route.fulfill({
        body,
        headers: { ...securityHeaders(html), 'content-type': 'text/html; charset=utf-8' },
      }),
    );
    await tab.goto('http://site.example/');
    return await tab.evaluate<string>('getComputedStyle(document.body).backgroundColor');
  };

  const own = await shown(html);
  const changed = await shown(html.replace('--paper: #fbf9f4', '--paper: #ff0000'));

  await context.close();
  expect(own).toBe('rgb(251, 249, 244)');
  expect(changed).toBe('rgba(0, 0, 0, 0)');
});
