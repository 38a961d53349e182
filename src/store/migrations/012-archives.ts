/** What ranking learned from the papers kept, as bytes. */
import type { Migration } from './migration.ts';

export const addArchives: Migration = {
  version: 12,
  name: '012-archives',
  statements: {
    sqlite: [
      `CREATE TABLE archives (
        n INTEGER PRIMARY KEY AUTOINCREMENT,
        made_at TEXT NOT NULL,
        papers INTEGER NOT NULL,
        newest INTEGER NOT NULL,
        format TEXT NOT NULL,
        data BLOB NOT NULL
      )`,
    ],
  },
};
