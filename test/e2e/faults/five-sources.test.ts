/** Five sources, each broken in turn in eight ways: the other four are read in their own time, and the broken one is named. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { ErrorCode } from '../../../src/lib/errors.ts';
import type { VerdictName } from '../../../src/model/verdict.ts';
import { temporaryPlace } from '../cli/run-paperboy.ts';
import { type Fault, faults } from './fault-server.ts';
import { fiveFormats } from './five-listings.ts';
import { openSite, runTimed, type Site, timeout, titlesBySource } from './five-site.ts';

const folder = mkdtempSync(join(tmpdir(), 'paperboy-faults-'));
const sites: Site[] = [];
afterAll(async () => {
  await Promise.all(sites.map((site) => site.close()));
  rmSync(folder, { recursive: true, force: true });
});

/** What a fault is judged, and how many of the three papers are read all the same: [verdict, papers, error]. */
type Expected = readonly [VerdictName, number, ErrorCode | null];
const fetchFailed: Expected = ['broken', 0, 'FETCH_FAILED'];
const everywhere = (expected: Expected) => fiveFormats.map(() => expected);

/** In the order of `fiveFormats`: the API, the RSS feed, the Atom feed, the page, the JSON Feed. */
const table: Readonly<Record<Fault, readonly Expected[]>> = {
  refused: everywhere(fetchFailed),
  hang: everywhere(fetchFailed),
  reset: everywhere(fetchFailed),
  '500': everywhere(fetchFailed),
  '429': everywhere(fetchFailed),
  'wrong type': [
    ['broken', 0, 'LISTING_UNRECOGNISED'],
    ['broken', 0, 'LISTING_UNRECOGNISED'],
    ['broken', 0, 'LISTING_UNRECOGNISED'],
    ['broken', 0, 'INPUT_BINARY'],
    ['broken', 0, 'LISTING_UNRECOGNISED'],
  ],
  // The whole entries before the cut are read; a page's data stand in one attribute, which is whole or nothing.
  truncated: [
    ['partial', 1, null],
    ['partial', 2, null],
    ['partial', 2, null],
    ['broken', 0, 'LISTING_INVALID'],
    ['partial', 1, null],
  ],
  changed: everywhere(['broken', 0, 'LISTING_INVALID']),
};

/** Milliseconds within which a healthy source is read, whatever the others do: far below the deadline of a hanging one. */
const ownTime = (timeout * 1_000) / 2;

async function siteOf(name: string): Promise<Site> {
  const site = await openSite(join(folder, name));
  sites.push(site);
  return site;
}

describe('one source of five', () => {
  it('none broken: all five are fresh', async () => {
    const site = await siteOf('healthy');

    const { result, readAfter } = await runTimed(site);

    expect(result.reports.map(({ verdict, listed }) => [verdict, listed])).toEqual(
      fiveFormats.map(() => ['fresh', 3]),
    );
    expect(Math.max(...readAfter.values())).toBeLessThan(ownTime);
    expect(titlesBySource(site)).toEqual(allTitles());
  });

  it.each(faults)(
    '%s: the other four complete within their own time, and it is named; healed, it is read',
    async (fault) => {
      const slowest = await Promise.all(
        fiveFormats.map((_, nth) => breakAndHeal(fault, nth, table[fault][nth]!)),
      );

      console.log(`${fault}: the others were read within ${Math.round(Math.max(...slowest))} ms`);
    },
  );
});

