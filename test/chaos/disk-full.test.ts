/** A disk that is full at a step of a delivery: nothing goes out that is not in the ledger, and room brings the rest. */
import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { databasePath, openAppStore } from '../../src/pipeline/app.ts';
import { type DeliverRequest, deliverDue } from '../../src/pipeline/deliver-due.ts';
import { copiesByMessage, type SinkOptions, startSink } from './mail-sink.ts';
import { checkBooks, countStates, inDatabase, ledgerRows, makeWorld } from './mail-world.ts';

const readers = 12;
/** The disk fills up with the third message settled and the fourth on its way. */
const before = 3;

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

/** What makes writing impossible at one step, and room again. */
interface Disk {
  /** A claim is committed with the settling before it: so many settlings earlier it must be full to meet it. */
  readonly ahead: 0 | 1;
  readonly folder: string;
  /** Before anything is sent. */
  readonly arm: (world: { readonly path: string }, step: Step) => void;
  readonly fill: () => void;
  readonly free: () => void;
}

type Step = 'T2' | 'T3' | 'T4';

/** A disk of 2 MB in memory; null where this may not be mounted. */
function smallDisk(): Disk | null {
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-small-'));
  undo.push(() => rmSync(folder, { recursive: true, force: true }));
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', folder]);
  if (status !== 0) return null;
  undo.push(() => spawnSync('umount', [folder]));
  const filler = join(folder, 'filler');
  return {
    ahead: 0,
    folder,
    arm: () => {},
    fill() {
      for (let size = 65_536; size >= 1; size = Math.floor(size / 2)) {
        try {
          for (;;) appendFileSync(filler, Buffer.alloc(size));
        } catch {
          // Full for pieces of this size.
        }
      }
    },
    free: () => rmSync(filler, { force: true }),
  };
}

/** Where no disk can be mounted, and everywhere else too: the database itself refuses the step once it is told to. */
function refusingDatabase(): Disk {
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-refusing-'));
  undo.push(() => rmSync(folder, { recursive: true, force: true }));
  let path = '';
  const states = { T2: 'claimed', T3: 'handed', T4: 'accepted' };
  return {
    ahead: 1,
    folder,
    arm(world, step) {
      path = world.path;
      inDatabase(path, (database) =>
        database.exec(
          `create table full_disk (is_full integer); insert into full_disk values (0);
           create trigger no_room before update on deliveries
           when new.state = '${states[step]}' and (select is_full from full_disk) = 1
           begin select raise(abort, 'the disk is full'); end`,
        ),
      );
    },
    fill: () => inDatabase(path, (database) => database.exec('update full_disk set is_full = 1')),
    free: () => inDatabase(path, (database) => database.exec('update full_disk set is_full = 0')),
  };
}

async function fillAt(step: Step, disk: Disk, freeAfter: number | null = null) {
  const counts = { asked: 0, kept: 0, settled: 0 };
  const fill = () => {
    disk.fill();
    if (freeAfter !== null) setTimeout(() => disk.free(), freeAfter);
  };
  const handlers: SinkOptions = {
    onRecipient: () => {
      if (step === 'T3' && ++counts.asked === before + 1) fill();
    },
    onCopy: () => {
      if (step === 'T4' && ++counts.kept === before + 1) fill();
    },
  };
  const sink = await startSink(handlers);
  undo.push(() => sink.close());
  const world = await makeWorld({
    ...{ readers, port: sink.port, folder: disk.folder },
    settings: { PAPERBOY_MAIL_CONNECTIONS: '1' },
  });
  disk.arm({ path: databasePath(world.app) }, step);
  const deliver = async (request: DeliverRequest) => {
    const store = await openAppStore(world.app, 'data');
    try {
      return await deliverDue(world.app, store, { resendAfter: 0, byHand: true, ...request });
    } finally {
      await store.close();
    }
  };
  const first = await deliver({
    ...(freeAfter === null ? { settlePatience: 300 } : {}),
    onSettled: () => {
      if (step === 'T2' && ++counts.settled === before - disk.ahead) fill();
    },
  }).then(
    () => null,
    (error: unknown) => error,
  );
  const atStop = {
    copies: sink.copies.length,
    bytes: sink.bodyBytes(),
    rows: ledgerRows(world),
  };
  disk.free();
  const second = await deliver({});
  const numbers = [...copiesByMessage(sink.copies).values()].map((copies) => copies.length);
  return { first, atStop, second, numbers, rows: ledgerRows(world), books: checkBooks(world) };
}

const whole = {
  ...{ integrity: 'ok', issue: 'closed' },
  ...{ candidates: readers, endedOrExcluded: readers },
};

/** Messages the server has at the stop, copies in the end, and where the fourth row stands between. */
const table = [
  { step: 'T2', kept: before, extra: 0, left: ['claimed', 'ready'] },
  { step: 'T3', kept: before, extra: 0, left: ['claimed', 'ready'] },
  { step: 'T4', kept: before + 1, extra: 1, left: ['handed'] },
] as const;

test.each(table)(
  'a disk of 2 MB that is full at $step stops the run, and room lets the next one finish',
  {
    timeout: 60_000,
  },
  async ({ step, kept, extra, left }) => {
    const disk = smallDisk();
    if (disk === null) {
      console.log(`not run: no tmpfs can be mounted here, so no small disk was filled at ${step}`);
      return;
    }

    const { first, atStop, numbers, rows, books } = await fillAt(step, disk);

    console.log(
      `disk full at ${step}: ${first instanceof Error ? first.message.replace(disk.folder, '') : first}; ${atStop.copies} copies then, ` +
        `${numbers.length} of ${readers} readers and ${numbers.reduce((a, b) => a + b, 0) - readers} extra in the end`,
    );
    expect(first).toMatchObject({ code: 'STORE_FAILED' });
    expect(atStop.copies).toBe(kept);
    expect(left).toContain(atStop.rows[before]?.state);
    expect(countStates(rows)).toEqual({ accepted: readers });
    expect(numbers).toHaveLength(readers);
    expect(numbers.reduce((sum, copies) => sum + copies - 1, 0)).toBe(extra);
    expect(books).toEqual(whole);
  },
);

test('an answer that cannot be written for a moment is written when there is room again, in the same run', async () => {
  const disk = smallDisk();
  if (disk === null) {
    console.log('not run: no tmpfs can be mounted here');
    return;
  }

  const { first, atStop, rows } = await fillAt('T4', disk, 500);

  expect(first).toBeNull();
  expect(atStop.copies).toBe(readers);
  expect(countStates(rows)).toEqual({ accepted: readers });
});

test.each(table)(
  'a database that refuses $step stops the run, and the next one finishes',
  async ({ step, kept, extra, left }) => {
    const { first, atStop, numbers, rows, books } = await fillAt(step, refusingDatabase());

    expect(String(first)).toContain('the disk is full');
    expect(atStop.copies).toBe(kept);
    expect(left).toContain(atStop.rows[before]?.state);
    expect(countStates(rows)).toEqual({ accepted: readers });
    expect(numbers).toHaveLength(readers);
    expect(numbers.reduce((sum, copies) => sum + copies - 1, 0)).toBe(extra);
    expect(books).toEqual(whole);
  },
);
