/** The whole way of a reader, by the shipped program, a mail server and a browser: from a stranger's click to leaving in one. */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { temporaryPlace } from '../cli/run-paperboy.ts';
import { type Arrived, headerOf } from '../mail/mail-sink.ts';
import { titles } from '../mail/quay-listings.ts';
import { launchBrowser } from '../render/open-mail.ts';
import { linksOf, oneClickOf, openQuaySite, type QuaySite } from './quay-site.ts';

const mia = 'mia@reader.example';
/** Has no wishes: gets what there is, also on days when Mia gets nothing. */
const eve = 'eve@reader.example';

const places = [temporaryPlace(), temporaryPlace(), temporaryPlace()];
const sites: QuaySite[] = [];
let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  for (const site of sites) await site.stop();
});

async function openSite(): Promise<QuaySite> {
  const site = await openQuaySite(places.pop());
  sites.push(site);
  return site;
}

/** So many days from now, as a day and as a moment of its morning in UTC. */
function ahead(days: number, time = '00:00'): { day: string; at: Date } {
  const day = new Date(start + days * 86_400_000).toISOString().slice(0, 10);
  return { day, at: new Date(`${day}T${time}:00.000Z`) };
}

const start = Date.now();

/** Opens a mail as a mail program in the browser does, and follows the link of that name. */
async function followLink(context: BrowserContext, { mail }: Arrived, name: string): Promise<Page> {
  const page = await context.newPage();
  const address = 'http://mail.example/';
  await page.route(address, (route) =>
    route.fulfill({ contentType: 'text/html; charset=utf-8', body: mail.html ?? '' }),
  );
  await page.goto(address);
  await page.getByRole('link', { name }).first().click();
  await page.waitForURL((url) => url.hostname === '127.0.0.1');
  return page;
}

const press = async (page: Page, name: string) => {
  const answered = page.waitForEvent('load');
  await page.getByRole('button', { name, exact: true }).click();
  await answered;
};

const headingOf = (page: Page) => page.locator('h1').textContent();

const readers = [
  { javaScriptEnabled: true, zone: 'Asia/Tokyo', before: '21:30', after: '22:01', due: '22:00' },
  { javaScriptEnabled: false, zone: '', before: '06:30', after: '07:01', due: '07:00' },
] as const;

