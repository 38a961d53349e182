/** A thousand digests to a real Postfix that greylists, puts off and refuses some: its books and ours agree to the last one. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { App } from '../../../src/pipeline/app.ts';
import { runDaily } from '../../../src/pipeline/daily.ts';
import { deliverWhenDue } from '../../../src/pipeline/scheduled-run.ts';
import { temporaryPlace } from '../../e2e/cli/run-paperboy.ts';
import { furnishMailPlace, issueDay } from './mail-place.ts';
import { type PolicyServer, startPolicyServer } from './policy-server.ts';
import {
  issueState,
  type LedgerRow,
  readLedger,
  readLetters,
  readSuppressions,
  takenOver,
} from './post-records.ts';
import { isPostfixHere, needPostfix, type Postfix, startPostfix } from './postfix.ts';

/** What each kind of reader meets; the number of a reader decides the kind, so that refusals come evenly. */
type Kind =
  | 'plain'
  | 'grey'
  | 'grey-hint'
  | 'grey-long'
  | 'busy'
  | 'short-of-space'
  | 'unknown'
  | 'full'
  | 'disabled'
  | 'policy';

function kindOf(n: number): Kind {
  const [row, column] = [Math.floor(n / 20), n % 20];
  if (column === 3) return 'grey-hint';
  if (column === 8) return 'grey-long';
  if (column === 13 || column === 18) return 'grey';
  if (column === 11 && row % 5 < 2) return row % 5 === 0 ? 'busy' : 'short-of-space';
  if (column !== 7) return 'plain';
  if (row === 11 || row === 31) return 'policy';
  return row % 5 === 4 ? 'full' : row % 10 === 3 ? 'disabled' : 'unknown';
}

const domain = 'readers.example';
const readers = Array.from({ length: 1_000 }, (_, n) => `${kindOf(n)}.${n}@${domain}`);
const kindIn = (address: string) => address.replace(/\.\d+@.*$/, '');
const minute = 60_000;

const place = temporaryPlace();
let clock = Date.parse('2026-11-20T06:00:00Z');
const now = () => new Date(clock);
/** When the server was asked for a recipient, by the test's clock. */
const askedAt = new Map<string, number[]>();
let policy: PolicyServer;
let postfix: Postfix;

/** Greylisting: what was never seen before waits five minutes, or forty. */
function decide(recipient: string): string {
  const times = askedAt.get(recipient) ?? [];
  askedAt.set(recipient, [...times, clock]);
  const waits = { grey: 5, 'grey-hint': 5, 'grey-long': 40 }[kindIn(recipient)];
  if (waits === undefined || clock - (times[0] ?? clock) >= waits * minute) return 'DUNNO';
  const hint = kindIn(recipient) === 'grey' ? '' : `, try again in ${waits * 60} seconds`;
  return `DEFER_IF_PERMIT Greylisted${hint}`;
}

beforeAll(async () => {
  if (!isPostfixHere) return;
  policy = await startPolicyServer(decide);
  postfix = await startPostfix({
    mailboxes: Object.fromEntries(readers.map((address) => [address, `${address}/`])),
    recipients: [
      '/^busy\\./ 451 4.3.0 The keeper is busy',
      '/^short-of-space\\./ 452 4.2.2 The mailbox is over its limit at present',
      '/^unknown\\./ 550 5.1.1 No such keeper',
      '/^full\\./ 552 5.2.2 The mailbox is full',
      '/^disabled\\./ 550 5.2.1 The mailbox is closed',
      '/^policy\\./ 554 5.7.1 Not from you',
    ],
    policyPort: policy.port,
  });
});

afterAll(async () => {
  await postfix?.stop();
  await policy?.close();
});

