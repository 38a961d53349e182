/** SIGTERM while the built program sends: no new mail is begun, those under way are finished, and it ends well. */
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { furnish } from '../e2e/cli/daily-site.ts';
import { temporaryPlace } from '../e2e/cli/run-paperboy.ts';
import { copiesByMessage, type MailSink, startSink } from './mail-sink.ts';
import { countStates, inDatabase, ledgerRows, makeWorld } from './mail-world.ts';

const readers = 10;
const connections = 2;
const ackDelay = 2_000;
const place = temporaryPlace();

let sink: MailSink | null = null;
let started: ChildProcess | null = null;
afterEach(async () => {
  started?.kill('SIGKILL');
  await sink?.close();
});

/** A data folder of its own with readers, and a server that takes two seconds to say that it has a mail. */
async function open(name: string) {
  let delay = ackDelay;
  const server = await startSink({ ackDelay: () => delay });
  sink = server;
  furnish(
    place,
    `mail: {smtp: "smtp://127.0.0.1:${server.port}", from: paperboy@example.com, connections: ${connections}}\nhydrate: {enabled: false}\n`,
  );
  const data = join(place.folder, name);
  const world = await makeWorld({ readers, folder: data });
  return {
    server,
    data,
    rows: () => ledgerRows(world),
    hurry: () => {
      delay = 0;
    },
    /** Both connections wait for the server's word. */
    underWay: async () => {
      for (let waited = 0; server.copies.length < connections; waited += 20) {
        if (waited > 20_000) throw new Error('nothing is sent');
        await new Promise((done) => setTimeout(done, 20));
      }
    },
  };
}

const programs = [
  { program: 'run', words: ['run'] },
  { program: 'serve', words: ['serve', '--port', '0'] },
] as const;

test.each(programs)(
  '$program: one SIGTERM ends it well with the mails under way finished',
  {
    timeout: 60_000,
  },
  async ({ program, words }) => {
    const site = await open(`${program}-once`);
    const child = place.start([...words, '--data', site.data]);
    started = child;
    let said = '';
    child.stderr.on('data', (text) => {
      said += text;
    });
    child.stdout.resume();
    await site.underWay();
    const asked = performance.now();

    child.kill('SIGTERM');
    const [code, signal] = await once(child, 'exit');

    const took = performance.now() - asked;
    const states = countStates(site.rows());
    const copies = site.server.copies.length;
    site.hurry();
    const next = await place.run(['run', '--data', site.data]);
    console.log(
      `${program}, SIGTERM: exit ${code} after ${Math.round(took)} ms with ${JSON.stringify(states)}; ` +
        `after the next run ${JSON.stringify(countStates(site.rows()))}, ${site.server.copies.length} copies`,
    );
    expect([code, signal], said).toEqual([0, null]);
    expect(copies).toBe(connections);
    expect(states).toEqual({ accepted: connections, ready: readers - connections });
    expect(next.code, next.err).toBe(0);
    expect(countStates(site.rows())).toEqual({ accepted: readers });
    expect(site.server.copies).toHaveLength(readers);
  },
);

test.each(programs)(
  '$program: a second SIGTERM ends it at once, and the next run knows what was under way',
  {
    timeout: 60_000,
  },
  async ({ program, words }) => {
    const site = await open(`${program}-twice`);
    const child = place.start([...words, '--data', site.data]);
    started = child;
    child.stdout.resume();
    child.stderr.resume();
    await site.underWay();

    child.kill('SIGTERM');
    await new Promise((done) => setTimeout(done, 300));
    const asked = performance.now();
    child.kill('SIGTERM');
    await once(child, 'exit');

    const took = performance.now() - asked;
    const states = countStates(site.rows());
    site.hurry();
    const next = await place.run(['run', '--data', site.data]);
    const after = site.rows();
    const integrity = inDatabase(join(site.data, 'paperboy.db'), (database) =>
      database.pragma('integrity_check', { simple: true }),
    );
    const byMessage = copiesByMessage(site.server.copies);
    console.log(
      `${program}, two SIGTERMs: ended after ${Math.round(took)} ms with ${JSON.stringify(states)}; after the next run ${JSON.stringify(countStates(after))}`,
    );
    expect(took).toBeLessThan(1_000);
    expect(states).toEqual({ handed: connections, ready: readers - connections });
    expect(next.code, next.err).toBe(0);
    expect(integrity).toBe('ok');
    // Those under way wait for their quarter of an hour; nobody else has two, nobody is forgotten.
    expect(countStates(after)).toEqual({ accepted: readers - connections, ready: connections });
    expect(
      after.filter(({ state }) => state === 'ready').map((row) => row.uncertain_count),
    ).toEqual(Array.from({ length: connections }, () => 1));
    expect(byMessage.size).toBe(readers);
    expect(site.server.copies).toHaveLength(readers);
  },
);
