/** A reader's wish for mail to go to another address: a kind of request that names the address, until it is confirmed there. */
import type { Migration } from './migration.ts';

export const addAddresses: Migration = {
  version: 9,
  name: '009-addresses',
  statements: {
    sqlite: [
      // SQLite cannot widen a CHECK: the table is made anew, and takes over the rows and the last number given.
      `CREATE TABLE requests_new (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        kind TEXT NOT NULL CHECK (kind IN ('confirm', 'data', 'address')),
        origin TEXT NOT NULL CHECK (origin IN ('form', 'operator')),
        subscriber_id INTEGER NOT NULL,
        address TEXT,
        token_hash TEXT NOT NULL UNIQUE,
        nonce TEXT NOT NULL,
        preferences TEXT,
        wording TEXT,
        created_at TEXT NOT NULL,
        expires_at TEXT NOT NULL,
        used_at TEXT,
        superseded_at TEXT,
        CHECK ((kind = 'address') = (address IS NOT NULL))
      )`,
      `INSERT INTO requests_new (id, kind, origin, subscriber_id, token_hash, nonce, preferences,
          wording, created_at, expires_at, used_at, superseded_at)
        SELECT id, kind, origin, subscriber_id, token_hash, nonce, preferences,
          wording, created_at, expires_at, used_at, superseded_at
        FROM requests`,
      "DELETE FROM sqlite_sequence WHERE name = 'requests_new'",
      `INSERT INTO sqlite_sequence (name, seq)
        SELECT 'requests_new', seq FROM sqlite_sequence WHERE name = 'requests'`,
      'DROP TABLE requests',
      'ALTER TABLE requests_new RENAME TO requests',
      'CREATE INDEX requests_of_subscriber ON requests (subscriber_id, kind)',
      'CREATE INDEX requests_by_end ON requests (expires_at)',
    ],
  },
};
