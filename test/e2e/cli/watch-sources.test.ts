/** Sources are watched from the plan to the verdicts: read from a real server, kept in a store, shown on a screen. */
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
import { SourceWatch } from '../../../src/cli/watch-sources.ts';
import { loadConfig } from '../../../src/config/load-config.ts';
import { plainSource } from '../../../src/model/source.ts';
import { openAppStore } from '../../../src/pipeline/app.ts';
import { ingestReads } from '../../../src/pipeline/ingest-reads.ts';
import { readListings } from '../../../src/pipeline/read-listings.ts';
import { Screen } from '../../unit/cli/screen.ts';
import { abstractOf, pastedPage } from './run-paperboy.ts';

const day = '2026-10-14';
const page = pastedPage([{ title: 'Tides by Telephone', abstract: abstractOf('tides') }]);
const app = {
  config: loadConfig({ environment: {}, flags: {} }),
  now: () => new Date(`${day}T08:00:00Z`),
};

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function source(name: string, place: string) {
  return { ...plainSource(place), name, allowPrivate: true };
}

test('the bytes of the day are told by the source’s name, and none of earlier days', async () => {
  const base = await serve((_, response) => void response.end(page));
  const plans: (readonly string[])[] = [];
  const progress: unknown[][] = [];
  const daysRead: unknown[] = [];

  await readListings(app, {
    ...{ sources: [source('Harbour', `${base}/{date}`)], date: day, named: false },
    pastDays: () => ['2026-10-13'],
    onPlan: (names) => void plans.push(names),
    onProgress: (...news) => void progress.push(news),
    onRead: (read) => void daysRead.push(read.day),
  });

  const size = Buffer.byteLength(page);
  expect(plans).toEqual([['Harbour']]);
  expect(progress).toEqual([['Harbour', size, size]]);
  expect(daysRead.toSorted()).toEqual(['2026-10-13', day]);
});

test('every source ends with its verdict on its line, and is not told again', async () => {
  vi.stubEnv('TERM', 'xterm');
  vi.stubEnv('NO_COLOR', '1');
  onTestFinished(() => void vi.unstubAllEnvs());
  const base = await serve((request, response) => {
    if (request.url === '/list') response.end(page);
    else response.writeHead(404).end();
  });
  const screen = new Screen(100, 20);
  const watch = new SourceWatch({ quiet: false, stream: screen });
  const store = await openAppStore(app, 'memory');
  onTestFinished(() => store.close());

  const reads = await readListings(app, {
    ...{ date: day, named: false, store, ...watch },
    sources: [source('Harbour', `${base}/list`), source('Tide', `${base}/gone`)],
  });
  const reports = await ingestReads(store, reads, day);
  const told = watch.end(reports);

  expect(screen.text).toEqual([
    'Harbour  fresh (1 new; 1 entry, 0 known)',
    expect.stringMatching(/^Tide {5}broken \(http:.*could not be fetched/),
  ]);
  expect([...told]).toEqual(reports);
});

test('in a pipe nothing is shown, and everything is to be told', async () => {
  const base = await serve((_, response) => void response.end(page));
  const written: string[] = [];
  const stream = { isTTY: false, write: (text: string) => written.push(text) };
  const watch = new SourceWatch({ quiet: false, stream });
  const store = await openAppStore(app, 'memory');
  onTestFinished(() => store.close());

  const sources = [source('Harbour', `${base}/list`), source('Tide', 'missing.txt')];
  const reads = await readListings(app, { date: day, named: false, store, sources, ...watch });
  const told = watch.end(await ingestReads(store, reads, day));

  expect(written).toEqual([]);
  expect([...told]).toEqual([]);
});
