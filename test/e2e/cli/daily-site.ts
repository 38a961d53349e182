/** Three days of invented listings, a configuration that reads them, and a look at all that a run leaves behind. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { abstractOf, type Place, pastedPage } from './run-paperboy.ts';

const subjects = [
  ...['lamp oil', 'fog horns', 'herring gulls', 'tide tables', 'rope ladders', 'harbour seals'],
  ...['sand banks', 'signal flags', 'salt marshes', 'pilot boats', 'cork floats', 'anchor chains'],
];

/** Writes the listings and `paperboy.yaml`; more settings may follow. */
export function furnish(place: Place, settings = ''): void {
  const papers = subjects.map((subject, at) => ({
    title: `${subject[0]?.toUpperCase()}${subject.slice(1)} Measured in ${at + 3} Ways`,
    abstract: `${abstractOf(subject)} It is all about ${subject}, again and again, number ${at}.`,
  }));
  place.file('first.txt', pastedPage(papers.slice(0, 8)));
  place.file('second.txt', pastedPage(papers.slice(4)));
  place.file(
    'paperboy.yaml',
    `title: The Quay\ntimezone: UTC\nlimit: 4\nsources: [first.txt, second.txt]\n${settings}`,
  );
}

/** Every row of every table without the moments at which things happened, and the search index's verdict on itself. */
export function dumpStore(path: string): Record<string, unknown[]> {
  const database = new Database(path, { fileMustExist: true });
  try {
    const tables = database
      .prepare<[], string>(
        "select name from sqlite_schema where type = 'table' and name not like 'paper_search%' order by name",
      )
      .pluck()
      .all();
    database.exec("insert into paper_search (paper_search) values ('integrity-check')");
    const rows = Object.fromEntries(tables.map((table) => [table, rowsOf(database, table)]));
    // When the clock was last looked at is such a moment too.
    const meta = rows.meta?.filter((row) => !JSON.stringify(row).includes('last-tick'));
    // A key is made by chance; that there is one, and how many, is an outcome.
    const secrets = rows.secrets?.length;
    return { ...rows, ...(meta === undefined ? {} : { meta }), secrets: [secrets] };
  } finally {
    database.close();
  }
}

function rowsOf(database: Database.Database, table: string): unknown[] {
  const columns = database
    .prepare<[string], string>("select name from pragma_table_info(?) where name not like '%_at'")
    .pluck()
    .all(table);
  const list = columns.join(', ');
  return database.prepare(`select ${list} from ${table} order by ${list}`).raw().all();
}

/** Every plain file of the public folder with its content. */
export function publicFiles(place: Place, data = 'data'): Record<string, string> {
  const folder = join(place.folder, data, 'public');
  return Object.fromEntries(
    readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => name)
      .sort()
      .map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
  );
}
