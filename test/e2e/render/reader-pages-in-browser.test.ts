/** The pages for readers in Chromium, under their own headers: legible, small, quiet, to be used by keys alone and without script. */
import { writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { renderPreview } from '../../../src/render/preview.ts';
import { renderSite } from '../../../src/render/site.ts';
import { goodToken, paperKey } from '../../contract/web/memory-desk.ts';
import { consent, openReaderSite, type ReaderSite } from '../../contract/web/reader-site.ts';
import { richDigest } from '../../unit/render/sample-digest.ts';
import { launchBrowser } from './open-mail.ts';
import { doubleText, neededWidth } from './page-probes.ts';

let browser: Browser;
let site: ReaderSite;

const options = {
  ...{ baseUrl: null, searchLink: 'https://search.example/?q={title}', why: '', sender: '' },
  ...{
    unsubscribe: null,
    preferences: null,
    votes: null,
    width: 80,
    color: false,
    explain: false,
    mail: false,
  },
};

beforeAll(async () => {
  browser = await launchBrowser();
  site = await openReaderSite();
  const digests = [richDigest()];
  const files = await renderSite({ title: 'The Quay', digests, dayBefore: null, consent }, options);
  writeFileSync(join(site.folder, 'index.html'), files.get('index.html') ?? '');
  site.desk.previewHtml = await renderPreview(richDigest(), options);
});
afterAll(async () => {
  await browser.close();
  await site.close();
});
beforeEach(() => {
  site.desk.calls.length = 0;
  site.desk.forms.length = 0;
});

const home = () => `http://127.0.0.1:${site.port}`;
const preferences = `/preferences/${goodToken}`;

async function visit(path: string, settings: BrowserContextOptions = {}) {
  const context = await browser.newContext(settings);
  const page = await context.newPage();
  const foreign: string[] = [];
  const alarms: string[] = [];
  page.on('request', (request) => {
    if (!request.isNavigationRequest() || !request.url().startsWith(home())) {
      foreign.push(request.url());
    }
  });
  page.on('console', (line) => {
    // Chromium itself notes every answer that is no 200.
    if (!/40[34]|410|422/.test(line.text())) alarms.push(line.text());
  });
  page.on('pageerror', (error) => alarms.push(error.message));
  await page.goto(`${home()}${path}`, { waitUntil: 'load' });
  return { page, foreign, alarms, close: () => context.close() };
}

const press = (page: Page, name: string) => page.getByRole('button', { name }).first().click();

/** Each page as it is first seen, and as it is after something was done on it. */
const pages: readonly { path: string; act?: (page: Page) => Promise<void> }[] = [
  { path: '/' },
  { path: '/subscribe' },
  {
    path: '/subscribe',
    act: async (page) => {
      await page.fill('#address', 'mia@quay.example');
      await page.locator('summary').click();
      await page.fill('#limit', 'lots');
      await press(page, 'Subscribe');
    },
  },
  {
    path: '/subscribe',
    act: async (page) => {
      await page.fill('#address', 'mia@quay.example');
      await press(page, 'Subscribe');
    },
  },
  { path: '/confirm/ask' },
  { path: '/confirm/ask', act: (page) => press(page, 'Yes, subscribe me') },
  { path: '/confirm/old' },
  { path: '/confirm/nonsense' },
  { path: `/never/${goodToken}` },
  { path: preferences },
  { path: preferences, act: (page) => press(page, 'Preview') },
  { path: preferences, act: (page) => press(page, 'Save') },
  { path: preferences, act: (page) => press(page, 'Pause') },
  {
    path: preferences,
    act: async (page) => {
      await page.getByText('Your votes', { exact: true }).click();
      await press(page, 'Forget the ticked ones');
    },
  },
  { path: `/data/${goodToken}` },
  {
    path: `/data/${goodToken}`,
    act: async (page) => {
      await page.fill('#address', 'nina@harbour.example');
      await press(page, 'Change my address');
    },
  },
  {
    path: `/data/${goodToken}`,
    act: async (page) => {
      // What a browser would not send, a script does.
      await page.evaluate("document.querySelector('#address').type = 'text'");
      await page.fill('#address', 'nina at harbour');
      await press(page, 'Change my address');
    },
  },
  { path: '/address/ask' },
  { path: '/address/ask', act: (page) => press(page, 'Yes, mail me here') },
  { path: '/address/ask', act: (page) => press(page, 'Not me') },
  { path: '/address/taken' },
  { path: '/address/old' },
  { path: `/data-link/${goodToken}` },
  { path: `/vote/${goodToken}/${paperKey}` },
  { path: `/vote/${goodToken}/${paperKey}`, act: (page) => press(page, 'More like this') },
  { path: '/about' },
];

const looks = [320, 768, 1280].flatMap((width) =>
  (['light', 'dark'] as const).map((colorScheme) => ({ width, colorScheme })),
);

describe('every page for readers', () => {
  test.each(looks)('passes axe at $width px, $colorScheme', async ({ width, colorScheme }) => {
    for (const { path, act } of pages) {
      const opened = await visit(path, { colorScheme, viewport: { width, height: 800 } });
      if (act !== undefined) {
        await act(opened.page);
        await opened.page.waitForLoadState('load');
      }

      const { violations } = await new AxeBuilder({ page: opened.page }).analyze();
      const needed = await opened.page.evaluate<number>(neededWidth);
      const size = Buffer.byteLength(await opened.page.content());

      await opened.close();
      expect(violations.map(({ id, nodes }) => `${path} ${id}: ${nodes[0]?.html}`)).toEqual([]);
      expect([path, needed]).toEqual([path, width]);
      expect([opened.foreign, opened.alarms]).toEqual([[], []]);
      expect(size).toBeLessThanOrEqual(60_000);
    }
  });

  test('fits a small screen at text of twice the size', async () => {
    for (const path of ['/', '/subscribe', preferences, `/data/${goodToken}`, '/address/ask']) {
      const opened = await visit(path, { viewport: { width: 320, height: 800 } });

      const [before, after] = await opened.page.evaluate<[number, number]>(doubleText);
      const needed = await opened.page.evaluate<number>(neededWidth);

      await opened.close();
      expect(after).toBeGreaterThan(before);
      expect([path, needed]).toEqual([path, 320]);
    }
  });
});

describe('subscribing', () => {
  test.each([true, false])('works with scripts allowed: %s', async (javaScriptEnabled) => {
    const opened = await visit('/', { javaScriptEnabled, timezoneId: 'Asia/Tokyo' });

    await opened.page.getByLabel('Your mail address').fill('mia@quay.example');
    await opened.page.getByLabel('What you like').fill('tides');
    await press(opened.page, 'Subscribe');
    const heading = await opened.page.locator('h1').textContent();
    await opened.page.goto(`${home()}/subscribe`);
    await opened.page.getByLabel('Your mail address').fill('mia@quay.example');
    await press(opened.page, 'Subscribe');
    const again = await opened.page.locator('h1').textContent();

    await opened.close();
    const [box, form] = site.desk.forms;
    expect([heading, again]).toEqual(['Now look into your mail', 'Now look into your mail']);
    expect(box).toMatchObject({
      address: 'mia@quay.example',
      words: { topics: 'tides' },
      trap: '',
    });
    expect(form?.words.zone).toBe(javaScriptEnabled ? 'Asia/Tokyo' : '');
    expect(opened.alarms).toEqual([]);
  });

  test('works by keys alone, with the focus to be seen', async () => {
    const opened = await visit('/subscribe');
    const { keyboard } = opened.page;
    const focused = () =>
      opened.page.evaluate<string>(
        'getComputedStyle(document.activeElement).outlineStyle + " " + (document.activeElement.id || document.activeElement.tagName)',
      );

    const stops: string[] = [];
    for (let at = 0; at < 9; at++) {
      await keyboard.press('Tab');
      stops.push(await focused());
      if (stops.at(-1)?.endsWith(' address')) await keyboard.type('mia@quay.example');
      if (stops.at(-1)?.endsWith(' topics')) await keyboard.type('sails');
      if (stops.at(-1)?.endsWith(' BUTTON')) break;
    }
    await keyboard.press('Enter');
    await opened.page.waitForURL('**/subscribe');
    await opened.page.getByRole('heading', { name: 'Now look into your mail' }).waitFor();

    await opened.close();
    expect(stops.every((stop) => stop.startsWith('solid '))).toBe(true);
    expect(stops.map((stop) => stop.slice(6))).toEqual([
      ...['A', 'A', 'address', 'topics', 'SUMMARY', 'A', 'BUTTON'],
    ]);
    expect(site.desk.forms[0]).toMatchObject({
      address: 'mia@quay.example',
      words: { topics: 'sails' },
    });
  });

  test('from a page of another site does nothing', async () => {
    const stranger = await openStranger(
      `<form method="post" action="${home()}/subscribe"><input name="address" value="mia@quay.example"><button>Go</button></form>`,
    );
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(stranger.address);

    await page.getByRole('button').click();
    const heading = await page.locator('h1').textContent();

    await context.close();
    stranger.server.close();
    expect(heading).toBe('Please do that on this site');
    expect(site.desk.calls).toEqual([]);
  });
});

describe('preferences', () => {
  test.each([true, false])(
    'are previewed and saved, scripts allowed: %s',
    async (javaScriptEnabled) => {
      const opened = await visit(preferences, {
        javaScriptEnabled,
        viewport: { width: 1280, height: 900 },
      });

      await opened.page.getByLabel('Topics').fill('gulls');
      await press(opened.page, 'Preview');
      const beside = await opened.page
        .getByRole('heading', { name: 'Today, with these settings' })
        .boundingBox();
      const kept = await opened.page.getByLabel('Topics').inputValue();
      const previewCalls = site.desk.calls.length;
      await press(opened.page, 'Save');
      const news = await opened.page.getByRole('status').textContent();

      await opened.close();
      expect([kept, previewCalls]).toEqual(['gulls', 0]);
      expect(beside?.x).toBeGreaterThan(600);
      expect(news).toContain('Saved');
      expect(site.desk.words.topics).toBe('gulls');
      expect(opened.alarms).toEqual([]);
    },
  );
});

/** A page of another site: another host, so that the browser says so. */
async function openStranger(form: string): Promise<{ server: Server; address: string }> {
  const server = createServer((_, answer) => {
    answer.setHeader('Content-Type', 'text/html; charset=utf-8');
    answer.end(`<!doctype html><title>Elsewhere</title>${form}`);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const bound = server.address();
  const port = typeof bound === 'object' ? bound?.port : 0;
  return { server, address: `http://localhost:${port}/` };
}
