/** What a source's settings do, through the whole daily job, against a local server. */
import { mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { loadConfig } from '../../../src/config/load-config.ts';
import { type App, openAppStore } from '../../../src/pipeline/app.ts';
import { type DailyRequest, runDaily } from '../../../src/pipeline/daily.ts';
import { checkHealth } from '../../../src/pipeline/health.ts';
import { runWhenDue } from '../../../src/pipeline/scheduled-run.ts';
import { readSchedule } from '../../../src/schedule/read-schedule.ts';
import type { Store } from '../../../src/store/store.ts';
import { abstractOf, pastedPage, temporaryPlace } from '../cli/run-paperboy.ts';

const place = temporaryPlace();
/** What the server answers at a path with its query; everything else is 404. */
const answers = new Map<string, string>();
const asked: string[] = [];
const server = createServer((request, response) => {
  asked.push(request.url ?? '');
  const body = answers.get(request.url ?? '');
  if (body === undefined) response.writeHead(404).end('nothing here');
  else response.writeHead(200, { 'content-type': 'application/json' }).end(body);
});
let base = '';
let number = 0;

beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());
beforeEach(() => {
  answers.clear();
  asked.length = 0;
});

function items(...titles: readonly string[]): string {
  return JSON.stringify(
    titles.map((title) => ({ paper: { title, summary: abstractOf(title.toLowerCase()) } })),
  );
}

let clock = '2026-10-14T07:00:00Z';

/** A place of its own with these sources, looked at by a clock that the test sets. */
function appWith(sources: readonly unknown[], more: object = {}): App {
  const settings = { timezone: 'UTC', limit: 50, schedule: '0 7 * * *', ...more, sources };
  const file = place.file(`${++number}.yaml`, JSON.stringify(settings));
  const data = join(place.folder, `data-${number}`);
  mkdirSync(data, { recursive: true });
  const config = loadConfig({ file, data, environment: {} });
  return { config, now: () => new Date(clock) };
}

const run = (app: App, day: string, more: Partial<DailyRequest> = {}) => {
  clock = `${day}T07:00:00Z`;
  return runDaily(app, { date: null, ...more });
};

