/** Planning an issue, killed before each of its statements or done by two at once: one row for every reader. */
import { expect, test } from 'vitest';
import { databasePath, openAppStore } from '../../src/pipeline/app.ts';
import { prepareDeliveries } from '../../src/pipeline/prepare-deliveries.ts';
import { copyWorld, inDatabase, ledgerRows, makeWorld, type World } from './mail-world.ts';
import { resultOf, startWorker } from './run-worker.ts';

const readers = 12;
const batch = 5;
/** One pauses, one is suppressed: candidates without a row. */
const excluded = 2;

async function makeUnplanned(): Promise<World> {
  const world = await makeWorld({ readers });
  inDatabase(databasePath(world.app), (database) => {
    database.exec(
      `update subscribers set paused_until = '2999-01-01' where id = 4;
       insert into suppressions (address_key, reason, detail, at)
       values ('reader9@example.org', 'operator', 'asked', '2026-11-01T00:00:00.000Z')`,
    );
  });
  return world;
}

test('planning that is killed before any statement is completed by the next run, and the issue never closes short', async () => {
  const started = performance.now();
  const world = await makeUnplanned();
  const whole = copyWorld(world);
  const { executed } = resultOf<{ executed: number }>(
    await startWorker(whole, 'prepare', { day: whole.day, batch }).ended,
  );
  whole.remove();
  const leftBehind = new Map<number, number>();

  for (let killAt = 1; killAt <= executed; killAt++) {
    const copy = copyWorld(world);
    const { signal } = await startWorker(copy, 'prepare', { day: copy.day, batch, killAt }).ended;
    expect(signal, `statement ${killAt}`).toBe('SIGKILL');
    const planned = ledgerRows(copy).length;
    leftBehind.set(planned, (leftBehind.get(planned) ?? 0) + 1);
    // All that is planned so far has gone out meanwhile.
    inDatabase(databasePath(copy.app), (database) =>
      database.exec(`update deliveries set state = 'accepted'`),
    );
    const store = await openAppStore(copy.app, 'data');

    const early = await store.issuesProgress.closeDone();
    const before = await store.issuesProgress.balance(copy.day);
    await prepareDeliveries(copy.app, store, copy.day, { sendingDomain: 'example.com', batch });
    const after = await store.issuesProgress.balance(copy.day);
    await store.close();

    const rows = ledgerRows(copy);
    expect(early, `statement ${killAt}`).toEqual({ closed: [], unbalanced: [] });
    expect(before, `statement ${killAt}`).toMatchObject({ isBalanced: true, isDone: false });
    expect(after, `statement ${killAt}`).toMatchObject({
      ...{ candidates: readers, excluded, isBalanced: true },
      preparedAt: expect.any(String),
    });
    expect(rows.map(({ subscriber_id }) => subscriber_id)).toEqual(
      Array.from({ length: readers }, (_, at) => at + 1).filter((id) => id !== 4 && id !== 9),
    );
    copy.remove();
  }
  world.remove();
  console.log(
    `planning: killed before each of ${executed} statements; rows left behind: ` +
      `${[...leftBehind].map(([rows, times]) => `${rows} (${times}x)`).join(', ')}; ` +
      `${((performance.now() - started) / 1000).toFixed(1)} s`,
  );
  // All batches were met, committed and not.
  expect(leftBehind.size).toBeGreaterThanOrEqual(3);
});

test('two processes that plan the same issue at once, a hundred times, plan every reader once', async () => {
  const started = performance.now();
  const rounds = 100;
  const people = 40;
  const world = await makeWorld({ readers: people });
  const days = Array.from({ length: rounds }, (_, at) =>
    new Date(Date.UTC(2027, 0, 1 + at)).toISOString().slice(0, 10),
  );
  inDatabase(databasePath(world.app), (database) => {
    const insert = database.prepare(
      `insert into issues (day, title, published_at, digest, state) values (?, 'The Quay', ?, '{}', 'open')`,
    );
    for (const day of days) insert.run(day, `${day}T06:00:00.000Z`);
  });
  const given = { days, batch: 2, every: 110, start: Date.now() + 1_500 };

  const ends = await Promise.all(
    [1, 2].map(() => startWorker(world, 'prepareInStep', given).ended),
  );

  const [one = [], two = []] = ends.map((end) => resultOf<{ added: number[] }>(end).added);
  const counted = inDatabase(databasePath(world.app), (database) =>
    database
      .prepare<[], { day: string; planned: number; readers: number; n_candidates: number }>(
        `select i.day, n_candidates, count(d.id) as planned, count(distinct d.subscriber_id) as readers
         from issues i left join deliveries d on d.issue_day = i.day
         where i.day >= '2027' group by i.day`,
      )
      .all(),
  );
  world.remove();
  const shared = days.filter((_, at) => (one[at] ?? 0) > 0 && (two[at] ?? 0) > 0).length;
  console.log(
    `two planners: ${rounds} rounds, in ${shared} of which both planned some; ` +
      `${((performance.now() - started) / 1000).toFixed(1)} s`,
  );
  expect(counted).toEqual(
    days.map((day) => ({ day, planned: people, readers: people, n_candidates: people })),
  );
  expect(days.map((_, at) => (one[at] ?? 0) + (two[at] ?? 0))).toEqual(days.map(() => people));
  expect(shared).toBeGreaterThan(rounds / 10);
});
