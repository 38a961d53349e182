/** `kill -9` at fifty instants of a run: the run after it ends where an undisturbed run ends. */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { randomNumbers } from '../../bench/generate.ts';
import { dumpStore, furnish, publicFiles } from '../../e2e/cli/daily-site.ts';
import { abstractOf, temporaryPlace } from '../../e2e/cli/run-paperboy.ts';
import { type Stage, stageOf, stages } from './left-behind.ts';

const kills = 50;
const place = temporaryPlace();
const at = (...path: string[]) => join(place.folder, ...path);
const words = (data: string) => ['run', '--date', '2026-10-14', '--data', data];
const run = (data: string) => place.run(words(data));

/** Papers that only the server lists, and one of the files' too. */
const answer = JSON.stringify(
  ['gull feathers', 'herring gulls', 'ferry bells'].map((subject, nth) => ({
    paper: {
      id: `2610.0${4_000 + nth}`,
      title: `How ${subject} sound from the far end of a pier`,
      summary: `${abstractOf(subject)} This one is told of ${subject} by number ${nth}.`,
      upvotes: 7 - nth,
      submittedOnDailyAt: '2026-10-14T06:00:00.000Z',
    },
  })),
);
const etag = `"${createHash('sha256').update(answer).digest('hex').slice(0, 16)}"`;
const asked: number[] = [];
/** When the server was asked last: from then on a run writes. */
let askedAt = 0;
let server: Server;

beforeAll(async () => {
  server = createServer((request, response) => {
    const status = request.headers['if-none-match'] === etag ? 304 : 200;
    asked.push(status);
    askedAt = performance.now();
    response.writeHead(status, { etag, 'content-type': 'application/json' });
    response.end(status === 200 ? answer : undefined);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  furnish(place);
  place.file(
    'paperboy.yaml',
    `title: The Quay
timezone: UTC
limit: 4
sources:
  - first.txt
  - name: The Pier
    from: http://127.0.0.1:${port}/api/daily_papers
    allowPrivate: true
  - second.txt
`,
  );
});

afterAll(() => {
  server.close();
  server.closeAllConnections();
});

it('kill -9 at fifty instants, and a run after each, leave the store and the files of an undisturbed run', {
  timeout: 300_000,
}, async () => {
  const undisturbed = await run('undisturbed');
  expect(undisturbed.code).toBe(0);
  const wanted = leftBy('undisturbed');
  const whole = {
    listings: wanted.store.listings?.length ?? 0,
    files: Object.keys(wanted.files).length,
  };
  expect(whole.listings).toBe(3);
  const lanes = Math.min(2, availableParallelism());
  let { duration, reading } = await measureRun(lanes);
  const random = randomNumbers(50);
  const hit = new Map<Stage, number>();
  let [killed, tries] = [0, 0];

  async function killAndRunAgain(nth: number): Promise<void> {
    // One instant in each stretch of the time, so that none goes untested: every other one over the whole run, the
    // others from when the sources are read to the end, where all that lasts is written.
    const share = (Math.floor(nth / 2) + random()) / (kills / 2);
    for (;;) {
      tries++;
      const data = `kill-${nth}-${tries}`;
      const from = nth % 2 === 0 ? 0 : reading;
      const ended = await killAfter(from + share * (duration - from), data);
      if (ended !== null) {
        // The machine is faster than it was a moment ago.
        const faster = (duration + ended) / 2 / duration;
        duration *= faster;
        reading *= faster;
        if (tries > 3 * kills) throw new Error('runs end before they can be killed');
        continue;
      }
      killed++;
      const stage = stageOf(at(data), whole);
      hit.set(stage, (hit.get(stage) ?? 0) + 1);

      const clean = await run(data);

      expect(clean.code, `killed at ${stage}: ${clean.err}`).toBe(0);
      expect(leftBy(data), `killed at ${stage}`).toEqual(wanted);
      return;
    }
  }

  const waiting = Array.from({ length: kills }, (_, nth) => nth);
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      for (let nth = waiting.shift(); nth !== undefined; nth = waiting.shift())
        await killAndRunAgain(nth);
    }),
  );

  const table = stages.map((stage) => `  ${String(hit.get(stage) ?? 0).padStart(3)}  ${stage}`);
  console.log(
    `${killed} kills in a run of ${Math.round(duration)} ms, of which it writes from ${Math.round(reading)} ms on (${tries} tries), by what they left:\n${table.join('\n')}`,
  );
  expect(killed).toBe(kills);
  const writing = stages.slice(2, -1).reduce((sum, stage) => sum + (hit.get(stage) ?? 0), 0);
  expect(writing).toBeGreaterThanOrEqual(10);
  expect(asked).toContain(200);
});

/** Everything that lasts, but for the moments at which things happened. */
function leftBy(data: string) {
  return { files: publicFiles(place, data), store: dumpStore(at(data, 'paperboy.db')) };
}

/** Milliseconds of an undisturbed run, and until its sources are read, with as many at once as there will be. */
async function measureRun(lanes: number): Promise<{ duration: number; reading: number }> {
  const start = performance.now();
  await Promise.all(Array.from({ length: lanes }, (_, lane) => run(`timed-${lane}`)));
  return { duration: performance.now() - start, reading: askedAt - start };
}

/** Null when the run was still at work after `delay` milliseconds, else those after which it had ended. */
async function killAfter(delay: number, data: string): Promise<number | null> {
  const start = performance.now();
  const child = place.start(words(data));
  child.stdout.resume();
  child.stderr.resume();
  const timer = setTimeout(() => child.kill('SIGKILL'), delay);
  const [, signal] = await once(child, 'exit');
  clearTimeout(timer);
  return signal === 'SIGKILL' ? null : performance.now() - start;
}
