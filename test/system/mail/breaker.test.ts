/** A mail server that begins to refuse us in the middle of an issue: the sending stops in time, and goes on without loss. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { temporaryPlace } from '../../e2e/cli/run-paperboy.ts';
import { furnishMailPlace, issueDay, type MailPlace } from './mail-place.ts';
import { type PolicyServer, startPolicyServer } from './policy-server.ts';
import {
  issueState,
  type LedgerRow,
  readLedger,
  readLetters,
  readSuppressions,
} from './post-records.ts';
import { isPostfixHere, needPostfix, type Postfix, startPostfix } from './postfix.ts';

const connections = 2;
const place = temporaryPlace();
let decide: (recipient: string) => string;
let policy: PolicyServer;
let postfix: Postfix;

beforeAll(async () => {
  if (!isPostfixHere) return;
  policy = await startPolicyServer((recipient) => decide(recipient));
  postfix = await startPostfix({
    mailboxes: { '@one.example': 'one/', '@two.example': 'two/', '@three.example': 'three/' },
    policyPort: policy.port,
  });
});

beforeEach(() => {
  decide = () => 'DUNNO';
});

afterAll(async () => {
  await postfix?.stop();
  await policy?.close();
});

const readersAt = (domain: string, number: number) =>
  Array.from({ length: number }, (_, n) => `reader${n}@${domain}`);

test('refused as a sender, it stops after three readers, suppresses nobody, and resumed it serves all others', async (context) => {
  needPostfix(context);
  const site = await furnishMailPlace(place, 'one', readersAt('one.example', 200), postfix.url);
  let asked = 0;
  decide = () => (++asked > 60 ? '554 5.7.1 Sender on a list of bad senders' : 'DUNNO');

  await program(site, 'run', '--date', issueDay);
  const stopped = readLedger(site.data);
  const idle = await program(site, 'run', '--date', issueDay);
  const untouched = readLedger(site.data);
  decide = () => 'DUNNO';
  const resumed = await program(site, 'deliveries', 'resume', issueDay);
  await program(site, 'run', '--date', issueDay);
  await postfix.drained(30_000);

  const refused = number(stopped, 'rejected');
  expect(refused).toBeGreaterThanOrEqual(3);
  expect(refused).toBeLessThanOrEqual(3 + connections);
  expect(number(stopped, 'accepted')).toBe(60);
  expect(number(stopped, 'ready')).toBe(200 - 60 - refused);
  expect(idle.err).toContain('paused');
  expect(untouched).toEqual(stopped);
  expect(resumed.code).toBe(0);
  const ledger = readLedger(site.data);
  expect(number(ledger, 'accepted')).toBe(200 - refused);
  expect(number(ledger, 'rejected')).toBe(refused);
  expectSame(ledger, 'one');
  expect(readSuppressions(site.data).size).toBe(0);
  expect(issueState(site.data, issueDay)).toBe('closed');
  tell('5.7.1 from the 61st on', refused, ledger);
});

test('refused by more than a tenth of the readers, the issue is paused, and resumed it serves all others', async (context) => {
  needPostfix(context);
  const site = await furnishMailPlace(place, 'two', readersAt('two.example', 300), postfix.url);
  let asked = 0;
  decide = () => (++asked > 100 ? '550 5.1.1 No such keeper' : 'DUNNO');

  await program(site, 'run', '--date', issueDay);
  const stopped = readLedger(site.data);
  const state = issueState(site.data, issueDay);
  decide = () => 'DUNNO';
  await program(site, 'deliveries', 'resume', issueDay);
  await program(site, 'run', '--date', issueDay);
  await postfix.drained(30_000);

  const refused = number(stopped, 'rejected');
  expect(state).toBe('paused');
  // 12 of 112 are the first more than a tenth.
  expect(refused).toBeGreaterThanOrEqual(12);
  expect(refused).toBeLessThanOrEqual(12 + connections);
  expect(number(stopped, 'accepted')).toBe(100);
  const ledger = readLedger(site.data);
  expect(number(ledger, 'accepted')).toBe(300 - refused);
  expectSame(ledger, 'two');
  expect(readSuppressions(site.data).size).toBe(refused);
  expect(issueState(site.data, issueDay)).toBe('closed');
  tell('5.1.1 from the 101st on', refused, ledger);
});

test('many put off in a row do not wear out the patience of the server', async (context) => {
  needPostfix(context);
  const readers = readersAt('three.example', 60);
  const site = await furnishMailPlace(place, 'three', readers, postfix.url);
  decide = () => 'DEFER_IF_PERMIT Greylisted';

  const started = performance.now();
  await program(site, 'run', '--date', issueDay);
  const seconds = (performance.now() - started) / 1_000;

  const ledger = readLedger(site.data);
  expect(ledger.map(({ reply_code: code }) => code)).toEqual(Array(60).fill(450));
  expect(postfix.log().match(/too many errors/g)).toBeNull();
  // From the tenth error on a connection, it takes a second for each answer.
  expect(seconds).toBeLessThan(20);
  process.stderr.write(`60 put off in a row: ${seconds.toFixed(1)} s\n`);
});

async function program(site: MailPlace, ...words: string[]) {
  return await place.run(words, { env: site.environment });
}

function expectSame(ledger: readonly LedgerRow[], mailbox: string): void {
  const letters = readLetters(postfix.folder).filter((letter) => letter.mailbox === mailbox);
  const accepted = ledger.filter(({ state }) => state === 'accepted');
  expect(letters.map(({ recipient, messageId }) => `${recipient} ${messageId}`).sort()).toEqual(
    accepted.map((row) => `${row.address} ${row.message_id}`).sort(),
  );
}

function number(ledger: readonly LedgerRow[], state: string): number {
  return ledger.filter((row) => row.state === state).length;
}

function tell(what: string, refused: number, ledger: readonly LedgerRow[]): void {
  process.stderr.write(
    `${what}: stopped after ${refused} refused, then ${number(ledger, 'accepted')} of ${ledger.length} accepted\n`,
  );
}
