/** What Postfix put into mailboxes and into its log, and what our ledger says, in forms that can be compared. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { DeliveryState } from '../../../src/model/delivery.ts';

export interface Letter {
  readonly mailbox: string;
  readonly messageId: string;
  /** For whom it came to this machine. */
  readonly recipient: string;
  readonly path: string;
}

/** Every message in every Maildir. */
export function readLetters(folder: string): Letter[] {
  const base = join(folder, 'mail');
  return readdirSync(base).flatMap((mailbox) =>
    ['new', 'cur']
      .map((name) => join(base, mailbox, name))
      .filter((place) => existsSync(place))
      .flatMap((place) => readdirSync(place).map((name) => join(place, name)))
      .map((path) => readLetter(mailbox, path)),
  );
}

function readLetter(mailbox: string, path: string): Letter {
  const [head = ''] = readFileSync(path, 'latin1').split(/\r?\n\r?\n/, 1);
  const unfolded = head.replace(/\r?\n[ \t]+/g, ' ');
  const field = (name: string) => new RegExp(`^${name}: *(.*)$`, 'im').exec(unfolded)?.[1] ?? '';
  return {
    ...{ mailbox, path, messageId: field('message-id') },
    recipient: (field('x-original-to') || field('delivered-to')).toLowerCase(),
  };
}

/** Queue ids to Message-IDs, of all that Postfix took over. */
export function takenOver(log: string): Map<string, string> {
  return new Map(
    [...log.matchAll(/\/cleanup\[\d+\]: (\w+): message-id=(<[^>\s]+>)/g)].map(
      ([, id = '', messageId = '']) => [id, messageId],
    ),
  );
}

export interface LedgerRow {
  readonly id: number;
  readonly address: string;
  readonly message_id: string;
  readonly state: DeliveryState;
  readonly attempt: number;
  readonly reply_code: number | null;
  readonly enhanced: string | null;
  readonly reply: string | null;
  readonly reason: string | null;
  readonly not_before: string;
  readonly bounced_at: string | null;
}

/** All deliveries, by id. */
export function readLedger(data: string): LedgerRow[] {
  return query<LedgerRow>(data, 'select * from deliveries order by id');
}

/** Suppressed addresses with the reason. */
export function readSuppressions(data: string): Map<string, string> {
  const rows = query<{ address_key: string; reason: string }>(data, 'select * from suppressions');
  return new Map(rows.map(({ address_key, reason }) => [address_key, reason]));
}

export function issueState(data: string, day: string): string | undefined {
  return query<{ day: string; state: string }>(data, 'select day, state from issues').find(
    (issue) => issue.day === day,
  )?.state;
}

function query<Row>(data: string, statement: string): Row[] {
  const database = new Database(join(data, 'paperboy.db'), { fileMustExist: true });
  const rows = database.prepare<[], Row>(statement).all();
  database.close();
  return rows;
}
