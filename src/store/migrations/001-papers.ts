/** The first schema: papers with every name they go by, where they were seen, what was listed, and what was merged. */
import type { Migration } from './migration.ts';

export const addPapers: Migration = {
  version: 1,
  name: '001-papers',
  statements: {
    sqlite: [
      `CREATE TABLE papers (
        n INTEGER PRIMARY KEY,
        key TEXT NOT NULL UNIQUE,
        title TEXT NOT NULL,
        abstract TEXT,
        authors TEXT,
        author_count INTEGER,
        organization TEXT,
        published TEXT,
        categories TEXT NOT NULL,
        links TEXT NOT NULL,
        first_seen_at TEXT NOT NULL,
        updated_at TEXT NOT NULL,
        merged_into TEXT REFERENCES papers (key)
      )`,
      'CREATE INDEX papers_merged ON papers (merged_into) WHERE merged_into IS NOT NULL',
      `CREATE TABLE paper_ids (
        id TEXT NOT NULL,
        paper_key TEXT NOT NULL REFERENCES papers (key),
        strong INTEGER NOT NULL CHECK (strong IN (0, 1)),
        PRIMARY KEY (id, paper_key)
      ) WITHOUT ROWID`,
      'CREATE UNIQUE INDEX paper_ids_strong ON paper_ids (id) WHERE strong = 1',
      'CREATE INDEX paper_ids_paper ON paper_ids (paper_key)',
      `CREATE TABLE sightings (
        paper_key TEXT NOT NULL REFERENCES papers (key),
        source TEXT NOT NULL,
        day TEXT NOT NULL,
        position INTEGER,
        upvotes INTEGER,
        comments INTEGER,
        stars INTEGER,
        first_seen_at TEXT NOT NULL,
        last_seen_at TEXT NOT NULL,
        PRIMARY KEY (paper_key, source, day)
      ) WITHOUT ROWID`,
      'CREATE INDEX sightings_day ON sightings (day)',
      `CREATE TABLE listings (
        source TEXT NOT NULL,
        day TEXT NOT NULL,
        format TEXT NOT NULL,
        listed INTEGER NOT NULL,
        first_read_at TEXT NOT NULL,
        last_read_at TEXT NOT NULL,
        PRIMARY KEY (source, day)
      ) WITHOUT ROWID`,
      'CREATE INDEX listings_day ON listings (day)',
      `CREATE TABLE merges (
        paper_key TEXT NOT NULL REFERENCES papers (key),
        source TEXT NOT NULL,
        day TEXT NOT NULL,
        position INTEGER NOT NULL,
        title TEXT NOT NULL,
        reason TEXT NOT NULL,
        recorded_at TEXT NOT NULL,
        PRIMARY KEY (paper_key, source, day, position)
      ) WITHOUT ROWID`,
      // The index reads its text through a view, so that merged papers are no part of it, not even when it is rebuilt.
      'CREATE VIEW searchable_papers AS SELECT n, title, abstract FROM papers WHERE merged_into IS NULL',
      `CREATE VIRTUAL TABLE paper_search USING fts5 (
        title,
        abstract,
        content = 'searchable_papers',
        content_rowid = 'n',
        tokenize = 'porter unicode61 remove_diacritics 2'
      )`,
    ],
  },
};
