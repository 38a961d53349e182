/** Readers and suppressed addresses out into a table, and in again: the same table twice changes nothing. */
import { PaperboyError } from '../lib/errors.ts';
import { addressKey, type Consent, type Subscriber } from '../model/subscriber.ts';
import type { Store } from '../store/store.ts';
import { type ReaderRow, readReaderTable, writeReaderTable } from '../subscribe/reader-table.ts';
import type { App } from './app.ts';
import { readerAddress, suppressionsByKey } from './subscribers.ts';

/** What became of a row: `left` is one that would have brought somebody back who had gone. */
export type RowOutcome =
  | 'added'
  | 'known'
  | 'resubscribed'
  | 'unsubscribed'
  | 'suppressed'
  | 'left';

export interface ImportProblem {
  readonly line: number;
  readonly message: string;
}

export interface ImportReport {
  /** How many rows came to each. */
  readonly outcomes: Readonly<Record<RowOutcome, number>>;
  /** Rows that could not be read; nothing of them was taken. */
  readonly problems: readonly ImportProblem[];
  /** Rows of people who had gone, with why they were left so. */
  readonly left: readonly ImportProblem[];
  readonly unknownColumns: readonly string[];
}

/** Rows a transaction: many at once are quick, and other processes are not kept waiting long. */
const rowsAtOnce = 500;

/** All readers and suppressed addresses, as a CSV. */
export async function exportReaders(store: Store): Promise<string> {
  const suppressions = await suppressionsByKey(store);
  return writeReaderTable(await store.subscribers.list(), suppressions, addressKey);
}

/**
 * Takes in a table: who is new is added; who is there stays as they are, unless the table says that they have
 * unsubscribed since. Nobody who unsubscribed, changed to another address or is suppressed comes back, unless `resubscribe` says so; who complained
 * or must never get mail not even then. `name` is the file's, kept with the consent.
 * @throws PaperboyError INPUT_EMPTY where there is not one row.
 */
export async function importReaders(
  app: App,
  store: Store,
  text: string,
  { name, resubscribe }: { readonly name: string; readonly resubscribe: boolean },
): Promise<ImportReport> {
  const now = app.now().toISOString();
  const { rows, problems, unknown } = readReaderTable(text, now, readerAddress);
  if (rows.length === 0 && problems.length === 0) {
    throw new PaperboyError('INPUT_EMPTY', `${name} holds no rows`, {
      hint: 'Begin with a line of column names; only address is needed.',
    });
  }
  const outcomes = {
    ...{ added: 0, known: 0, resubscribed: 0 },
    ...{ unsubscribed: 0, suppressed: 0, left: 0 },
  };
  const left: ImportProblem[] = [];
  const consent: Consent = { source: 'import', wording: `imported from ${name}`, at: now };
  for (let at = 0; at < rows.length; at += rowsAtOnce) {
    await store.transaction(async (inside) => {
      for (const row of rows.slice(at, at + rowsAtOnce)) {
        const { outcome, why } = await takeRow(inside, row, consent, resubscribe);
        outcomes[outcome]++;
        if (why !== null) left.push({ line: row.line, message: `${row.address}: ${why}` });
      }
    });
  }
  return { outcomes, problems, left, unknownColumns: unknown };
}

interface Taken {
  readonly outcome: RowOutcome;
  readonly why: string | null;
}

async function takeRow(
  store: Store,
  row: ReaderRow,
  imported: Consent,
  resubscribe: boolean,
): Promise<Taken> {
  const key = addressKey(row.address);
  const known = await store.subscribers.find(row.address);
  const kept = await keptAway(store, row, known, resubscribe);
  if (row.suppression !== null)
    await store.suppressions.put({ addressKey: key, ...row.suppression });
  if (row.state === null) return { outcome: 'suppressed', why: null };
  if (kept !== null) return { outcome: 'left', why: kept };
  const consent = row.consent ?? (row.state === 'confirmed' ? imported : null);
  if (known === null) {
    await store.subscribers.add({
      address: row.address,
      state: row.state,
      preferences: row.preferences,
      consent,
      pausedUntil: row.pausedUntil,
      ...(row.createdAt === null ? {} : { createdAt: row.createdAt }),
      confirmedAt: row.confirmedAt,
      unsubscribedAt: row.unsubscribedAt,
    });
    return { outcome: 'added', why: null };
  }
  if (known.state === 'unsubscribed' && row.state === 'confirmed') {
    await store.subscribers.confirm(known.id, consent);
    return { outcome: 'resubscribed', why: null };
  }
  if (row.state === 'unsubscribed' && known.state !== 'unsubscribed' && isSince(row, known)) {
    await store.subscribers.unsubscribe(known.id, row.unsubscribedAt ?? imported.at);
    return { outcome: 'unsubscribed', why: null };
  }
  return { outcome: 'known', why: null };
}

/** Why the row must not bring somebody back, or null; with `resubscribe`, takes a suppression back that may be. */
async function keptAway(
  store: Store,
  row: ReaderRow,
  known: Subscriber | null,
  resubscribe: boolean,
): Promise<string | null> {
  if (row.state === null || row.state === 'unsubscribed') return null;
  const suppression = await store.suppressions.get(addressKey(row.address));
  const isBack = known === null || known.state === 'unsubscribed';
  // Who is a reader and suppressed at once stays both; a row that says so itself tells nothing new.
  const isTold = resubscribe && row.suppression === null;
  if (suppression !== null && (isBack || isTold)) {
    const { reason, detail } = suppression;
    const isFinal = reason === 'complaint' || reason === 'never';
    if (!isTold || isFinal) return `gets no mail (${reason}: ${detail})`;
    await store.suppressions.remove(suppression.addressKey);
  }
  if (known?.state === 'unsubscribed' && row.state === 'confirmed' && !resubscribe) {
    return `unsubscribed on ${known.unsubscribedAt?.slice(0, 10)}`;
  }
  const leftAt =
    known === null && !resubscribe ? await store.deliveries.movedAt(row.address) : null;
  if (leftAt !== null) return `changed to another address on ${leftAt.slice(0, 10)}`;
  return null;
}

/** False for an old table, of before they agreed again. */
function isSince({ unsubscribedAt }: ReaderRow, { confirmedAt }: Subscriber): boolean {
  return unsubscribedAt === null || confirmedAt === null || unsubscribedAt > confirmedAt;
}
