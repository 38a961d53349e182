/** Where a vote came from. The reader 0 is the one who runs this Paperboy. */
import type { Migration } from './migration.ts';

export const addVoteOrigins: Migration = {
  version: 10,
  name: '010-vote-origins',
  statements: {
    sqlite: [
      `ALTER TABLE votes ADD COLUMN origin TEXT NOT NULL DEFAULT 'page'
        CHECK (origin IN ('mail', 'page', 'command', 'import'))`,
    ],
  },
};
