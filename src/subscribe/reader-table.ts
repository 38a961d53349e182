/** The table of readers: one row an address, to be read from a CSV and to be written as one that says the same. */

import { type CsvProblem, parseCsv, writeCsv } from '../lib/csv.ts';
import { isDay } from '../lib/days.ts';
import type { Day } from '../model/listing.ts';
import type {
  Consent,
  Preferences,
  Subscriber,
  SubscriberState,
  Suppression,
  SuppressionReason,
} from '../model/subscriber.ts';
import {
  type PreferenceField,
  preferenceFields,
  readPreferences,
  writePreferences,
} from './preference-words.ts';

export interface ReaderRow {
  readonly line: number;
  readonly address: string;
  /** Null: no reader, only an address that must get no mail. */
  readonly state: SubscriberState | null;
  readonly preferences: Preferences;
  readonly pausedUntil: Day | null;
  /** Null where the table does not tell. */
  readonly consent: Consent | null;
  readonly createdAt: string | null;
  readonly confirmedAt: string | null;
  readonly unsubscribedAt: string | null;
  readonly suppression: Omit<Suppression, 'addressKey'> | null;
}

export interface ReaderTable {
  readonly rows: readonly ReaderRow[];
  /** Rows that cannot be read, with why; nothing of them is among `rows`. */
  readonly problems: readonly CsvProblem[];
  /** Columns that mean nothing here. */
  readonly unknown: readonly string[];
}

const columns = [
  'address',
  'state',
  ...preferenceFields,
  'paused_until',
  'consent_source',
  'consent_wording',
  'consent_at',
  'created_at',
  'confirmed_at',
  'unsubscribed_at',
  'suppressed',
  'suppressed_detail',
  'suppressed_at',
  'suppressed_until',
] as const;

type Column = (typeof columns)[number];

/** Other names of columns, as other programs' tables have them. */
const otherNames: Readonly<Record<string, Column>> = {
  email: 'address',
  emailaddress: 'address',
  mail: 'address',
  status: 'state',
  timezone: 'zone',
  organisations: 'organizations',
  muted: 'mute',
  emptydays: 'empty',
};

/**
 * Reads a table with a line of column names, in any order, of which only the address is needed; or a bare list of
 * addresses. `now` is UTC ISO text, for what has no time of its own. @param checkAddress returns the address, or throws.
 */
export function readReaderTable(
  text: string,
  now: string,
  checkAddress: (text: string) => string,
): ReaderTable {
  const { rows: lines, problems: faults } = parseCsv(text);
  const [head, ...others] = lines;
  if (head === undefined) return { rows: [], problems: faults, unknown: [] };
  const named = head.cells.map(columnOf);
  const isBare = !named.includes('address') && head.cells.some((cell) => cell.includes('@'));
  const places: readonly (Column | null)[] = isBare ? ['address'] : named;
  const problems = [...faults];
  if (!places.includes('address')) {
    const message = `no column is called address; there are ${head.cells.join(', ')}`;
    return { rows: [], problems: [...problems, { line: head.line, message }], unknown: [] };
  }
  const rows: ReaderRow[] = [];
  for (const { line, cells } of isBare ? lines : others) {
    try {
      if (cells.slice(places.length).some((cell) => cell.trim() !== '')) {
        throw new Error('it has more cells than there are columns');
      }
      const values = new Map(places.map((place, at) => [place, (cells[at] ?? '').trim()]));
      const cell = (name: Column) => values.get(name) ?? '';
      rows.push({ line, ...readRow(cell, now, checkAddress) });
    } catch (error) {
      problems.push({ line, message: (error as Error).message });
    }
  }
  const unknown = isBare ? [] : head.cells.filter((_, at) => places[at] === null);
  return { rows, problems: problems.sort((a, b) => a.line - b.line), unknown };
}

/** What `readReaderTable` reads as the same; addresses that are only suppressed come last. */
export function writeReaderTable(
  subscribers: Iterable<Subscriber>,
  suppressions: ReadonlyMap<string, Suppression>,
  keyOf: (address: string) => string,
): string {
  const rest = new Map(suppressions);
  const rows: (readonly string[])[] = [columns];
  for (const subscriber of subscribers) {
    const key = keyOf(subscriber.address);
    const cells = { ...cellsOf(subscriber), ...suppressionCells(suppressions.get(key)) };
    rest.delete(key);
    rows.push(columns.map((column) => cells[column] ?? ''));
  }
  for (const [address, suppression] of rest) {
    const cells = { address, state: 'suppressed', ...suppressionCells(suppression) };
    rows.push(columns.map((column) => new Map(Object.entries(cells)).get(column) ?? ''));
  }
  return writeCsv(rows);
}

