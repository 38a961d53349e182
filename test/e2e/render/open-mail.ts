/** One Chromium for the tests of a file, and a way to open a mail's HTML in it as a mail program would. */
import chromium from '@sparticuz/chromium';
import {
  type Browser,
  type BrowserContextOptions,
  type Page,
  chromium as playwright,
} from 'playwright-core';

/** Chromium from npm; the caller closes it. */
export async function launchBrowser(): Promise<Browser> {
  const quiet = [
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--no-first-run',
  ];
  // In a single process, closing one page would take the browser with it.
  const args = chromium.args.filter((argument) => argument !== '--single-process');
  return playwright.launch({
    executablePath: await chromium.executablePath(),
    args: [...args, ...quiet],
    headless: true,
  });
}

export interface OpenedMail {
  readonly page: Page;
  /** Addresses the page asked for, beyond itself. */
  readonly requests: string[];
  /** Texts of the dialogs that opened, and errors of scripts. */
  readonly alarms: string[];
  close(): Promise<void>;
}

/** The mail in a page of its own, with everything recorded that it tries to load or run. */
export async function openMail(
  browser: Browser,
  html: string,
  settings: BrowserContextOptions = {},
): Promise<OpenedMail> {
  const context = await browser.newContext(settings);
  const page = await context.newPage();
  const address = 'http://mail.example/';
  const requests: string[] = [];
  const alarms: string[] = [];
  await context.route('**/*', async (route) => {
    if (route.request().url() === address) {
      await route.fulfill({ contentType: 'text/html; charset=utf-8', body: html });
    } else {
      requests.push(route.request().url());
      await route.abort();
    }
  });
  page.on('dialog', async (dialog) => {
    alarms.push(dialog.message());
    await dialog.dismiss();
  });
  page.on('pageerror', (error) => alarms.push(error.message));
  page.on('console', (line) => alarms.push(line.text()));
  await page.goto(address, { waitUntil: 'load' });
  return { page, requests, alarms, close: () => context.close() };
}
