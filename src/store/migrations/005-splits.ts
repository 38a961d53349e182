/** What it takes to undo a merge for good: a number for each, what was merged, and which papers are kept apart. */
import type { Migration } from './migration.ts';

export const addSplits: Migration = {
  version: 5,
  name: '005-splits',
  statements: {
    sqlite: [
      'ALTER TABLE merges ADD COLUMN n INTEGER NOT NULL DEFAULT 0',
      'ALTER TABLE merges ADD COLUMN undo TEXT',
      `UPDATE merges SET n = numbered.n
        FROM (
          SELECT paper_key, source, day, position, row_number() OVER (
            ORDER BY recorded_at, paper_key, source, day, position
          ) AS n
          FROM merges
        ) AS numbered
        WHERE merges.paper_key = numbered.paper_key AND merges.source = numbered.source
          AND merges.day = numbered.day AND merges.position = numbered.position`,
      'CREATE INDEX merges_n ON merges (n)',
      `CREATE TABLE splits (
        paper_key TEXT NOT NULL REFERENCES papers (key),
        apart_from TEXT NOT NULL REFERENCES papers (key),
        n INTEGER NOT NULL,
        title TEXT NOT NULL,
        reason TEXT NOT NULL,
        names TEXT NOT NULL,
        source TEXT,
        split_at TEXT NOT NULL,
        PRIMARY KEY (paper_key, apart_from)
      ) WITHOUT ROWID`,
    ],
  },
};