/** Returns after how many milliseconds the last of the healthy ones was read. */
async function breakAndHeal(fault: Fault, nth: number, expected: Expected): Promise<number> {
  const [verdict, papers, code] = expected;
  const site = await siteOf(`${fault}-${nth}`);
  const source = site.sources[nth]!;
  const { name } = source.sample;
  const others = fiveFormats.filter((other) => other.name !== name);
  const label = `${name}, ${fault}`;
  await source.fail(fault);

  const { result, readAfter } = await runTimed(site);

  const report = result.reports.find((one) => one.source === name)!;
  const read = result.reads.find((one) => one.name === name)!;
  expect([report.verdict, report.listed, read.error?.code ?? null], label).toEqual([
    ...[verdict, papers, code],
  ]);
  if (fault !== 'refused') expect(source.asked(), label).toBeGreaterThan(0);
  const healthy = result.reports.filter((one) => one.source !== name);
  expect(
    healthy.map(({ source: who, verdict: is }) => [who, is]),
    label,
  ).toEqual(others.map((other) => [other.name, 'fresh']));
  const times = others.map((other) => readAfter.get(other.name) ?? Number.POSITIVE_INFINITY);
  expect(Math.max(...times), label).toBeLessThan(ownTime);
  if (fault === 'hang') expect(readAfter.get(name), label).toBeGreaterThan(ownTime);
  const titles = titlesBySource(site);
  for (const other of others) expect(titles[other.name], label).toEqual([...other.titles].sort());
  expect(titles[name]?.length ?? 0, label).toBe(papers);
  expect(result.outcome.what, label).toBe('published');
  if (verdict === 'broken') {
    expect(result.outcome.issue?.digest.notices.join(' '), label).toContain('could not be read');
  }

  await source.heal();
  // Who answered 429 asked for a second without us.
  if (fault === '429') site.wait(1_200);
  const again = await runTimed(site);

  const healed = again.result.reports.find((one) => one.source === name)!;
  expect([healed.verdict, healed.listed, healed.new], `${label}: ${healed.why}`).toEqual([
    'fresh',
    3,
    3 - papers,
  ]);
  expect(titlesBySource(site), label).toEqual(allTitles());
  return Math.max(...times);
}

function allTitles(): Record<string, string[]> {
  return Object.fromEntries(fiveFormats.map(({ name, titles }) => [name, [...titles].sort()]));
}

describe('on the command line', () => {
  const place = temporaryPlace();
  const words = (site: Site, ...more: string[]) => [
    ...['--config', site.config, '--data', site.data, '--date', '2026-10-14', ...more],
  ];

  it('one broken source is a warning that names it, and exit 1 with --strict; stats names it too', async () => {
    const site = await siteOf('command');
    await site.sources[2]!.fail('changed');

    const plain = await place.run(['run', ...words(site)]);
    const strict = await place.run(['run', ...words(site, '--strict', '--json')]);
    const stats = await place.run(['stats', '--json', ...words(site).slice(0, 4)]);

    expect([plain.code, strict.code]).toEqual([0, 1]);
    expect(plain.err).toContain('The Atom feed');
    expect(strict.err).toContain('The Atom feed');
    const broken = JSON.parse(strict.out).sources.filter(
      (one: { verdict: string }) => one.verdict === 'broken',
    );
    expect(broken.map(({ source }: { source: string }) => source)).toEqual(['The Atom feed']);
    const health = JSON.parse(stats.out).sources.find(
      (one: { source: string }) => one.source === 'The Atom feed',
    );
    expect(health).toMatchObject({ verdict: 'broken', day: '2026-10-14' });
  });

  it('a source cut short is partial: exit 1 with --strict', async () => {
    const site = await siteOf('cut');
    await site.sources[0]!.fail('truncated');

    const strict = await place.run(['run', ...words(site, '--strict')]);

    expect(strict.code).toBe(1);
    expect(strict.err).toMatch(/The API: partial/);
  });

  it('all five broken is a failure that names each, and nothing is published', async () => {
    const site = await siteOf('all');
    const ways: readonly Fault[] = ['refused', '500', 'changed', 'wrong type', 'reset'];
    await Promise.all(site.sources.map((source, nth) => source.fail(ways[nth]!)));

    const { code, out, err } = await place.run(['run', ...words(site, '--json')]);

    expect(code).toBeGreaterThan(0);
    expect(JSON.parse(out)).toMatchObject({ papers: 0, issue: 'nothing' });
    for (const { sample } of site.sources) expect(err).toContain(sample.name);
  });
});
