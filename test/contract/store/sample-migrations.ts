/** A short history of schemas: the real first one, then two invented ones, each of several steps. */
import { migrations } from '../../../src/store/migrations/index.ts';
import type { Migration } from '../../../src/store/migrations/migration.ts';

export const sampleMigrations: readonly Migration[] = [
  migrations[0]!,
  {
    version: 2,
    name: '002-colours',
    statements: {
      sqlite: [
        'CREATE TABLE colours (name TEXT PRIMARY KEY, paper_key TEXT REFERENCES papers (key))',
        "INSERT INTO colours SELECT 'colour of ' || title, key FROM papers WHERE merged_into IS NULL",
        'ALTER TABLE papers ADD COLUMN colour TEXT',
        "UPDATE papers SET colour = 'green'",
      ],
    },
  },
  {
    version: 3,
    name: '003-fewer-colours',
    statements: {
      sqlite: ['ALTER TABLE papers DROP COLUMN colour', "UPDATE colours SET name = name || '!'"],
    },
  },
];
