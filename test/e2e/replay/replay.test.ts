/** Thirty days of two sources with everything that goes wrong: no paper lost, none twice, every day judged rightly. */
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { resultJson } from '../../../src/cli/report-daily.ts';
import { loadConfig } from '../../../src/config/load-config.ts';
import type { Day } from '../../../src/model/listing.ts';
import type { App } from '../../../src/pipeline/app.ts';
import { runDaily } from '../../../src/pipeline/daily.ts';
import { temporaryPlace } from '../cli/run-paperboy.ts';
import { generateDays, type PlayDay } from './generate-days.ts';
import { startPlay } from './play-server.ts';
import { type ReadItem, readFeed, readStore } from './read-outcome.ts';
import { finalVerdict, firstDay, type PlannedRun, runsOn, type SourceName } from './replay-plan.ts';

interface RunJson {
  readonly sources: readonly { source: SourceName; day: Day; verdict: string; why: string }[];
}

const place = temporaryPlace();
const days = generateDays();
const play = await startPlay(days);
afterAll(() => play.close());

const list: SourceName = 'Daily list';
const feed: SourceName = 'Archive feed';
const file = place.file(
  'paperboy.yaml',
  JSON.stringify({
    ...{ title: 'The Replay', timezone: 'UTC', limit: 200, days: 3, fetch: { timeout: 2 } },
    sources: [
      { name: list, from: play.listAddresses, allowPrivate: true, republish: 'full' },
      {
        ...{ name: feed, from: [play.feedAddress], allowPrivate: true, republish: 'full' },
        announce: ['new', 'cross'],
      },
    ],
  }),
);
const data = join(place.folder, 'data');
const config = loadConfig({ file, data, environment: {} });

/** Verdicts as they were given and as they should have been, one line each. */
const given: string[] = [];
const expected: string[] = [];
/** Every item that a reader of the feed ever saw, by title, each way it was seen. */
const seen = new Map<string, Set<string>>();
let runs = 0;

beforeAll(async () => {
  for (const { day } of days) {
    for (const [at, run] of runsOn(day).entries()) {
      play.set(day, run.list[0], run.feed[0]);
      const { sources } = await runOnce(day, 7 + 2 * at, run);
      runs++;
      const when = `${day} run ${at + 1}`;
      given.push(...sources.map((each) => `${when}: ${each.source} ${each.day} ${each.verdict}`));
      expected.push(...expectedOf(run, day).map((verdict) => `${when}: ${verdict}`));
      for (const item of await readFeed(join(data, 'public/feed.xml'))) remember(item);
    }
  }
}, 120_000);

async function runOnce(day: Day, hour: number, run: PlannedRun): Promise<RunJson> {
  if (run.byCommand) {
    const words = ['run', '--date', day, '--json', '--config', file, '--data', data];
    const { code, out, err } = await place.run(words);
    if (code !== 0) throw new Error(`${day}: ${err}`);
    return JSON.parse(out);
  }
  const now = new Date(`${day}T${String(hour).padStart(2, '0')}:00:00Z`);
  const app: App = { config, now: () => now };
  return JSON.parse(JSON.stringify(resultJson(await runDaily(app, { date: null }), false)));
}

function expectedOf(run: PlannedRun, day: Day): string[] {
  const recovered = run.list[2] ?? [];
  return [
    ...recovered.map((past) => `${list} ${past} fresh`),
    `${list} ${day} ${run.list[1]}`,
    `${feed} ${day} ${run.feed[1]}`,
  ];
}

function remember({ id, title, day }: ReadItem): void {
  const ways = seen.get(id) ?? new Set();
  seen.set(id, ways.add(`${day} ${title}`));
}

/** The day on which a source first shows each paper that is to be kept, by arXiv id. */
function curationDays(): Map<string, Day> {
  const first = new Map<string, Day>();
  for (const each of days) for (const id of shownOn(each)) first.set(id, first.get(id) ?? each.day);
  return first;
}

function shownOn(each: PlayDay): string[] {
  return [...listedIds(each), ...announcedIds(each)];
}

function listedIds({ list }: PlayDay): string[] {
  return list.map(({ paper }) => `arxiv:${paper.id}`);
}

function announcedIds({ feed }: PlayDay): string[] {
  return feed.filter(({ kind }) => kind !== 'replace').map(({ id }) => `arxiv:${id}`);
}

test("each day's verdict is the right one, on every run", () => {
  expect(given.sort()).toEqual(expected.sort());
});

test('what stands for each day in the end is that it came, or that nothing was expected', () => {
  const { verdicts } = readStore(join(data, 'paperboy.db'));

  const stands = days.flatMap(({ day }) =>
    [list, feed].flatMap((source) => {
      const verdict = finalVerdict(source, day);
      return verdict === null ? [] : [[source, day, verdict].join(' ')];
    }),
  );
  // The first run looks back at the day before the play.
  const given = verdicts.filter(([, day = '']) => day >= firstDay).map((row) => row.join(' '));
  expect(given.sort()).toEqual(stands.sort());
});

test('every paper is in the store exactly once, and nothing else is', () => {
  const { papers, names } = readStore(join(data, 'paperboy.db'));

  const kept = names.map(([id]) => id).sort();
  expect(kept).toEqual([...curationDays().keys()].sort());
  expect(new Set(names.map(([, key]) => key)).size).toBe(kept.length);
  expect(papers).toHaveLength(kept.length);
});

test('no day is missing: each source has on each day what it showed on it', () => {
  const { sightings } = readStore(join(data, 'paperboy.db'));

  const shown = days.flatMap((each) => [
    ...listedIds(each).map((id) => [list, each.day, id]),
    ...announcedIds(each).map((id) => [feed, each.day, id]),
  ]);
  const lines = (rows: readonly (readonly string[])[]) => rows.map((row) => row.join(' ')).sort();
  expect(lines(sightings)).toEqual(lines(shown));
});

test('the feed held every paper on the day it was listed, under one id that never changed', () => {
  const { names } = readStore(join(data, 'paperboy.db'));
  const keys = new Map(names.map(([id, key]) => [id, key]));

  const wanted = [...curationDays()].map(([id, day]) => `${itemOf(keys.get(id))} ${day}`);
  const held = [...seen].map(([id, ways]) => `${id} ${[...ways].map((way) => way.slice(0, 10))}`);

  expect(held.sort()).toEqual(wanted.sort());
  expect(new Set([...seen.values()].flatMap((ways) => [...ways])).size).toBe(seen.size);
  const recorded = days.filter(({ isRecorded }) => isRecorded).length;
  const without = recorded === 0 ? ' (no recorded days found)' : '';
  console.log(
    `replay: ${days.length} days, ${recorded} of them recorded ones${without}; ${runs} runs, ${given.length} verdicts, ${keys.size} papers, ${sightingsSaid()}, ${seen.size} feed items`,
  );
});

function sightingsSaid(): string {
  return `${readStore(join(data, 'paperboy.db')).sightings.length} sightings`;
}

function itemOf(key: string | undefined): string {
  return `tag:paperboy.invalid,2026:paper/${key}`;
}