it.each(readers)(
  'a stranger becomes a reader, settles in and leaves, with script: $javaScriptEnabled',
  async ({ javaScriptEnabled, zone, before, after, due }) => {
    const site = await openSite();
    await site.place.run(['subscribers', 'add', eve]);
    await site.run(4, ahead(0).day);
    const context = await browser.newContext({ javaScriptEnabled, timezoneId: 'Asia/Tokyo' });

    // A stranger subscribes, and is asked by mail.
    const page = await context.newPage();
    await page.goto(`${site.home}/`);
    await page.getByRole('link', { name: 'More choices' }).click();
    await page.waitForURL('**/subscribe');
    await page.getByLabel('Your mail address').fill(mia);
    await page.getByLabel('Topics').fill('herring gulls');
    // Nobody fills in a form in less than a moment.
    await page.waitForTimeout(1_600);
    await press(page, 'Subscribe');
    expect(await headingOf(page)).toBe('Now look into your mail');
    await site.run(4, ahead(0).day);
    const asked = site.mailsTo(mia);
    expect(asked.map(({ mail }) => mail.subject)).toEqual([
      'The Quay: please confirm your subscription',
    ]);

    // The button on the page behind its link confirms, and the current issue comes at once.
    const confirm = await followLink(context, asked[0]!, 'Confirm the subscription');
    expect(stateOf(site)).toBe('unconfirmed');
    await press(confirm, 'Yes, subscribe me');
    expect(await headingOf(confirm)).toBe('You are subscribed');
    expect(stateOf(site)).toBe('confirmed');
    await site.run(4, ahead(0).day);
    const [welcome, ...more] = site.mailsTo(mia);
    expect(more).toEqual([]);
    expect(welcome?.mail.text).toContain('Welcome: you are subscribed to The Quay.');
    expect(welcome?.mail.text).toContain('for: herring gulls');
    expect(welcome?.mail.text).toContain(titles[2]);

    // Another topic and an hour: first looked at, then saved.
    const settings = await followLink(context, welcome!, 'Your preferences');
    const topics = 'fog horns, rope ladders, signal flags, pilot boats, anchor chains';
    expect(await settings.getByLabel('Topics').inputValue()).toBe('herring gulls');
    expect(await settings.getByLabel('Time zone').inputValue()).toBe(zone);
    await settings.getByLabel('Topics').fill(topics);
    await settings.getByLabel('Hour').fill('07:00');
    await press(settings, 'Preview');
    const preview = settings.getByRole('region', { name: 'Today, with these settings' });
    const [first] = await preview.locator('h4').allTextContents();
    expect(first).toBe(titles[1]);
    expect(preferencesOf(site)).toContain('herring gulls');
    await press(settings, 'Save');
    expect(await settings.getByRole('status').textContent()).toContain('Saved');

    // The next day's digest waits for the hour, and is about the new topics.
    const morning = await site.run(6, ahead(1).day, ahead(1, before).at);
    expect(morning.err).toContain('1 mail not due yet');
    expect(site.mailsTo(mia)).toEqual([]);
    expect(dueOf(site, ahead(1).day)).toBe(ahead(1, due).at.toISOString());
    await site.run(6, ahead(1).day, ahead(1, after).at);
    const [digest] = site.mailsTo(mia);
    expect(digest?.mail.subject).toContain(titles[4]);
    expect(digest?.mail.text).toContain('for: fog horns, rope ladders');

    // A word about a paper.
    const vote = await followLink(context, digest!, `More or less like this: ${titles[4]}`);
    expect(await headingOf(vote)).toBe('More of this, or less?');
    expect(votesOf(site)).toEqual([]);
    await press(vote, 'More like this');
    expect(await headingOf(vote)).toBe('Noted: more like this');
    expect(votesOf(site)).toEqual([{ title: titles[4], value: 1 }]);

    // A pause: others get that day's digest.
    site.mailsTo(eve);
    const pausing = await followLink(context, digest!, 'Your preferences');
    await pausing.getByLabel('No mail until').fill(ahead(20).day);
    await press(pausing, 'Pause');
    expect(await pausing.getByRole('status').textContent()).toContain('no mail until then');
    await site.run(8, ahead(2).day, ahead(2, before).at);
    await site.run(8, ahead(2).day, ahead(2, after).at);
    expect([site.mailsTo(mia).length, site.mailsTo(eve).length]).toEqual([0, 1]);
    await press(pausing, 'Go on now');
    expect(await pausing.getByRole('status').textContent()).toBe('The pause is over.');
    await site.run(10, ahead(3).day, ahead(3, before).at);
    await site.run(10, ahead(3).day, ahead(3, after).at);
    const [last, ...others] = site.mailsTo(mia);
    expect(others).toEqual([]);
    expect(last?.mail.text).toContain(titles[9]);

    // The button of the mail program, twice.
    expect(headerOf(last!, 'list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
    const [done, already] = [await oneClick(last!), await oneClick(last!)];
    expect(done).toMatchObject({ status: 200, heading: 'You are unsubscribed' });
    expect(already).toMatchObject({ status: 200, heading: 'You are already unsubscribed' });
    const link = await followLink(context, last!, 'Unsubscribe');
    expect(await headingOf(link)).toBe('You are already unsubscribed');
    site.mailsTo(eve);
    await site.run(12, ahead(4).day, ahead(4, before).at);
    await site.run(12, ahead(4).day, ahead(4, after).at);
    expect([site.mailsTo(mia).length, site.mailsTo(eve).length]).toEqual([0, 1]);

    await context.close();
    expect(site.said()).not.toContain('could not answer');
  },
);

it('every link of every mail can be fetched by crawlers and prefetchers, and no row of the database changes', async () => {
  const site = await openSite();
  // One reader joins before the first issue, and gets a note instead of it.
  await subscribe(site, eve, '');
  await site.run(0, ahead(0).day);
  const early = site.mailsTo(eve);
  await crawl(site, early);
  await confirmBy(site, early);
  await site.run(0, ahead(0).day);
  const noted = site.mailsTo(eve);
  await crawl(site, noted);
  await site.run(4, ahead(0).day);
  await subscribe(site, mia, 'text');
  await site.run(4, ahead(0).day);
  const asked = site.mailsTo(mia);
  await crawl(site, asked);
  const stateBefore = stateOf(site);
  await confirmBy(site, asked);
  await site.run(4, ahead(0).day);
  const issue = site.mailsTo(mia);
  const preferences = linksOf(issue[0]!, site.home).find((url) => url.includes('/preferences/'));
  await fetch(preferences!.replace('/preferences/', '/data-link/'), { method: 'POST' });
  await site.run(4, ahead(0).day);

  const later = [...site.mailsTo(mia), ...site.mailsTo(eve)];
  const mails = [...early, ...noted, ...asked, ...issue, ...later];
  const statuses = await crawl(site, mails);

  const pages = new Set(
    mails
      .flatMap((mail) => linksOf(mail, site.home))
      .map((url) => new URL(url).pathname.split('/')[1] ?? ''),
  );
  expect(stateBefore).toBe('unconfirmed');
  expect([...pages].filter((page) => page !== '').sort()).toEqual([
    ...['confirm', 'data', 'never', 'preferences', 'unsubscribe', 'vote'],
  ]);
  expect([...statuses].sort()).toEqual([200]);
  expect(stateOf(site)).toBe('confirmed');
  expect(site.said()).not.toContain('could not answer');
});

const looks = [
  { method: 'GET' },
  { method: 'HEAD' },
  { headers: { Purpose: 'prefetch', 'X-Moz': 'prefetch' } },
  { headers: { 'Sec-Purpose': 'prefetch;prerender', 'Sec-Fetch-Site': 'cross-site' } },
];

/** Fetches each link three times in each way. @returns the statuses of the answers. */
async function crawl(site: QuaySite, mails: readonly Arrived[]): Promise<Set<number>> {
  expect(mails.length).toBeGreaterThan(0);
  const before = site.dump();
  const statuses = new Set<number>();
  for (const link of mails.flatMap((mail) => linksOf(mail, site.home))) {
    for (const look of [...looks, ...looks, ...looks]) {
      const answer = await fetch(link, look);
      await answer.arrayBuffer();
      statuses.add(answer.status);
    }
  }
  expect(site.dump()).toBe(before);
  return statuses;
}

async function subscribe(site: QuaySite, address: string, format: string): Promise<void> {
  const body = new URLSearchParams({ address, format });
  const { status } = await fetch(`${site.home}/subscribe`, { method: 'POST', body });
  expect(status).toBe(200);
}

async function confirmBy(site: QuaySite, mails: readonly Arrived[]): Promise<void> {
  const link = linksOf(mails[0]!, site.home).find((url) => url.includes('/confirm/'));
  expect((await fetch(link!, { method: 'POST' })).status).toBe(200);
}

/** As a mail provider does it: a POST without cookie, origin or referrer. */
async function oneClick(mail: Arrived): Promise<{ status: number; heading: string }> {
  const body = new URLSearchParams({ 'List-Unsubscribe': 'One-Click' });
  const answer = await fetch(oneClickOf(mail), { method: 'POST', body, redirect: 'manual' });
  const [, heading = ''] = /<h1>([^<]*)<\/h1>/.exec(await answer.text()) ?? [];
  return { status: answer.status, heading };
}

function stateOf(site: QuaySite): unknown {
  const [row] = site.rows(`select state from subscribers where address = '${mia}'`);
  return Object.values(row ?? {})[0];
}

function preferencesOf(site: QuaySite): string {
  return JSON.stringify(site.rows(`select preferences from subscribers where address = '${mia}'`));
}

function dueOf(site: QuaySite, day: string): unknown {
  const [row] = site.rows(
    `select due_at from deliveries where address = '${mia}' and issue_day = '${day}'`,
  );
  return Object.values(row ?? {})[0];
}

function votesOf(site: QuaySite): readonly unknown[] {
  return site.rows(
    'select papers.title, votes.value from votes join papers on papers.key = votes.paper_key',
  );
}
