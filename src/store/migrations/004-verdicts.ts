/** What each source's reading amounted to on a day, and which sources the operator has been told of. */
import type { Migration } from './migration.ts';

export const addVerdicts: Migration = {
  version: 4,
  name: '004-verdicts',
  statements: {
    sqlite: [
      `CREATE TABLE verdicts (
        source TEXT NOT NULL,
        day TEXT NOT NULL,
        verdict TEXT NOT NULL,
        why TEXT NOT NULL,
        new_papers INTEGER NOT NULL,
        judged_at TEXT NOT NULL,
        PRIMARY KEY (source, day)
      ) WITHOUT ROWID`,
      `CREATE TABLE source_notices (
        source TEXT PRIMARY KEY,
        since TEXT NOT NULL,
        raised_at TEXT NOT NULL
      ) WITHOUT ROWID`,
    ],
  },
};
