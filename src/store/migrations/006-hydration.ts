/** Which papers the arXiv API was asked for, so that none is asked for again and again. */
import type { Migration } from './migration.ts';

export const addHydration: Migration = {
  version: 6,
  name: '006-hydration',
  statements: {
    sqlite: [
      `CREATE TABLE hydrations (
        id TEXT PRIMARY KEY,
        asked_at TEXT NOT NULL,
        answered INTEGER NOT NULL CHECK (answered IN (0, 1))
      ) WITHOUT ROWID`,
    ],
  },
};
