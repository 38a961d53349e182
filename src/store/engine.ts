/** What an engine (SQLite, later PostgreSQL) brings beside its SQL dialect: bulk inserts, search, backup. */
import type { Dialect, Kysely } from 'kysely';
import type { EngineName } from './migrations/migration.ts';
import type { Schema } from './schema.ts';
import type { SearchQuery } from './search-query.ts';

/** A value as it is bound to a statement. */
export type SqlValue = string | number | null;

/** Many rows of one table, as lists of values in the order of `columns`. */
export interface Insertion<Table extends keyof Schema = keyof Schema> {
  readonly table: Table;
  readonly columns: readonly (keyof Schema[Table] & string)[];
  readonly rows: readonly (readonly SqlValue[])[];
  /** SQL from `on conflict` on, as both SQLite and PostgreSQL take it. */
  readonly onConflict?: string;
}

export interface SearchHits {
  /** How many papers match, whatever the limit. */
  readonly total: number;
  /** The best first; equally good ones by key. The snippet is plain text out of the abstract. */
  readonly hits: readonly { readonly key: string; readonly snippet: string | null }[];
}

export interface Engine {
  readonly name: EngineName;
  readonly dialect: Dialect;
  /** The database's name in messages. */
  readonly place: string;
  tableNames(db: Kysely<Schema>): Promise<readonly string[]>;
  insertMany<Table extends keyof Schema>(
    db: Kysely<Schema>,
    insertion: Insertion<Table>,
  ): Promise<void>;
  /** The papers that a delivery shows; each once, however often it is named. */
  insertItems(
    db: Kysely<Schema>,
    subscriberId: number,
    deliveryId: number,
    keys: readonly string[],
  ): Promise<void>;
  /** Puts stored papers into the search index; none of them may be in it yet. */
  enterSearch(db: Kysely<Schema>, keys: readonly string[]): Promise<void>;
  /** Takes papers out of the search index; to be called before their text changes. */
  leaveSearch(db: Kysely<Schema>, keys: readonly string[]): Promise<void>;
  search(
    db: Kysely<Schema>,
    query: SearchQuery,
    limit: number,
    offset: number,
  ): Promise<SearchHits>;
  isUniqueViolation(error: unknown): boolean;
  /** The error in words where it is the database's own (busy, full, damaged); any other as it is. */
  explain(error: unknown): unknown;
  /** Copies the whole database beside it before it is changed to schema `version`; `isStillOld` decides if the copy is kept. */
  backUpBefore(version: number, isStillOld: () => Promise<boolean>): Promise<void>;
  close(): Promise<void>;
}