async function withStore<T>(app: App, work: (store: Store) => Promise<T>): Promise<T> {
  const store = await openAppStore(app, 'data');
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

const dated = (more: object = {}) => ({
  name: 'The list',
  from: `${base}/api?date={date}`,
  allowPrivate: true,
  rhythm: 'daily',
  ...more,
});

describe('a source', () => {
  it('with several places is read at the next one where the first fails or is empty', async () => {
    const app = appWith([dated({ from: [`${base}/api?date={date}`, `${base}/page/{date}`] })]);
    answers.set('/page/2026-10-14', items('Kites That Remember Wind'));
    answers.set('/api?date=2026-10-15', '[]');
    answers.set('/page/2026-10-15', items('Kites That Forget Rain'));

    const one = await run(app, '2026-10-14');
    const two = await run(app, '2026-10-15');

    expect(one.reports.at(-1)).toMatchObject({ source: 'The list', verdict: 'fresh', new: 1 });
    expect(one.reads.at(-1)?.warnings[0]).toMatch(/404/);
    expect(two.reports.at(-1)).toMatchObject({ verdict: 'fresh', new: 1, day: '2026-10-15' });
  });

  it('at a private address is refused unless it is allowed there', async () => {
    answers.set('/api?date=2026-10-14', items('Locked Doors'));

    const refused = await run(appWith([dated({ allowPrivate: false })]), '2026-10-14');
    const allowed = await run(appWith([dated()]), '2026-10-14');

    expect(refused.reports.at(-1)).toMatchObject({
      verdict: 'broken',
      why: expect.stringMatching(/allowPrivate: true permits it/),
    });
    expect(allowed.reports.at(-1)).toMatchObject({ verdict: 'fresh' });
  });

  it('that was down for five days is read for each of them, and the issue shows what was lost', async () => {
    const mail = { operator: 'operator@example.org' };
    const app = appWith([dated(), 'other.txt'], { days: 2, mail });
    place.file('other.txt', pastedPage([{ title: 'Lamp Posts', abstract: abstractOf('lamps') }]));
    const read = async (day: string) => {
      process.chdir(place.folder);
      return await run(app, day);
    };
    const home = process.cwd();
    answers.set('/api?date=2026-10-09', items('Paper Boats of the Ninth'));
    await read('2026-10-09');
    const bad = [];
    for (const day of ['10', '11', '12', '13']) bad.push(await read(`2026-10-${day}`));
    for (const day of ['10', '11', '12', '13', '14']) {
      answers.set(`/api?date=2026-10-${day}`, items(`Paper Boats of Day ${day}`));
    }
    const good = await read('2026-10-14');
    process.chdir(home);

    const titles = JSON.stringify(good.outcome.issue?.digest.sections);
    for (const day of ['10', '11', '12', '13', '14']) {
      expect(titles).toContain(`Paper Boats of Day ${day}`);
    }
    // One notice after two bad days, none on the others, one when it works again.
    const notices = [...bad, good].map(
      ({ reports }) =>
        reports.find(({ source, isPast }) => source === 'The list' && !isPast)?.notice,
    );
    expect(notices).toEqual([
      null,
      expect.stringMatching(/^The list has been broken since 2026-10-10/),
      null,
      null,
      expect.stringMatching(/^The list works again/),
    ]);
    const mails = await withStore(app, (store) => store.deliveries.list({ limit: 10 }));
    const told = mails.map(({ address, state, content }) => [address, state, content ?? '']);
    expect(told).toEqual([
      ['operator@example.org', 'accepted', expect.stringContaining('The list works again')],
      ['operator@example.org', 'accepted', expect.stringContaining('The list has been broken')],
    ]);
  });

  it('in trouble is named in the issue and makes health red, without its address', async () => {
    const app = appWith([dated(), dated({ name: 'The good one', from: `${base}/good` })]);
    answers.set('/good', items('Steady Clocks'));

    const { outcome } = await run(app, '2026-10-14');
    const health = await withStore(app, (store) => checkHealth(app, store));

    expect(outcome.issue?.digest.notices).toEqual(['The list could not be read.']);
    expect(health).toMatchObject({ health: 'red', papers: 1, lastIssue: '2026-10-14' });
    expect(health.reasons).toEqual([expect.stringMatching(/^The list: broken on 2026-10-14/)]);
  });

  it('shows in public as much as it allows', async () => {
    const long = 'The tide came in and the tide went out. '.repeat(20);
    answers.set('/x', JSON.stringify([{ paper: { title: 'Long Tides', summary: long } }]));
    const contentWith = async (republish: string | undefined) => {
      const app = appWith([
        dated({ from: `${base}/x`, ...(republish === undefined ? {} : { republish }) }),
      ]);
      await run(app, '2026-10-14');
      const feed = readFileSync(join(app.config.dataFolder, 'public/feed.json'), 'utf8');
      return JSON.parse(feed).items[0].content_html.split('tide came').length - 1;
    };

    expect(await contentWith('full')).toBe(20);
    expect(await contentWith('snippet')).toBeLessThanOrEqual(8);
    expect(await contentWith(undefined)).toBeLessThanOrEqual(8);
    expect(await contentWith('title')).toBe(0);
  });

  it('that is a folder is every file in it, on the day the file was put there', async () => {
    const drop = join(place.folder, 'drop');
    mkdirSync(drop);
    writeFileSync(join(drop, 'one.json'), items('Slow Glass'));
    writeFileSync(join(drop, '.hidden'), 'not a listing');
    const put = new Date('2026-10-12T09:00:00Z');
    utimesSync(join(drop, 'one.json'), put, put);
    const app = appWith([{ name: 'Saved', from: drop, republish: 'title' }]);

    await run(app, '2026-10-13');
    writeFileSync(join(drop, 'a-new-one.json'), items('Fast Sand'));
    utimesSync(join(drop, 'a-new-one.json'), put, put);
    await run(app, '2026-10-14');

    const listings = await withStore(app, (store) => store.listings.between(null, null));
    expect(listings.map(({ source, day }) => [source, day])).toEqual([
      ['Saved: a-new-one.json', '2026-10-12'],
      ['Saved: one.json', '2026-10-12'],
    ]);
  });
});

describe('health', () => {
  it('knows a file in a folder by the name it has in the store', async () => {
    const app = appWith(['gone-folder/gone.txt']);

    await run(app, '2026-10-14');

    const health = await withStore(app, (store) => checkHealth(app, store));
    expect(health.reasons[0]).toMatch(/^gone.txt: broken/);
  });

  it('is red while a folder is missing, and no longer once it is there, empty or not', async () => {
    const folder = join(place.folder, 'later');
    const app = appWith([folder]);
    const look = () => withStore(app, (store) => checkHealth(app, store));

    await run(app, '2026-10-14');
    const missing = await look();
    mkdirSync(folder);
    await run(app, '2026-10-15');
    const there = await look();

    expect(missing.reasons[0]).toMatch(/^later: broken/);
    expect(there).toMatchObject({ health: 'ok', sources: [] });
  });
});

describe('publishBy', () => {
  it('lets the issue wait for a late batch, asks only for what is missing, and no longer than said', async () => {
    const app = appWith([dated(), dated({ name: 'Early', from: `${base}/early?date={date}` })], {
      publishBy: '09:00',
    });
    const schedule = await readSchedule('0 7 * * *', 'UTC');
    const tick = (at: string) => {
      clock = `2026-10-14T${at}:00Z`;
      return runWhenDue(app, schedule);
    };
    answers.set('/early?date=2026-10-14', items('Early Birds'));
    answers.set('/api?date=2026-10-14', '[]');

    const first = await tick('07:00');
    const soon = await tick('07:05');
    asked.length = 0;
    const second = await tick('07:11');
    const again = [...asked];
    answers.set('/api?date=2026-10-14', items('Late Larks'));
    const third = await tick('07:30');
    const done = await tick('07:45');

    expect(first?.outcome.what).toBe('waiting');
    expect(soon).toBeNull();
    expect(second?.outcome.what).toBe('waiting');
    expect(again.filter((path) => path.startsWith('/early'))).toEqual([]);
    expect(third?.outcome.what).toBe('published');
    expect(third?.outcome.issue?.digest.counts.chosen).toBe(2);
    expect(done).toBeNull();
  });

  it('publishes without what has not come', async () => {
    const app = appWith([dated(), dated({ name: 'Early', from: `${base}/early?date={date}` })], {
      publishBy: '09:00',
    });
    const schedule = await readSchedule('0 7 * * *', 'UTC');
    answers.set('/early?date=2026-10-14', items('Early Birds'));
    answers.set('/api?date=2026-10-14', '[]');

    clock = '2026-10-14T08:55:00Z';
    const first = await runWhenDue(app, schedule);
    clock = '2026-10-14T09:00:00Z';
    const last = await runWhenDue(app, schedule);

    expect(first?.outcome.what).toBe('waiting');
    expect(last?.outcome.what).toBe('published');
    expect(last?.outcome.issue?.digest.counts.chosen).toBe(1);
  });
});
