/** What was published, one issue a day, and which days the daily job has been through. */
import type { Migration } from './migration.ts';

export const addIssues: Migration = {
  version: 3,
  name: '004-issues',
  statements: {
    sqlite: [
      `CREATE TABLE issues (
        day TEXT PRIMARY KEY,
        title TEXT NOT NULL,
        published_at TEXT NOT NULL,
        digest TEXT NOT NULL
      ) WITHOUT ROWID`,
      `CREATE TABLE daily_runs (
        day TEXT PRIMARY KEY,
        started_at TEXT NOT NULL,
        finished_at TEXT
      ) WITHOUT ROWID`,
    ],
  },
};
