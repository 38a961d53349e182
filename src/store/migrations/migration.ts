/** What a migration is: a numbered, named list of SQL statements for each engine. */

export type EngineName = 'sqlite';

/** Applied whole or not at all. Once released its text never changes: the database keeps a checksum of it. */
export interface Migration {
  /** 1 for the first; each next one is higher. */
  readonly version: number;
  /** As the file is called: `001-papers`. */
  readonly name: string;
  /** One statement a string. */
  readonly statements: Readonly<Record<EngineName, readonly string[]>>;
}