type Cells = { [column in Column]?: string };

function cellsOf(subscriber: Subscriber): Cells {
  const { address, state, consent, preferences } = subscriber;
  return {
    address,
    state,
    ...writePreferences(preferences),
    paused_until: subscriber.pausedUntil ?? '',
    consent_source: consent?.source ?? '',
    consent_wording: consent?.wording ?? '',
    consent_at: consent?.at ?? '',
    created_at: subscriber.createdAt,
    confirmed_at: subscriber.confirmedAt ?? '',
    unsubscribed_at: subscriber.unsubscribedAt ?? '',
  };
}

function suppressionCells(suppression: Suppression | undefined): Cells {
  if (suppression === undefined) return {};
  const { reason, detail, at, until } = suppression;
  return {
    suppressed: reason,
    suppressed_detail: detail,
    suppressed_at: at,
    suppressed_until: until ?? '',
  };
}

function columnOf(name: string): Column | null {
  const plain = (text: string) => text.toLowerCase().replace(/[^a-z]/g, '');
  return columns.find((column) => plain(column) === plain(name)) ?? otherNames[plain(name)] ?? null;
}

type Cell = (name: Column) => string;

function readRow(
  cell: Cell,
  now: string,
  checkAddress: (text: string) => string,
): Omit<ReaderRow, 'line'> {
  const address = checkAddress(cell('address'));
  const words: { [field in PreferenceField]?: string } = {};
  for (const field of preferenceFields) words[field] = cell(field);
  const { preferences, problems } = readPreferences(words);
  if (problems[0] !== undefined) throw new Error(`${problems[0].field}: ${problems[0].message}`);
  return {
    address,
    state: readState(cell('state')),
    preferences,
    pausedUntil: readDay(cell('paused_until')),
    consent: readConsent(cell, now),
    createdAt: readPast('created_at', cell, now),
    confirmedAt: readPast('confirmed_at', cell, now),
    unsubscribedAt: readPast('unsubscribed_at', cell, now),
    suppression: readSuppression(cell, now),
  };
}

/** Whoever has no state has agreed. One that is not understood must not become an agreement. */
function readState(text: string): SubscriberState | null {
  const state = text.toLowerCase();
  if (state === '' || state === 'confirmed') return 'confirmed';
  if (state === 'unconfirmed' || state === 'unsubscribed') return state;
  if (state === 'suppressed') return null;
  throw new Error(
    `state: “${text}” is none of confirmed, unconfirmed, unsubscribed and suppressed`,
  );
}

function readDay(text: string): Day | null {
  if (text === '') return null;
  if (!isDay(text)) throw new Error(`paused_until: expected a day such as 2026-10-14`);
  return text;
}

function readTime(column: Column, cell: Cell): string | null {
  const text = cell(column);
  if (text === '') return null;
  const time = Date.parse(text);
  if (!/^\d{4}-\d{2}-\d{2}/.test(text) || Number.isNaN(time)) {
    throw new Error(`${column}: expected a time such as 2026-10-14T07:00:00Z`);
  }
  return new Date(time).toISOString();
}

/** A moment that cannot be yet is the present one. */
function readPast(column: Column, cell: Cell, now: string): string | null {
  const time = readTime(column, cell);
  return time !== null && time > now ? now : time;
}

function readConsent(cell: Cell, now: string): Consent | null {
  const text = cell('consent_source').toLowerCase();
  const wording = cell('consent_wording');
  if (text === '' && wording === '') return null;
  const known = ['operator', 'import', 'form'] as const satisfies readonly Consent['source'][];
  const source = text === '' ? 'import' : known.find((name) => name === text);
  if (source === undefined) {
    throw new Error(`consent_source: expected one of: ${known.join(', ')}`);
  }
  return { source, wording, at: readPast('consent_at', cell, now) ?? now };
}

function readSuppression(cell: Cell, now: string): ReaderRow['suppression'] {
  const text = cell('suppressed').toLowerCase();
  const isOnly = cell('state').toLowerCase() === 'suppressed';
  if (text === '' && !isOnly) return null;
  const known = [
    ...(['bounce', 'complaint', 'full', 'never', 'operator'] as const),
  ] satisfies readonly SuppressionReason[];
  const reason = text === '' ? 'operator' : known.find((name) => name === text);
  if (reason === undefined) throw new Error(`suppressed: expected one of: ${known.join(', ')}`);
  return {
    reason,
    detail: cell('suppressed_detail') || 'imported',
    at: readPast('suppressed_at', cell, now) ?? now,
    until: readTime('suppressed_until', cell),
  };
}
