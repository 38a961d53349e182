/** What is asked of strangers and readers by links (to confirm, to see one's data), their votes, and limits on sign-ups. */
import type { Migration } from './migration.ts';

export const addSubscribing: Migration = {
  version: 8,
  name: '008-subscribing',
  statements: {
    sqlite: [
      'ALTER TABLE subscribers ADD COLUMN waits_since TEXT',
      'ALTER TABLE subscribers ADD COLUMN from_form INTEGER NOT NULL DEFAULT 0',
      `CREATE TABLE requests (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        kind TEXT NOT NULL CHECK (kind IN ('confirm', 'data')),
        origin TEXT NOT NULL CHECK (origin IN ('form', 'operator')),
        subscriber_id INTEGER NOT NULL,
        token_hash TEXT NOT NULL UNIQUE,
        nonce TEXT NOT NULL,
        preferences TEXT,
        wording TEXT,
        created_at TEXT NOT NULL,
        expires_at TEXT NOT NULL,
        used_at TEXT,
        superseded_at TEXT
      )`,
      'CREATE INDEX requests_of_subscriber ON requests (subscriber_id, kind)',
      'CREATE INDEX requests_by_end ON requests (expires_at)',
      `CREATE TABLE votes (
        subscriber_id INTEGER NOT NULL,
        paper_key TEXT NOT NULL,
        value INTEGER NOT NULL CHECK (value IN (-1, 1)),
        at TEXT NOT NULL,
        PRIMARY KEY (subscriber_id, paper_key)
      ) WITHOUT ROWID`,
      `CREATE TABLE sign_ups (
        n INTEGER PRIMARY KEY AUTOINCREMENT,
        at TEXT NOT NULL,
        address_hash TEXT NOT NULL,
        network_hash TEXT
      )`,
      'CREATE INDEX sign_ups_of_address ON sign_ups (address_hash, at)',
      'CREATE INDEX sign_ups_of_network ON sign_ups (network_hash, at)',
      'CREATE INDEX sign_ups_at ON sign_ups (at)',
    ],
  },
};
