/** What is remembered of fetching: each source's last answer, whose turn it is at a spaced host, hosts left alone. */
import type { Migration } from './migration.ts';

export const addFetchState: Migration = {
  version: 2,
  name: '002-fetch-state',
  statements: {
    sqlite: [
      `CREATE TABLE fetch_state (
        address TEXT PRIMARY KEY,
        etag TEXT,
        last_modified TEXT,
        validators_from TEXT,
        body_hash TEXT,
        checked_at TEXT,
        changed_at TEXT,
        failures INTEGER NOT NULL
      ) WITHOUT ROWID`,
      `CREATE TABLE gates (
        name TEXT PRIMARY KEY,
        owner TEXT,
        next_at TEXT NOT NULL
      ) WITHOUT ROWID`,
      `CREATE TABLE cool_downs (
        name TEXT PRIMARY KEY,
        until TEXT NOT NULL
      ) WITHOUT ROWID`,
    ],
  },
};
