/** The pages behind unsubscribe links in Chromium, under the very headers they are served with: legible, quiet, and the button works. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { leavingOf, type MailSite, openMailSite } from '../../contract/web/mail-site.ts';
import { launchBrowser } from './open-mail.ts';
import { doubleText, neededWidth } from './page-probes.ts';

let browser: Browser;
let site: MailSite;

beforeAll(async () => {
  browser = await launchBrowser();
  site = await openMailSite(40, null);
});
afterAll(async () => {
  await browser.close();
  await site.close();
});

const home = () => `http://127.0.0.1:${site.port}`;

/** Opens `path` of the site; `requests` are those beyond the page itself. */
async function visit(path: string, settings: BrowserContextOptions) {
  const context = await browser.newContext(settings);
  const page = await context.newPage();
  const requests: string[] = [];
  const alarms: string[] = [];
  page.on('request', (request) => {
    if (!request.isNavigationRequest()) requests.push(request.url());
  });
  page.on('console', (line) => {
    // Chromium itself notes every answer that is no 200.
    if (!line.text().includes('404')) alarms.push(line.text());
  });
  await page.goto(`${home()}${path}`, { waitUntil: 'load' });
  return { page, requests, alarms, close: () => context.close() };
}

async function findingsOf(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}

const looks = [320, 768].flatMap((width) =>
  (['light', 'dark'] as const).map((colorScheme) => ({ width, colorScheme })),
);

describe('the pages behind unsubscribe links', () => {
  test.each(looks)('pass axe at $width px, $colorScheme', async ({ width, colorScheme }) => {
    for (const path of [site.link(1), site.link(3), site.link(5_000), '/unsubscribe/nonsense']) {
      const opened = await visit(path, { colorScheme, viewport: { width, height: 640 } });

      const findings = await findingsOf(opened.page);
      const needed = await opened.page.evaluate<number>(neededWidth);

      await opened.close();
      expect(findings).toEqual([]);
      expect(needed).toBe(width);
      expect([opened.requests, opened.alarms]).toEqual([[], []]);
    }
  });

  test.each([true, false])(
    'unsubscribe by a press of the button, scripts allowed: %s',
    async (scripts) => {
      const id = scripts ? 10 : 11;
      const opened = await visit(site.link(id), { javaScriptEnabled: scripts });

      const before = leavingOf(site.app, id)[0];
      await opened.page.getByRole('button', { name: 'Unsubscribe' }).click();
      const heading = await opened.page.getByRole('heading', { level: 1 }).textContent();

      await opened.close();
      expect([before, leavingOf(site.app, id)[0]]).toEqual(['confirmed', 'unsubscribed']);
      expect(heading).toBe('You are unsubscribed');
      expect(opened.alarms).toEqual([]);
    },
  );

  test('unsubscribe by the keyboard alone, with the focus to be seen', async () => {
    const opened = await visit(site.link(12), { colorScheme: 'light' });

    await opened.page.keyboard.press('Tab');
    await opened.page.keyboard.press('Tab');
    const outline = await opened.page.evaluate<string>(
      'getComputedStyle(document.activeElement).outlineStyle + " " + document.activeElement.tagName',
    );
    await opened.page.keyboard.press('Enter');
    await opened.page.waitForLoadState('load');
    const heading = await opened.page.getByRole('heading', { level: 1 }).textContent();

    await opened.close();
    expect([outline, heading]).toEqual(['solid BUTTON', 'You are unsubscribed']);
  });

  test('have a button that a thumb can hit, and fit a small screen at text of twice the size', async () => {
    const opened = await visit(site.link(13), { viewport: { width: 320, height: 640 } });

    const box = await opened.page.getByRole('button').boundingBox();
    const [before, after] = await opened.page.evaluate<[number, number]>(doubleText);
    const needed = await opened.page.evaluate<number>(neededWidth);

    await opened.close();
    expect(box?.height).toBeGreaterThanOrEqual(44);
    expect(after).toBeGreaterThan(before);
    expect(needed).toBe(320);
  });
});
