/** A reader who leaves while their digest is on its way: leaving before the hand-off wins, after it at most that one comes. */
import { expect, test } from 'vitest';
import { databasePath, openAppStore } from '../../src/pipeline/app.ts';
import { randomNumbers } from '../bench/generate.ts';
import { copiesByMessage, startSink } from './mail-sink.ts';
import { inDatabase, ledgerRows, makeWorld } from './mail-world.ts';
import { startWorker } from './run-worker.ts';

const rounds = 500;

test('five hundred readers who leave at the last moment: whoever left before the hand-off gets nothing', {
  timeout: 120_000,
}, async () => {
  const started = performance.now();
  const random = randomNumbers(39);
  /** By this process's clock: when the leaving was known to be committed, and when the server gave leave to send. */
  const leftAt = new Map<string, number>();
  const leaveGivenAt = new Map<string, number>();
  const leaving: Promise<void>[] = [];
  let leave: (to: string) => Promise<void> = async () => {};
  const sink = await startSink({
    leaveDelay: () => 6 * random(),
    onRecipient: (to) => leaving.push(leave(to)),
    onLeave: (to) => leaveGivenAt.set(to, performance.now()),
  });
  const world = await makeWorld({
    ...{ readers: rounds, port: sink.port },
    settings: { PAPERBOY_MAIL_CONNECTIONS: '2' },
  });
  const store = await openAppStore(world.app, 'data');
  leave = async (to) => {
    await new Promise((done) => setTimeout(done, 12 * random()));
    const id = Number(/\d+/.exec(to)?.[0]);
    await store.subscribers.unsubscribe(id);
    leftAt.set(to, performance.now());
  };

  const { code, err } = await startWorker(world, 'deliver').ended;
  await Promise.all(leaving);
  // Once more: nobody who has left is written to again.
  await startWorker(world, 'deliver').ended;

  const rows = ledgerRows(world);
  const moments = inDatabase(databasePath(world.app), (database) =>
    database
      .prepare<[], { address: string; unsubscribed_at: string; handed_at: string | null }>(
        `select d.address, s.unsubscribed_at, d.handed_at from deliveries d
         join subscribers s on s.id = d.subscriber_id order by d.id`,
      )
      .all(),
  );
  const byMessage = copiesByMessage(sink.copies);
  const copiesTo = new Map(
    rows.map(({ address, message_id }) => [address, byMessage.get(message_id)?.length ?? 0]),
  );
  await store.close();
  await sink.close();
  world.remove();
  const stopped = rows.filter(({ state }) => state === 'skipped');
  const inFlight = rows.filter(({ state }) => state === 'accepted');
  const surelyBefore = [...leftAt].filter(([to, at]) => at < (leaveGivenAt.get(to) ?? 0));
  console.log(
    `leaving: ${rounds} rounds, ${stopped.length} stopped, ${inFlight.length} in flight; ` +
      `${surelyBefore.length} had left before the server gave leave, of whom ` +
      `${surelyBefore.filter(([to]) => copiesTo.get(to) !== 0).length} got a copy; ` +
      `${((performance.now() - started) / 1000).toFixed(1)} s`,
  );
  expect(code, err).toBe(0);
  expect(leftAt.size).toBe(rounds);
  expect(stopped.length + inFlight.length).toBe(rounds);
  expect(surelyBefore.map(([to]) => copiesTo.get(to))).toEqual(surelyBefore.map(() => 0));
  expect(stopped.map(({ address }) => copiesTo.get(address))).toEqual(stopped.map(() => 0));
  expect(inFlight.map(({ address }) => copiesTo.get(address))).toEqual(inFlight.map(() => 1));
  const handed = moments.filter(({ handed_at }) => handed_at !== null);
  for (const { handed_at, unsubscribed_at, address } of handed) {
    expect(unsubscribed_at >= (handed_at ?? ''), address).toBe(true);
  }
  expect(handed.length).toBe(inFlight.length);
  // Both ends of the race happened, or it shows nothing.
  expect(stopped.length).toBeGreaterThan(rounds / 20);
  expect(inFlight.length).toBeGreaterThan(rounds / 20);
  expect(surelyBefore.length).toBeGreaterThan(rounds / 20);
});