test('a thousand digests, a third of them put off or refused, end as Postfix has them', async (context) => {
  needPostfix(context);
  const started = performance.now();
  const { data, appAt } = await furnishMailPlace(place, 'data', readers, postfix.url);
  const app = appAt(now);

  const first = await runDaily(app, { date: issueDay });
  const firstSeconds = (performance.now() - started) / 1_000;
  const runs = await goOnUntilNothingWaits(app, data);
  await postfix.drained(60_000);

  const ledger = readLedger(data);
  const letters = readLetters(postfix.folder);
  const accepted = ledger.filter(({ state }) => state === 'accepted');
  expect(ledger).toHaveLength(1_000);
  expect(pairs(letters.map((letter) => [letter.recipient, letter.messageId]))).toEqual(
    pairs(accepted.map((row) => [row.address, row.message_id])),
  );
  expect(letters.every(({ mailbox, recipient }) => mailbox === recipient)).toBe(true);
  const log = takenOver(postfix.log());
  expect(pairs(log)).toEqual(pairs(accepted.map((row) => [queueIdOf(row), row.message_id])));
  expect(stateCounts(ledger)).toEqual({
    ...{ 'plain accepted': 730, 'grey accepted': 100 },
    ...{ 'grey-hint accepted': 50, 'grey-long accepted': 50 },
    ...{ 'busy expired': 10, 'short-of-space expired': 10 },
    ...{
      'unknown rejected': 33,
      'full rejected': 10,
      'disabled rejected': 5,
      'policy rejected': 2,
    },
  });
  expect(new Map([...readSuppressions(data)].sort())).toEqual(
    new Map(
      readers
        .filter((address) => kindIn(address) === 'unknown')
        .sort()
        .map((address) => [address, 'bounce']),
    ),
  );
  expect(issueState(data, issueDay)).toBe('closed');
  process.stderr.write(
    `1,000 readers: ${accepted.length} accepted and in their mailboxes, ` +
      `${first.delivery?.waiting} put off at first, ${count(ledger, 'rejected')} rejected, ` +
      `${count(ledger, 'expired')} expired, ${readSuppressions(data).size} suppressed; ` +
      `${runs} runs after the first, ${seconds(firstSeconds)} for the first, ` +
      `${seconds((performance.now() - started) / 1_000)} in all\n`,
  );
});

test('who was greylisted got it at the second or third try, and never before the time that was asked for', (context) => {
  needPostfix(context);

  const tries = readers
    .filter((address) => kindIn(address).startsWith('grey'))
    .map((address) => {
      const times = askedAt.get(address) ?? [];
      return {
        kind: kindIn(address),
        number: times.length,
        wait: (times[1] ?? 0) - (times[0] ?? 0),
      };
    });

  expect(tries).toHaveLength(200);
  expect(tries.filter(({ number }) => number < 2 || number > 3)).toEqual([]);
  const hinted = tries.filter(({ kind }) => kind !== 'grey');
  expect(new Set(hinted.map(({ number }) => number))).toEqual(new Set([2]));
  const askedFor = (kind: string) => (kind === 'grey-long' ? 40 : 5) * minute + 10_000;
  expect(hinted.filter(({ kind, wait }) => wait < askedFor(kind))).toEqual([]);
  expect(Math.max(...hinted.map(({ wait }) => wait))).toBeLessThan(60 * minute);
  process.stderr.write(
    `greylisted: ${tries.filter(({ number }) => number === 2).length} at the 2nd try, ` +
      `${tries.filter(({ number }) => number === 3).length} at the 3rd\n`,
  );
});

/** As `serve` does, every minute of the first hour, then every quarter; returns how many runs there were. */
async function goOnUntilNothingWaits(app: App, data: string): Promise<number> {
  const [hour, end] = [clock + 60 * minute, clock + 21 * 60 * minute];
  let runs = 0;
  // Not whole minutes after the first run: some are tried a little before their five minutes are over.
  clock += minute / 2;
  while (clock < end && readLedger(data).some(({ state }) => state === 'ready')) {
    clock += clock < hour ? minute : 15 * minute;
    if ((await deliverWhenDue(app)) !== null) runs += 1;
  }
  return runs;
}

function queueIdOf({ reply }: LedgerRow): string {
  return /queued as (\w+)/.exec(reply ?? '')?.[1] ?? `no queue id in ${reply}`;
}

/** As a sorted list, so that what is there twice is seen. */
function pairs(all: Iterable<readonly [string, string]>): string[] {
  return [...all].map((pair) => pair.join(' ')).sort();
}

function stateCounts(ledger: readonly LedgerRow[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { address, state } of ledger) {
    const name = `${kindIn(address)} ${state}`;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

function count(ledger: readonly LedgerRow[], state: string): number {
  return ledger.filter((row) => row.state === state).length;
}

function seconds(number: number): string {
  return `${number.toFixed(1)} s`;
}
