/** An issue closes only when every candidate's row is there and at its end. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Ledger, openLedger, start } from './ledger.ts';

const day = '2026-11-16';
let ledger: Ledger;
let readers: number[];

beforeEach(async () => {
  ledger = await openLedger();
  readers = await ledger.addReaders('a@example.org', 'b@example.org', 'c@example.org');
  ledger.tamper(
    `INSERT INTO issues (day, title, published_at, digest, state) VALUES ('${day}', '', '${start}', '{}', 'open')`,
  );
  for (const id of readers) await ledger.plan(id);
  const { issuesProgress } = ledger.store;
  await issuesProgress.advance(day, { to: readers[2]!, candidates: 5, excluded: 2 });
});
afterEach(() => ledger.close());

const finish = () => ledger.store.issuesProgress.finishPreparing(day);
const endAll = (state = 'accepted') => ledger.tamper(`UPDATE deliveries SET state = '${state}'`);
const close = () => ledger.store.issuesProgress.closeDone();
const balance = () => ledger.store.issuesProgress.balance(day);

test.each(['accepted', 'rejected', 'expired', 'skipped', 'uncertain'])(
  'an issue whose digests are all %s closes',
  async (state) => {
    await finish();
    endAll(state);

    expect(await close()).toEqual({ closed: [day], unbalanced: [] });
    expect(await close()).toEqual({ closed: [], unbalanced: [] });
  },
);

test.each(['ready', 'claimed', 'handed'])(
  'an issue with one that is %s stays open',
  async (state) => {
    await finish();
    endAll();
    ledger.tamper(`UPDATE deliveries SET state = '${state}' WHERE subscriber_id = ${readers[1]}`);

    expect(await close()).toEqual({ closed: [], unbalanced: [] });
    expect(await balance()).toMatchObject({ isDone: false, isBalanced: true });
  },
);

test('an issue that is not wholly planned never closes', async () => {
  endAll();

  expect(await close()).toEqual({ closed: [], unbalanced: [] });
  expect(await balance()).toMatchObject({ isDone: false });
});

describe('somebody who changes the ledger', () => {
  test.each([
    ['deletes a row', `DELETE FROM deliveries WHERE id = 1`],
    ['moves a row to another issue', `UPDATE deliveries SET issue_day = '2026-11-15' WHERE id = 1`],
    ['takes a row out of every issue', `UPDATE deliveries SET issue_day = NULL WHERE id = 1`],
    ['makes a candidate one who joined', `UPDATE deliveries SET joined_at = due_at WHERE id = 1`],
    [
      'adds a row',
      `INSERT INTO deliveries (kind, dedupe_key, issue_day, address, domain, message_id, due_at,
        expires_at, not_before, state, created_at)
       SELECT kind, 'x', issue_day, address, domain, '<x@y>', due_at, expires_at, not_before, state,
        created_at FROM deliveries WHERE id = 1`,
    ],
    ['changes the number of candidates', `UPDATE issues SET n_candidates = 4`],
    ['changes the number left out', `UPDATE issues SET n_excluded = 3`],
  ])('who %s keeps the issue open', async (_, statement) => {
    await finish();
    endAll();

    ledger.tamper(statement);

    expect(await close()).toEqual({ closed: [], unbalanced: [day] });
    expect(await balance()).toMatchObject({ state: 'open', isDone: true, isBalanced: false });
  });
});

test('who joins later is balanced apart: their digest neither closes nor keeps open', async () => {
  await finish();
  endAll();
  const [late = 0] = await ledger.addReaders('late@example.org');
  await ledger.plan(late, { joinedAt: start });

  expect(await balance()).toMatchObject({ isDone: true, isBalanced: true });
  expect(await close()).toEqual({ closed: [day], unbalanced: [] });
});

test('a paused issue closes like another once all is done', async () => {
  await finish();
  endAll();
  await ledger.store.issuesProgress.setState(day, 'paused');

  expect((await close()).closed).toEqual([day]);
  expect(await ledger.store.issuesProgress.setState(day, 'open')).toBe(false);
});
