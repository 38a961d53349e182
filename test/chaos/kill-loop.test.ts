/** kill -9 again and again while 2,000 digests go out: nobody is lost, and extra copies stay within their bound. */
import { expect, test } from 'vitest';
import { databasePath } from '../../src/pipeline/app.ts';
import { randomNumbers } from '../bench/generate.ts';
import { copiesByMessage, startSink } from './mail-sink.ts';
import { checkBooks, countStates, inDatabase, ledgerRows, makeWorld } from './mail-world.ts';
import { startWorker } from './run-worker.ts';

const readers = 2_000;
const connections = 4;
const kills = 32;

/** Kills, restarts until everything is settled, and tells what is in the ledger and at the server. */
async function killAgainAndAgain(policy: 'resend' | 'hold', seed: number) {
  const started = performance.now();
  const random = randomNumbers(seed);
  let onFirstCopy = () => {};
  const sink = await startSink({
    ackDelay: () => Math.floor(random() * 16),
    onCopy: () => onFirstCopy(),
  });
  const world = await makeWorld({
    ...{ readers, port: sink.port },
    settings: {
      PAPERBOY_MAIL_POLICY: policy,
      PAPERBOY_MAIL_CONNECTIONS: String(connections),
    },
  });
  const underWay: { claimed: number; handed: number }[] = [];
  /** Rows that a kill met handed over; one that meets the recovery finds those of the kill before. */
  const unanswered = new Set<number>();
  let ended = false;
  let restarts = 0;
  while (!ended) {
    const worker = startWorker(world, 'deliver');
    restarts++;
    if (underWay.length < kills) {
      const firstCopy = new Promise<void>((done) => {
        onFirstCopy = done;
      });
      await worker.atWork;
      // Every fourth while it recovers and composes its first mails, the others amid the sending.
      if (restarts % 4 !== 0) await Promise.race([firstCopy, worker.ended]);
      const timer = setTimeout(() => worker.kill(), 250 * random());
      const { signal } = await worker.ended;
      clearTimeout(timer);
      if (signal !== 'SIGKILL') break;
      const left = ledgerRows(world);
      for (const { id, state } of left) if (state === 'handed') unanswered.add(id);
      const { claimed = 0, handed = 0 } = countStates(left);
      underWay.push({ claimed, handed });
    } else {
      const { code, err } = await worker.ended;
      if (code !== 0) throw new Error(err);
      const { ready = 0 } = countStates(ledgerRows(world));
      ended = ready === 0;
      if (restarts > 3 * kills) throw new Error('it does not come to an end');
    }
  }
  const rows = ledgerRows(world);
  const books = checkBooks(world);
  const byMessage = copiesByMessage(sink.copies);
  const numbers = rows.map(({ message_id }) => byMessage.get(message_id)?.length ?? 0);
  const without = rows.filter(({ message_id }) => !byMessage.has(message_id));
  const storedHashes = inDatabase(databasePath(world.app), (database) =>
    database.prepare<[], string>('select distinct raw_sha256 from deliveries').pluck().all(),
  );
  await sink.close();
  world.remove();
  const result = {
    ...{ rows, books, underWay, unanswered, without, byMessage, storedHashes },
    states: countStates(rows),
    extra: sink.copies.length - byMessage.size,
    mostPerReader: Math.max(...numbers),
    unknown: [...byMessage.keys()].filter((id) => !rows.some((row) => row.message_id === id)),
    changed: [...byMessage.values()].filter(
      (copies) => new Set(copies.map(({ sha256 }) => sha256)).size > 1,
    ),
  };
  const hit = (what: 'claimed' | 'handed') => underWay.reduce((sum, row) => sum + row[what], 0);
  console.log(
    `${policy}: seed ${seed}, ${underWay.length} kills that met ${hit('claimed')} claimed and ${hit('handed')} handed over; ` +
      `${byMessage.size} of ${readers} have a copy, ${result.extra} extra (bound ${connections * underWay.length}), ` +
      `at most ${result.mostPerReader} to one; ${without.length} have none, all listed; states ${JSON.stringify(result.states)}; ` +
      `${((performance.now() - started) / 1000).toFixed(1)} s`,
  );
  return result;
}

type Result = Awaited<ReturnType<typeof killAgainAndAgain>>;

function expectWhole({ rows, books, underWay, without, unknown, changed, states }: Result): void {
  expect(underWay.length).toBeGreaterThanOrEqual(30);
  expect(rows).toHaveLength(readers);
  expect(new Set(rows.map(({ subscriber_id }) => subscriber_id)).size).toBe(readers);
  // Whoever has no copy is shown to the operator, and nobody is said to have one who has not.
  expect(without.map(({ state }) => state)).toEqual(without.map(() => 'uncertain'));
  expect(unknown).toEqual([]);
  expect(changed).toEqual([]);
  for (const { claimed, handed } of underWay) {
    expect(claimed + handed).toBeLessThanOrEqual(connections);
  }
  expect(Object.keys(states).filter((state) => !['accepted', 'uncertain'].includes(state))).toEqual(
    [],
  );
  expect(books).toEqual({
    ...{ integrity: 'ok', issue: 'closed' },
    ...{ candidates: readers, endedOrExcluded: readers },
  });
}

test('with resend, kill -9 loses nobody, and makes no more second copies than its bound', {
  timeout: 600_000,
}, async () => {
  const result = await killAgainAndAgain('resend', 24);

  expectWhole(result);
  expect(result.extra).toBeLessThanOrEqual(connections * result.underWay.length);
  expect(result.mostPerReader).toBeLessThanOrEqual(2);
  // The window was met: else this shows nothing.
  expect(result.underWay.some(({ handed }) => handed > 0)).toBe(true);
  expect(result.extra).toBeGreaterThan(0);
});

test('with hold, kill -9 makes no second copy, and whoever may have none is listed', {
  timeout: 600_000,
}, async () => {
  const result = await killAgainAndAgain('hold', 25);

  expectWhole(result);
  expect(result.extra).toBe(0);
  expect(result.unanswered.size).toBeGreaterThan(0);
  expect(result.states.uncertain).toBe(result.unanswered.size);
});
