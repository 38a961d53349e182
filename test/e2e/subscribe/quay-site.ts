/** A site as its operator runs it: `paperboy serve` for the pages, `paperboy run` at chosen hours, a mail server, readers. */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { type Outcome, type Place, temporaryPlace } from '../cli/run-paperboy.ts';
import {
  type Arrived,
  closedPort,
  headerOf,
  type MailSink,
  openMailSink,
} from '../mail/mail-sink.ts';
import { configure, listPapers } from '../mail/quay-listings.ts';

export interface QuaySite {
  readonly place: Place;
  readonly home: string;
  /** Lists the first papers so many, and does the daily job for that day, by a clock that shows `at` (else the real one). */
  run(papers: number, day: string, at?: Date): Promise<Outcome>;
  /** Mails to that address since the last call for it. */
  mailsTo(address: string): readonly Arrived[];
  /** Every row of every table. */
  dump(): string;
  /** Rows of the database. */
  rows(sql: string): readonly unknown[];
  /** What the server has said on standard error. */
  said(): string;
  /** Returns the exit code of the server. */
  stop(): Promise<number | null>;
}

/** For the tests of a file; closed with `stop`. */
export async function openQuaySite(place = temporaryPlace()): Promise<QuaySite> {
  const sink = await openMailSink();
  const port = await closedPort();
  const home = `http://127.0.0.1:${port}`;
  configure(place, `baseUrl: ${home}\nsubscribe: { mode: open }\n`);
  await place.run(['migrate']);
  const child = place.start(['serve', '--port', String(port), '--no-schedule']);
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const ended = once(child, 'exit');
  while (!/ is at /.test(said) && child.exitCode === null) await sleep(20);
  const rows = (sql: string) => readRows(place, (database) => database.prepare(sql).all());
  const seen = new Set<Arrived>();
  return {
    ...{ place, home, rows, said: () => said },
    async run(papers, day, at) {
      listPapers(place, 0, papers);
      putDay(place, day);
      return await place.run(['run', '--date', day], { env: environment(sink, at) });
    },
    mailsTo(address) {
      const news = sink.arrived.filter((mail) => mail.to[0] === address && !seen.has(mail));
      for (const mail of news) seen.add(mail);
      return news;
    },
    dump: () => readRows(place, dumpAll),
    stop: async () => {
      child.kill('SIGTERM');
      return (await ended)[0];
    },
  };
}

/** The page names its day in words, without a year. */
export function putDay(place: Place, day: string): void {
  const words = new Date(day).toLocaleDateString('en-US', {
    ...{ timeZone: 'UTC', month: 'short', day: 'numeric' },
  });
  const page = readFileSync(join(place.folder, 'listing.txt'), 'utf8');
  place.file('listing.txt', page.replace('Oct 14', words));
}

/** The mail server, and a clock that shows `at`. */
export function environment(sink: MailSink, at?: Date): Record<string, string> {
  const mail = { PAPERBOY_MAIL_SMTP: sink.url };
  if (at === undefined) return mail;
  // Another day cannot be waited for: the program gets a clock that goes on from that moment.
  const clock = `const Real = Date, ahead = ${at.getTime() - Date.now()};
globalThis.Date = class extends Real {
  constructor(...given) { if (given.length === 0) super(Real.now() + ahead); else super(...given); }
  static now() { return Real.now() + ahead; }
};`;
  return {
    ...mail,
    NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(clock)}`,
  };
}

function readRows<T>(place: Place, read: (database: Database.Database) => T): T {
  const database = new Database(join(place.folder, 'data/paperboy.db'), { readonly: true });
  try {
    return read(database);
  } finally {
    database.close();
  }
}

function dumpAll(database: Database.Database): string {
  const tables = database
    .prepare<[], string>("select name from sqlite_schema where type = 'table' order by name")
    .pluck()
    .all();
  return tables
    .map((table) => {
      const rows = database.prepare(`select * from "${table}"`).raw().all();
      return [table, ...rows.map((row) => JSON.stringify(row)).sort()].join('\n');
    })
    .join('\n\n');
}

/** All addresses of a mail that lead to the site: in both parts and in its headers. */
export function linksOf(arrived: Arrived, home: string): readonly string[] {
  const { html = '', text = '' } = arrived.mail;
  const hrefs = [...(html ?? '').matchAll(/href="([^"]+)"/g)].map(([, href = '']) =>
    href.replaceAll('&amp;', '&'),
  );
  const plain = [...(text ?? '').matchAll(/https?:\/\/\S+/g)].map(([url]) => url);
  const headers = ['list-unsubscribe', 'list-help'].map((name) => headerOf(arrived, name) ?? '');
  const listed = [...headers.join(' ').matchAll(/<(http[^>]+)>/g)].map(([, url = '']) => url);
  const all = new Set([...hrefs, ...plain, ...listed]);
  return [...all].filter((url) => url.startsWith(`${home}/`));
}

/** The address that a mail program posts to when its own unsubscribe button is pressed. */
export function oneClickOf(arrived: Arrived): string {
  const [, url = ''] = /<(http[^>]+)>/.exec(headerOf(arrived, 'list-unsubscribe') ?? '') ?? [];
  return url;
}
