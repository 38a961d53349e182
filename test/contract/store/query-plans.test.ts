/** What is asked of the ledger again and again finds its rows by an index, however many mails there ever were. */
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Ledger, openLedger } from './ledger.ts';

let ledger: Ledger;
let prepared: string[];

beforeEach(async () => {
  prepared = [];
  const { prepare } = Database.prototype;
  vi.spyOn(Database.prototype, 'prepare').mockImplementation(function (
    this: Database.Database,
    sql,
  ) {
    prepared.push(sql);
    return prepare.call(this, sql);
  });
  ledger = await openLedger();
  const [ada = 0] = await ledger.addReaders('ada@example.org');
  await ledger.plan(ada);
  ledger.tamper(
    "INSERT INTO issues (day, title, published_at, digest, state) VALUES ('2026-11-16', '', '', '{}', 'open')",
  );
  prepared = [];
});
afterEach(async () => {
  vi.restoreAllMocks();
  await ledger.close();
});

/** Each step of every plan of the statements about the ledger that `work` prepared. */
async function stepsOf(work: () => Promise<unknown>): Promise<string[]> {
  await work();
  const statements = prepared.filter((sql) => /"(?:deliveries|attempts|delivery_items)"/.test(sql));
  vi.restoreAllMocks();
  const side = new Database(ledger.path, { readonly: true });
  const steps = statements.flatMap((sql) => {
    const values = Array.from(sql.matchAll(/\?/g), () => null);
    return side
      .prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
      .all(...values)
      .map(({ detail }) => detail);
  });
  side.close();
  return steps;
}

const limits = { perHour: 100, perDomain: 10 };
const recovery = { policy: 'resend', resendAfter: 1 } as const;

test.each<[string, () => Promise<unknown>, string]>([
  [
    'claiming',
    () => ledger.store.deliveries.claim({ owner: 'a run', limits, only: null }),
    'deliveries_ready',
  ],
  ['expiring', () => ledger.store.deliveries.expire(), 'deliveries_ready'],
  ['recovering', () => ledger.store.deliveries.recover(recovery), 'deliveries_under_way'],
  ['asking for work', () => ledger.store.deliveries.isWork(), 'deliveries_ready'],
  ['counting what waits', () => ledger.store.deliveries.countWaiting(), 'deliveries_under_way'],
  ['asking since when', () => ledger.store.deliveries.oldestDue(), 'deliveries_ready'],
  ["a reader's papers", () => ledger.store.deliveries.papersSent(1), 'PRIMARY KEY'],
  [
    "a reader's last issue",
    () => ledger.store.deliveries.lastIssueSent(1, '2026-11-16'),
    'deliveries_of_subscriber',
  ],
  ['the digests that wait', () => ledger.store.deliveries.waitingDigests(1, 500), 'deliveries_'],
  ['balancing', () => ledger.store.issuesProgress.balance('2026-11-16'), 'deliveries_of_issue'],
  [
    'the share of refusals',
    () => ledger.store.deliveries.shareRefused('2026-11-16', '2026-11-01'),
    'deliveries_of_issue',
  ],
  [
    'earlier failures',
    () => ledger.store.bounces.failures({ subscriberId: 1, address: 'ada@example.org' }),
    'deliveries_of_subscriber',
  ],
])('%s reads no whole table', async (_, work, index) => {
  const steps = await stepsOf(work);

  // Those two hold only what waits or is under way: to walk through them is what is wanted.
  const whole = steps.filter(
    (step) => step.startsWith('SCAN') && !/deliveries_(?:ready|under_way)/.test(step),
  );
  expect(whole).toEqual([]);
  expect(steps.join('\n')).toContain(index);
});
