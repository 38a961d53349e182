/** Three processes on one ledger, killed and started again: no window at the server holds more mails than the limit. */
import { expect, test } from 'vitest';
import { openAppStore } from '../../src/pipeline/app.ts';
import { prepareDeliveries } from '../../src/pipeline/prepare-deliveries.ts';
import { copiesByMessage, startSink } from './mail-sink.ts';
import { countStates, ledgerRows, makeWorld } from './mail-world.ts';
import { startWorker } from './run-worker.ts';

const readers = 100;
const limit = 20;
/** Milliseconds, in place of an hour. */
const window = 2_000;
const processes = 3;
/** The processes are killed at these moments after their start, all at once, and started again. */
const killsAfter = [1_500, 2_500];

test('the limit holds over three processes and their restarts', { timeout: 120_000 }, async () => {
  const started = performance.now();
  const sink = await startSink();
  const world = await makeWorld({ readers, port: sink.port });
  const store = await openAppStore(world.app, 'data');
  await prepareDeliveries(world.app, store, world.day, { sendingDomain: 'example.com' });
  const start = () =>
    Array.from({ length: processes }, (_, nth) =>
      startWorker(world, 'queue', {
        owner: `process-${nth}-${performance.now()}`,
        connections: 2,
        limits: { perHour: limit, perDomain: null, windows: { hour: window, minute: window } },
      }),
    );

  for (const after of killsAfter) {
    const workers = start();
    await Promise.all(workers.map(({ atWork }) => atWork));
    await new Promise((done) => setTimeout(done, after));
    for (const worker of workers) worker.kill();
    await Promise.all(workers.map(({ ended }) => ended));
    // As the next run does it under the job lock.
    await store.deliveries.recover({ policy: 'resend', resendAfter: 0 });
  }
  const ends = await Promise.all(start().map(({ ended }) => ended));

  const rows = ledgerRows(world);
  await store.close();
  await sink.close();
  world.remove();
  const moments = sink.copies.map(({ at }) => at).sort((a, b) => a - b);
  const inWindow = moments.map(
    (from, nth) => moments.slice(nth).filter((at) => at < from + window).length,
  );
  const copies = [...copiesByMessage(sink.copies).values()].map(({ length }) => length);
  const shares = ends.map(({ out }) => Number(/"accepted":(\d+)/.exec(out)?.[1] ?? 0));
  console.log(
    `rate limit: ${moments.length} mails to ${copies.length} readers by ${processes} processes and ${killsAfter.length * processes} kills, ` +
      `at most ${Math.max(...inWindow)} within any ${window} ms (limit ${limit}); the last three sent ${shares.join(', ')}; ` +
      `${((performance.now() - started) / 1000).toFixed(1)} s`,
  );
  expect(ends.map(({ code, err }) => [code, err])).toEqual(ends.map(() => [0, '']));
  expect(Math.max(...inWindow)).toBeLessThanOrEqual(limit);
  // The limit was what held them up.
  expect(Math.max(...inWindow)).toBe(limit);
  expect(countStates(rows)).toEqual({ accepted: readers });
  expect(copies).toHaveLength(readers);
  expect(Math.max(...copies)).toBeLessThanOrEqual(2);
  expect(shares.filter((share) => share > 0).length).toBeGreaterThan(1);
});
