/** Subscribers, the ledger of every mail, and what the sending of mail must remember over restarts. */
import type { Migration } from './migration.ts';

export const addMail: Migration = {
  version: 7,
  name: '007-mail',
  statements: {
    sqlite: [
      `CREATE TABLE subscribers (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        address_key TEXT NOT NULL UNIQUE,
        address TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('unconfirmed', 'confirmed', 'unsubscribed')),
        preferences TEXT NOT NULL,
        paused_until TEXT,
        consent_source TEXT CHECK (consent_source IN ('operator', 'import', 'form')),
        consent_wording TEXT,
        consent_at TEXT,
        created_at TEXT NOT NULL,
        confirmed_at TEXT,
        unsubscribed_at TEXT
      )`,
      `CREATE TABLE suppressions (
        address_key TEXT PRIMARY KEY,
        reason TEXT NOT NULL CHECK (reason IN ('bounce', 'complaint', 'full', 'never', 'operator')),
        detail TEXT NOT NULL,
        at TEXT NOT NULL,
        until TEXT
      ) WITHOUT ROWID`,
      `CREATE TABLE deliveries (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        kind TEXT NOT NULL CHECK (kind IN ('digest', 'confirm', 'welcome', 'link', 'notice')),
        dedupe_key TEXT NOT NULL UNIQUE,
        subscriber_id INTEGER,
        issue_day TEXT,
        address TEXT NOT NULL,
        domain TEXT NOT NULL,
        message_id TEXT NOT NULL UNIQUE,
        due_at TEXT NOT NULL,
        due_on TEXT,
        expires_at TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN
          ('ready', 'claimed', 'handed', 'accepted', 'rejected', 'uncertain', 'expired', 'skipped')),
        attempt INTEGER NOT NULL DEFAULT 0,
        uncertain_count INTEGER NOT NULL DEFAULT 0,
        not_before TEXT NOT NULL,
        owner TEXT,
        joined_at TEXT,
        content TEXT,
        composed_at TEXT,
        message BLOB,
        raw_sha256 TEXT,
        handed_at TEXT,
        done_at TEXT,
        reply_code INTEGER,
        enhanced TEXT,
        reply TEXT,
        reason TEXT,
        bounced_at TEXT,
        complained_at TEXT,
        created_at TEXT NOT NULL
      )`,
      "CREATE INDEX deliveries_ready ON deliveries (not_before, id, domain) WHERE state = 'ready'",
      "CREATE INDEX deliveries_under_way ON deliveries (state) WHERE state IN ('claimed', 'handed', 'uncertain')",
      'CREATE INDEX deliveries_done ON deliveries (done_at, state)',
      'CREATE INDEX deliveries_of_issue ON deliveries (issue_day, state)',
      'CREATE INDEX deliveries_of_subscriber ON deliveries (subscriber_id, state, issue_day)',
      `CREATE TABLE delivery_items (
        subscriber_id INTEGER NOT NULL,
        paper_key TEXT NOT NULL,
        delivery_id INTEGER NOT NULL REFERENCES deliveries (id) ON DELETE CASCADE,
        PRIMARY KEY (subscriber_id, paper_key, delivery_id)
      ) WITHOUT ROWID`,
      'CREATE INDEX delivery_items_of_delivery ON delivery_items (delivery_id)',
      `CREATE TABLE attempts (
        n INTEGER PRIMARY KEY AUTOINCREMENT,
        delivery_id INTEGER NOT NULL,
        at TEXT NOT NULL,
        handed_at TEXT,
        domain TEXT NOT NULL,
        outcome TEXT NOT NULL,
        stage TEXT,
        reply_code INTEGER,
        enhanced TEXT,
        reply TEXT
      )`,
      'CREATE INDEX attempts_of_delivery ON attempts (delivery_id)',
      'CREATE INDEX attempts_handed ON attempts (handed_at, domain) WHERE handed_at IS NOT NULL',
      `CREATE TABLE routes (
        name TEXT PRIMARY KEY,
        failures INTEGER NOT NULL,
        blocked_until TEXT,
        paused_at TEXT,
        paused_reason TEXT
      ) WITHOUT ROWID`,
      `CREATE TABLE secrets (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        key TEXT NOT NULL,
        created_at TEXT NOT NULL
      )`,
      `CREATE TABLE meta (
        name TEXT PRIMARY KEY,
        value TEXT NOT NULL
      ) WITHOUT ROWID`,
      "ALTER TABLE issues ADD COLUMN state TEXT NOT NULL DEFAULT 'closed' CHECK (state IN ('open', 'paused', 'closed'))",
      'ALTER TABLE issues ADD COLUMN prepared_to INTEGER NOT NULL DEFAULT 0',
      'ALTER TABLE issues ADD COLUMN prepared_at TEXT',
      'ALTER TABLE issues ADD COLUMN n_candidates INTEGER NOT NULL DEFAULT 0',
      'ALTER TABLE issues ADD COLUMN n_excluded INTEGER NOT NULL DEFAULT 0',
      "CREATE INDEX issues_open ON issues (state) WHERE state <> 'closed'",
    ],
  },
};
