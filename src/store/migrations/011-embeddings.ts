/** Vectors that an embedder made of papers, each with a hash of the text that it was made of. */
import type { Migration } from './migration.ts';

export const addEmbeddings: Migration = {
  version: 11,
  name: '011-embeddings',
  statements: {
    sqlite: [
      `CREATE TABLE embeddings (
        paper_key TEXT NOT NULL REFERENCES papers (key),
        model TEXT NOT NULL,
        text_hash TEXT NOT NULL,
        made_at TEXT NOT NULL,
        vector BLOB NOT NULL CHECK (length(vector) > 0 AND length(vector) % 4 = 0),
        PRIMARY KEY (paper_key, model)
      )`,
    ],
  },
};
