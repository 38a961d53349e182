/** The mail as Chromium shows it: legible, within the screen, and harmless. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { renderNote } from '../../../src/render/note.ts';
import { renderMail } from '../../../src/render/render.ts';
import { hostileTitles, unclean } from '../../unit/render/hostile-titles.ts';
import {
  digestOf,
  options,
  paperWith,
  ranked,
  richDigest,
} from '../../unit/render/sample-digest.ts';
import { noteWithEverything } from '../../unit/render/sample-note.ts';
import { launchBrowser, openMail } from './open-mail.ts';
import { colorPairs, doubleText, grounds, neededWidth, suspiciousMarkup } from './page-probes.ts';

let browser: Browser;
let html: string;
let noteHtml: string;

beforeAll(async () => {
  browser = await launchBrowser();
  html = (await renderMail(richDigest(), options)).html;
  noteHtml = (await renderNote(noteWithEverything)).html;
});

afterAll(async () => browser.close());

/** Serious and critical findings of axe in words; empty when there are none. */
async function findingsOf(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}`));
}

const looks = [320, 360, 600].flatMap((width) => [
  { width, colorScheme: 'light' as const, forcedColors: 'none' as const },
  { width, colorScheme: 'dark' as const, forcedColors: 'none' as const },
  { width, colorScheme: 'dark' as const, forcedColors: 'active' as const },
]);

test.each(looks)(
  'axe finds nothing serious at $width px, $colorScheme, forced colours $forcedColors',
  async ({ width, ...look }) => {
    const mail = await openMail(browser, html, { ...look, viewport: { width, height: 800 } });

    const findings = await findingsOf(mail.page);

    await mail.close();
    expect(findings).toEqual([]);
  },
);

test.each(looks)(
  'a note: axe finds nothing serious, nothing is too wide, nothing is asked for, at $width px, $colorScheme, $forcedColors',
  async ({ width, ...look }) => {
    const mail = await openMail(browser, noteHtml, { ...look, viewport: { width, height: 800 } });

    const findings = await findingsOf(mail.page);
    const needed = await mail.page.evaluate<number>(neededWidth);

    await mail.close();
    expect(findings).toEqual([]);
    expect(needed).toBe(width);
    expect(mail.requests).toEqual([]);
  },
);

test('a note keeps within the screen in text of twice the size, and is legible where Outlook.com darkens it', async () => {
  const darkened = noteHtml
    .replace('<body ', '<body data-ogsc data-ogsb ')
    .replaceAll(/background(?:-color)?:#fbf9f4/g, 'background-color:#181714');
  const dark = await openMail(browser, darkened, { colorScheme: 'light' });
  const small = await openMail(browser, noteHtml, { viewport: { width: 320, height: 800 } });

  const findings = await findingsOf(dark.page);
  await small.page.evaluate<[number, number]>(doubleText);
  const needed = await small.page.evaluate<number>(neededWidth);

  await dark.close();
  await small.close();
  expect(findings).toEqual([]);
  expect(needed).toBe(320);
});

test('axe would have found grey text on grey', async () => {
  const pale = html.replaceAll('color:#655f55', 'color:#c0b9ac');
  const mail = await openMail(browser, pale, { colorScheme: 'light' });

  const findings = await findingsOf(mail.page);

  await mail.close();
  expect(findings.join('\n')).toContain('color-contrast');
});

test('axe finds nothing serious when Outlook.com has darkened the mail', async () => {
  const darkened = html
    .replace('<body ', '<body data-ogsc data-ogsb ')
    .replaceAll(/background(?:-color)?:#fbf9f4/g, 'background-color:#181714');
  const mail = await openMail(browser, darkened, { colorScheme: 'light' });

  const findings = await findingsOf(mail.page);

  await mail.close();
  expect(findings).toEqual([]);
});

test.each(['light', 'dark'] as const)(
  'contrast holds in %s, and when a program inverts every colour',
  async (colorScheme) => {
    const mail = await openMail(browser, html, { colorScheme });

    const pairs = await mail.page.evaluate<string[]>(colorPairs);

    await mail.close();
    expect(pairs.length).toBeGreaterThanOrEqual(3);
    for (const pair of pairs) {
      const [ink = [], ground = []] = pair
        .split('|')
        .map((color) => (color.match(/\d+/g) ?? []).map(Number));
      const inverted = (color: number[]) => color.map((part) => 255 - part);
      expect(contrast(ink, ground), pair).toBeGreaterThanOrEqual(4.5);
      expect(contrast(inverted(ink), inverted(ground)), `inverted ${pair}`).toBeGreaterThanOrEqual(
        4.5,
      );
    }
  },
);

test.each([
  ['light', 'rgb(251, 249, 244)'],
  ['dark', 'rgb(24, 23, 20)'],
] as const)(
  'in %s the whole screen has one background, beside the text as well',
  async (colorScheme, ground) => {
    const mail = await openMail(browser, html, {
      colorScheme,
      viewport: { width: 1280, height: 800 },
    });

    const found = await mail.page.evaluate<string[]>(grounds);

    await mail.close();
    expect(found).toEqual([ground]);
  },
);

/** The contrast of two sRGB colours by WCAG. */
function contrast(a: readonly number[], b: readonly number[]): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(color: readonly number[]): number {
  const [red = 0, green = 0, blue = 0] = color.map((part) => {
    const value = part / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

test.each([320, 360, 600, 1280])('at %i px nothing is wider than the screen', async (width) => {
  const mail = await openMail(browser, html, { viewport: { width, height: 800 } });

  const needed = await mail.page.evaluate<number>(neededWidth);

  await mail.close();
  expect(needed).toBe(width);
});

test.each([320, 600])(
  'at %i px and text of twice the size nothing is wider than the screen',
  async (width) => {
    const mail = await openMail(browser, html, { viewport: { width, height: 800 } });

    const [before, after] = await mail.page.evaluate<[number, number]>(doubleText);
    const needed = await mail.page.evaluate<number>(neededWidth);

    await mail.close();
    expect(after).toBeGreaterThan(before * 1.8);
    expect(needed).toBe(width);
  },
);

test('opening the mail asks for nothing', async () => {
  const mail = await openMail(browser, html);

  await mail.page.waitForTimeout(200);

  await mail.close();
  expect(mail.requests).toEqual([]);
});

test('with images off every title and link is still there to read', async () => {
  const mail = await openMail(browser, html);

  const images = await mail.page.locator('img').count();
  const titles = await mail.page.locator('h3:visible').count();

  await mail.close();
  expect(images).toBe(0);
  expect(titles).toBe(14);
});

const attacks = [
  ...hostileTitles,
  ...unclean.map(([text]) => text),
  '<svg/onload=alert(1)>',
  '<iframe src="javascript:alert(1)"></iframe>',
  '<a href="javascript:alert(1)">click</a>',
  '</title><script>alert(1)</script>',
  '</style><script>alert(1)</script>',
  '</p></div></td></table><img src=http://evil.example/x.png>',
  '<style>@import "http://evil.example/x.css";</style>',
  '<link rel=stylesheet href=http://evil.example/x.css>',
  '<meta http-equiv=refresh content="0;url=http://evil.example/">',
  '<base href=http://evil.example/>',
  '<object data=http://evil.example/x></object>',
  '<math><mi//xlink:href="data:x,<script>alert(1)</script>">',
  '<details open ontoggle=alert(1)>',
  '<!--[if mso]><script>alert(1)</script><![endif]-->',
  '" autofocus onfocus="alert(1)" x="',
  '`onmouseover=alert(1)`',
  '\u003cscript\u003ealert(1)\u003c/script\u003e',
  'jav\u0009ascript:alert(1)',
];

test('no text of a listing is ever markup, script, handler or request, wherever it stands', async () => {
  const addresses = [
    'javascript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'https://a.example/"onclick=alert(1)',
  ];
  const papers = attacks.map((attack, index) => {
    const link = addresses[index % addresses.length] ?? null;
    const links = { abstract: link, pdf: link, listing: link, code: link };
    return ranked(paperWith(attack, { organization: attack, authors: [attack, attack], links }), {
      summary: attack,
      reasons: [attack],
      similar: [paperWith(attack, { links })],
    });
  });
  const section = (title: string, from: number) => ({
    kind: 'topic' as const,
    title,
    papers: papers.slice(from, from + 3),
    more: 1,
  });
  const sections = attacks.flatMap((attack, index) =>
    index % 3 === 0 ? [section(attack, index)] : [],
  );

  for (let start = 0; start < sections.length; start += 5) {
    const digest = digestOf(sections.slice(start, start + 5), {
      notices: attacks,
      interests: attacks,
    });
    const mail = await openMail(browser, (await renderMail(digest, options)).html);
    await mail.page.mouse.move(200, 300);
    await mail.page.waitForTimeout(100);

    const suspicious = await mail.page.evaluate<string[]>(suspiciousMarkup);
    await mail.close();

    expect(suspicious).toEqual([]);
    expect(mail.alarms).toEqual([]);
    expect(mail.requests).toEqual([]);
  }
});

test('the traps would have noticed a script and a request', async () => {
  const mail = await openMail(
    browser,
    '<p>x<script>alert(1)</script><img src="http://evil.example/x.png">',
  );

  await mail.page.waitForTimeout(100);

  await mail.close();
  expect(mail.alarms).toContain('1');
  expect(mail.requests).toEqual(['http://evil.example/x.png']);
});
