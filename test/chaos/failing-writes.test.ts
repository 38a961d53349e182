/** Each of sixty writes and syncs of a run fails: nothing is sent unrecorded, and the next run finishes. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { databasePath, openAppStore } from '../../src/pipeline/app.ts';
import { prepareDeliveries } from '../../src/pipeline/prepare-deliveries.ts';
import { copiesByMessage, startSink } from './mail-sink.ts';
import {
  checkBooks,
  copyWorld,
  countStates,
  inDatabase,
  makeWorld,
  type World,
} from './mail-world.ts';
import { startWorker } from './run-worker.ts';

const connections = 2;
const calls = 60;
/** So many of them while the store is opened, before the job is at work. */
const whileOpening = 5;

/** A write that fails goes on failing, as on a full disk; a sync fails once, as on a disk that is going bad. */
const faults = [
  { call: 'pwrite64', error: 'ENOSPC', more: '+', readers: 6 },
  { call: 'fsync', error: 'EIO', more: '', readers: 20 },
] as const;

const probe = spawnSync('strace', ['-f', '-o', '/dev/null', 'true']);
const canTrace = probe.status === 0;

test.each(faults)(
  '$error at each of sixty $call calls leaves nothing sent unrecorded',
  {
    timeout: 600_000,
  },
  async ({ call, error, more, readers }) => {
    if (!canTrace) {
      console.log(`not run: strace is not here or may not trace, so no ${call} was made to fail`);
      return;
    }
    const started = performance.now();
    const sink = await startSink();
    const world = await makeWorld({
      ...{ readers, port: sink.port },
      settings: { PAPERBOY_MAIL_CONNECTIONS: String(connections) },
    });
    // Planned before: the calls are those of claims, hand-offs and answers.
    const store = await openAppStore(world.app, 'data');
    await prepareDeliveries(world.app, store, world.day, { sendingDomain: 'example.com' });
    await store.close();
    const first = Math.max(1, (await callsBeforeWork(world, call)) - whileOpening + 1);
    const stops = new Map<string, number>();
    const reached = { withoutCopies: 0, amid: 0, whole: 0 };
    let extra = 0;

    for (let nth = first; nth < first + calls; nth++) {
      const copy = copyWorld(world);
      const inject = `inject=${call}:error=${error}:when=${nth}${more}`;
      const strace = ['strace', '-f', '--seccomp-bpf', '-o', '/dev/null', '-e', `trace=${call}`];
      const from = sink.copies.length;

      const { code, err } = await startWorker(copy, 'deliver', {}, [...strace, '-e', inject]).ended;

      const sent = copiesByMessage(sink.copies.slice(from));
      const recorded = inDatabase(databasePath(copy.app), (database) =>
        database
          .prepare<[], string>('select message_id from deliveries where handed_at is not null')
          .pluck()
          .all(),
      );
      const where = `${call} ${nth}: exit ${code}, ${err}`;
      expect(
        [...sent.keys()].filter((id) => !recorded.includes(id)),
        where,
      ).toEqual([]);
      expect([0, 1], where).toContain(code);
      if (code === 1) {
        const told = /^([A-Z_]+) /.exec(err)?.[1] ?? err;
        stops.set(told, (stops.get(told) ?? 0) + 1);
      }
      reached[sent.size === 0 ? 'withoutCopies' : sent.size < readers ? 'amid' : 'whole'] += 1;

      const { code: again, err: trouble } = await startWorker(copy, 'deliver').ended;

      const byMessage = copiesByMessage(sink.copies.slice(from));
      const states = inDatabase(databasePath(copy.app), (database) =>
        countStates(database.prepare<[], { state: string }>('select state from deliveries').all()),
      );
      const numbers = [...byMessage.values()].map((copies) => copies.length);
      const extraHere = numbers.reduce((sum, copies) => sum + copies - 1, 0);
      expect(again, `${where}; then ${trouble}`).toBe(0);
      expect(states, where).toEqual({ accepted: readers });
      expect(numbers, where).toHaveLength(readers);
      expect(Math.max(...numbers), where).toBeLessThanOrEqual(2);
      expect(extraHere, where).toBeLessThanOrEqual(connections);
      expect(checkBooks(copy), where).toEqual({
        ...{ integrity: 'ok', issue: 'closed' },
        ...{ candidates: readers, endedOrExcluded: readers },
      });
      extra += extraHere;
      copy.remove();
    }
    await sink.close();
    world.remove();
    console.log(
      `${error} at ${call} ${first} to ${first + calls - 1}, each in turn: ${reached.withoutCopies} before anything was sent, ${reached.amid} amid, ` +
        `${reached.whole} after which all went out; stops by error: ${[...stops].map(([code, times]) => `${code} ${times}`).join(', ')}; ` +
        `${extra} extra copies in all; ${((performance.now() - started) / 1000).toFixed(1)} s`,
    );
    expect(reached.amid).toBeGreaterThan(0);
  },
);

/** How many of them the process makes before it is at work: those of opening the store. */
async function callsBeforeWork(world: World, call: string): Promise<number> {
  const copy = copyWorld(world);
  const log = join(copy.folder, 'calls');
  await startWorker(copy, 'deliver', {}, [
    ...['strace', '-f', '--seccomp-bpf', '-o', log, '-e', `trace=${call},write`],
  ]).ended;
  const lines = readFileSync(log, 'utf8').split('\n');
  const atWork = lines.findIndex((line) => line.includes('"at work'));
  copy.remove();
  return lines.slice(0, atWork).filter((line) => line.includes(` ${call}(`)).length;
}
