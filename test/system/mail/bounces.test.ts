/** What Postfix could not deliver comes back as it writes it: the right readers lose their mail, and nobody else. */
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { temporaryPlace } from '../../e2e/cli/run-paperboy.ts';
import { furnishMailPlace, issueDay } from './mail-place.ts';
import { type Answer, type NextServer, startNextServer } from './next-server.ts';
import { type LedgerRow, readLedger, readLetters, readSuppressions } from './post-records.ts';
import { isPostfixHere, needPostfix, type Postfix, startPostfix } from './postfix.ts';

/** What is to become of a reader: bounced with that class, and suppressed or not; null where nothing comes back. */
interface Fate {
  readonly failure: string;
  readonly status: string;
  readonly suppressed: boolean;
}

interface Kind {
  readonly domain: string;
  readonly number: number;
  readonly fate: Fate | null;
}

const gone = { failure: 'bad-address', status: '5.1.1', suppressed: true } satisfies Fate;
const kept = (failure: string, status: string): Fate => ({ failure, status, suppressed: false });

const kinds: Readonly<Record<string, Kind>> = {
  fine: { domain: 'readers.example', number: 10, fate: null },
  nobody: { domain: 'readers.example', number: 6, fate: gone },
  closed: { domain: 'closed.example', number: 3, fate: kept('refused-recipient', '5.2.1') },
  unwanted: { domain: 'unwanted.example', number: 3, fate: kept('our-fault', '5.7.1') },
  passed: { domain: 'far.example', number: 5, fate: null },
  unknown: { domain: 'far.example', number: 5, fate: gone },
  full: { domain: 'far.example', number: 4, fate: kept('mailbox-full', '5.2.2') },
  spam: { domain: 'far.example', number: 2, fate: kept('our-fault', '5.7.1') },
  down: { domain: 'far.example', number: 4, fate: kept('temporary', '4.3.0') },
  late: { domain: 'far.example', number: 3, fate: null },
  shared: { domain: 'readers.example', number: 1, fate: kept('refused-recipient', '5.1.1') },
};

const readers = Object.entries(kinds).flatMap(([kind, { domain, number }]) =>
  Array.from({ length: number }, (_, n) => `${kind}.${n}@${domain}`),
);
const kindOf = (address: string) => address.replace(/\..*$/, '');
const readersOf = (...names: string[]) =>
  readers.filter((reader) => names.includes(kindOf(reader)));

const place = temporaryPlace();
/** When the next server was first asked for a `late` reader, who has to wait. */
const firstAsked = new Map<string, number>();
const lateness = 4_500;
let next: NextServer;
let postfix: Postfix;

function answer(recipient: string): Answer | null {
  switch (kindOf(recipient)) {
    case 'unknown':
      return { at: 'rcpt', code: 550, text: '5.1.1 No such keeper here' };
    case 'full':
      return { at: 'body', code: 552, text: '5.2.2 The mailbox is full' };
    case 'spam':
      return { at: 'body', code: 554, text: '5.7.1 Looks like spam' };
    case 'down':
      return { at: 'rcpt', code: 451, text: '4.3.0 The store is down' };
    case 'late': {
      const first = firstAsked.get(recipient) ?? performance.now();
      firstAsked.set(recipient, first);
      return performance.now() - first < lateness
        ? { at: 'rcpt', code: 450, text: '4.2.0 Greylisted' }
        : null;
    }
    default:
      return null;
  }
}

beforeAll(async () => {
  if (!isPostfixHere) return;
  next = await startNextServer(answer);
  postfix = await startPostfix({
    mailboxes: {
      ...Object.fromEntries(readersOf('fine').map((reader) => [reader, `${reader}/`])),
      'friend@readers.example': 'friend/',
      '@bounces.paperboy.example': 'bounces/',
      'digest@paperboy.example': 'digest/',
      'other@paperboy.example': 'other/',
    },
    aliases: { 'shared.0@readers.example': 'friend@readers.example, left@readers.example' },
    transports: {
      'closed.example': 'error:5.2.1 The mailbox is closed',
      'unwanted.example': 'error:5.7.1 Not from you',
      'far.example': `smtp:[127.0.0.1]:${next.port}`,
    },
    more: {
      delay_warning_time: '2s',
      maximal_queue_lifetime: '10s',
      bounce_queue_lifetime: '10s',
      minimal_backoff_time: '1s',
      maximal_backoff_time: '2s',
      queue_run_delay: '1s',
    },
  });
});

afterAll(async () => {
  await postfix?.stop();
  await next?.close();
});

test.for([
  ['by return addresses of their own', 'bounces.paperboy.example', 'bounces', 'digest'],
  ['by their Message-IDs, without a bounce domain', null, 'other', 'other'],
] as const)(
  'reports of Postfix, known %s, stop the mail of those who are gone and of nobody else',
  async ([, bounceDomain, mailbox, sender], context) => {
    needPostfix(context);
    const started = performance.now();
    firstAsked.clear();
    const takenBefore = next.taken.length;
    const { data, environment } = await furnishMailPlace(place, sender, readers, postfix.url, {
      PAPERBOY_MAIL_FROM: `${sender}@paperboy.example`,
      ...(bounceDomain === null ? {} : { PAPERBOY_MAIL_BOUNCE_DOMAIN: bounceDomain }),
    });
    const run = (...words: string[]) => place.run(words, { env: environment });

    const sent = await run('run', '--date', issueDay);
    await postfix.drained(60_000);
    const ingest = () => run('bounces', 'ingest', join(postfix.folder, 'mail', mailbox), '--json');
    const first = JSON.parse((await ingest()).out);
    const ledger = readLedger(data);
    const again = JSON.parse((await ingest()).out);

    expect(sent.code).toBe(0);
    expect(ledger.map(({ state }) => state)).toEqual(readers.map(() => 'accepted'));
    const bouncing = readers.filter((reader) => kinds[kindOf(reader)]?.fate !== null);
    expect(fatesIn(first.actions)).toEqual(
      Object.fromEntries(bouncing.map((reader) => [reader, kinds[kindOf(reader)]?.fate])),
    );
    const warned = readersOf('down', 'late').length;
    expect(first).toMatchObject({
      ...{ read: bouncing.length + warned, bounced: bouncing.length, ignored: warned },
      ...{ complaints: 0, forged: 0, unreadable: 0 },
    });
    expect(again).toMatchObject({ read: first.read, bounced: 0, ignored: first.read });
    expect(addressesOf(ledger.filter((row) => row.bounced_at !== null))).toEqual(bouncing.sort());
    expect([...readSuppressions(data).keys()].sort()).toEqual(
      readersOf('nobody', 'unknown').sort(),
    );
    expect([...readSuppressions(data).values()].every((reason) => reason === 'bounce')).toBe(true);
    expect(next.taken.slice(takenBefore).sort()).toEqual(readersOf('passed', 'late').sort());
    expectInMailboxes(ledger);
    process.stderr.write(
      `bounces ${bounceDomain === null ? 'by Message-ID' : 'by return address'}: ${ledger.length} accepted, ` +
        `${first.read} reports, ${first.bounced} bounced, ${first.ignored} only delayed, ` +
        `${readSuppressions(data).size} suppressed; ${((performance.now() - started) / 1_000).toFixed(1)} s\n`,
    );
  },
);

function fatesIn(
  actions: readonly {
    address: string;
    failure: string;
    status: string;
    suppressed: object | null;
  }[],
): Record<string, Fate> {
  return Object.fromEntries(
    actions.map(({ address, failure, status, suppressed }) => [
      address,
      { failure, status, suppressed: suppressed !== null },
    ]),
  );
}

/** Who was to get it on this machine has it, once. */
function expectInMailboxes(ledger: readonly LedgerRow[]): void {
  const ids = new Map(ledger.map((row) => [row.message_id, row.address]));
  const found = readLetters(postfix.folder).filter(({ messageId }) => ids.has(messageId));
  expect(found.map(({ messageId }) => ids.get(messageId)).sort()).toEqual(
    readersOf('fine', 'shared').sort(),
  );
}

function addressesOf(rows: readonly LedgerRow[]): string[] {
  return rows.map(({ address }) => address).sort();
}
