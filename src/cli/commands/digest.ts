/** `paperboy digest`: one digest now, printed or written. */
import { realpath } from 'node:fs/promises';
import type { Command } from 'commander';
import { readEnvironment, wantsColor } from '../../config/terminal.ts';
import { addDays } from '../../lib/days.ts';
import { PaperboyError } from '../../lib/errors.ts';
import { writeWhole } from '../../lib/whole-file.ts';
import type { Digest } from '../../model/digest.ts';
import type { Taste } from '../../model/taste.ts';
import { type App, openAppStore, takeAppLock, today } from '../../pipeline/app.ts';
import type { OutputFormat } from '../../pipeline/show-digest.ts';
import type { Store } from '../../store/store.ts';
import { type Context, createContext, type GlobalOptions, readDay } from '../context.ts';
import { Progress } from '../progress.ts';
import { sentLine } from '../report-delivery.ts';
import { reportReads } from '../report-listings.ts';

interface DigestOptions extends GlobalOptions {
  readonly topics?: string;
  readonly mute?: string;
  readonly authors?: string;
  readonly organizations?: string;
  readonly trend?: string;
  readonly date?: string;
  readonly days?: string;
  readonly limit?: string;
  readonly format?: string;
  readonly out?: string;
  readonly open?: boolean;
  readonly explain?: boolean;
  readonly save?: boolean;
  readonly strict?: boolean;
  readonly send?: string;
}

const help = `
LISTING is a file, an address, or - for standard input: a pasted or saved page, the API's JSON, RSS or Atom.
Without one, the digest is made from the store (see paperboy ingest).

Examples:
  paperboy digest page.txt                              what trends there
  paperboy digest *.txt --topics "video generation, self-correction:2, -robot"
      topics with weights behind a colon; a minus mutes every form of a word; "quotes" ask for the exact phrase
  paperboy digest https://huggingface.co/papers --format html --open
  curl -s https://example.org/feed.xml | paperboy digest - --format markdown > today.md
  paperboy digest --date 2026-10-14 --days 7            the week before, from the store
  paperboy digest page.txt --send you@example.org       by mail
  paperboy digest page.txt --explain                    with the arithmetic of every score`;

export function configureDigest(command: Command): void {
  command
    .description(
      'One digest now: the papers you would have picked, each with the reason why it is there.',
    )
    .argument('[listing...]', 'files, addresses, or - for standard input')
    .option('--topics <list>', 'what you want to read: "a topic, another:2, -muted"')
    .option('--mute <words>', 'words you never want to see, separated by commas')
    .option('--authors <names>', 'people you follow, separated by commas')
    .option('--organizations <names>', 'organisations you follow, separated by commas')
    .option(
      '--trend <percent>',
      'how much what trends counts: 0% only what fits, 100% only what trends',
    )
    .option('--date <day>', 'the day of the digest, YYYY-MM-DD (default: today)')
    .option('--days <number>', 'how many days of listings to consider')
    .option('--limit <number>', 'how many papers to show at most')
    .option(
      '--format <format>',
      'html, text, markdown, json, rss, atom, jsonfeed or eml (default: text)',
    )
    .option('--out <file>', 'write to a file; - is standard output')
    .option('--open', 'open the HTML digest in the browser')
    .option('--explain', 'show how each score comes about')
    .option('--save', 'also record the listings in the store')
    .option('--send <address>', 'mail it to this address; nothing is printed')
    .option('--strict', 'fail when any listing could not be read')
    .addHelpText('after', help)
    .action(async (listings: string[], _options: unknown, self: Command) => {
      await runDigest(listings, self.optsWithGlobals<DigestOptions>());
    });
}

async function runDigest(listings: readonly string[], options: DigestOptions): Promise<void> {
  const { topics, mute, authors, organizations, trend, limit, days } = options;
  const flags = { topics, mute, authors, organizations, trend, limit, days };
  const context = createContext(options, flags);
  const { app, console } = context;
  const format = await formatOf(options);
  await refuseInputAsOutput(listings, options.out);
  const date = readDay(options.date);
  const digest =
    listings.length > 0
      ? await digestOfListings(context, listings, date, options)
      : await digestOfStore(context, date ?? today(app));
  if (options.send !== undefined) {
    await sendIt(context, digest, options.send);
    if (options.strict === true && console.warnings > 0) process.exitCode = 1;
    return;
  }
  const { showDigest } = await import('../../pipeline/show-digest.ts');
  const toTerminal =
    process.stdout.isTTY === true && (options.out === undefined || options.out === '-');
  const shown = await showDigest(app, digest, format, {
    explain: options.explain === true,
    color: format === 'text' && wantsColor(readEnvironment(), toTerminal),
    width: toTerminal ? Math.min(100, Math.max(40, process.stdout.columns ?? 80)) : 80,
  });
  if (options.open === true) {
    const { openInBrowser } = await import('../open-in-browser.ts');
    console.note(`opened ${await openInBrowser(shown, options.out)}`);
  } else if (options.out === undefined || options.out === '-') {
    await console.result(shown);
  } else {
    await writeWhole(options.out, shown);
    console.note(`written to ${options.out}`);
  }
  if (options.strict === true && console.warnings > 0) process.exitCode = 1;
}

/** Through the same ledger as every mail, under the lock. */
async function sendIt({ app, console }: Context, digest: Digest, address: string): Promise<void> {
  const { sendDigest } = await import('../../pipeline/send-by-hand.ts');
  const lock = await takeAppLock(app, () => console.note('waiting for another job to end'));
  try {
    await withStore(app, 'data', async (store) => {
      console.note(sentLine(await sendDigest(app, store, digest, address)));
    });
  } finally {
    lock.release();
  }
}

/** The only copy of a listing must not be lost to a digest of it. */
async function refuseInputAsOutput(
  listings: readonly string[],
  out: string | undefined,
): Promise<void> {
  if (out === '') throw new PaperboyError('USAGE', '--out needs the name of a file, or -');
  if (out === undefined || out === '-') return;
  const place = await realpath(out).catch(() => null);
  for (const listing of listings) {
    if (place === null || (await realpath(listing).catch(() => '')) !== place) continue;
    throw new PaperboyError('USAGE', `${out} is one of the listings to read`, {
      hint: 'Name another file: this one would be overwritten.',
    });
  }
}

/** From listings named: a throw-away store, so that the same input and date give the same digest. */
async function digestOfListings(
  context: Context,
  places: readonly string[],
  date: string | null,
  options: DigestOptions,
): Promise<Digest> {
  const { app, console, globals } = context;
  const { readNamed } = await import('../../pipeline/read-listings.ts');
  const { ingestReads } = await import('../../pipeline/ingest-reads.ts');
  const progress = new Progress(places.length, globals.quiet === true);
  progress.show(places[0] ?? '');
  const reads = await readNamed(app, places, {
    date,
    onRead: ({ name }) => progress.step(name),
  });
  progress.end();
  reportReads(console, reads);
  const day = date ?? today(app);
  if (options.save === true) {
    await withStore(app, 'data', (store) => ingestReads(store, reads, day));
    console.note('recorded in the store');
  }
  const notices = reads
    .filter(({ error }) => error !== null)
    .map(({ name }) => `${name} could not be read.`);
  return await withStore(app, 'memory', async (store) => {
    await ingestReads(store, reads, day);
    const window = options.days === undefined ? { from: null, to: null } : windowOf(app, day);
    return await digestFrom(store, context, day, window, notices);
  });
}

async function digestOfStore(context: Context, date: string): Promise<Digest> {
  const { app, console } = context;
  return await withStore(app, 'data', async (store) => {
    const { sourceNotices } = await import('../../pipeline/source-notices.ts');
    const notices = await sourceNotices(store, date);
    const digest = await digestFrom(store, context, date, windowOf(app, date), notices);
    if (digest.counts.papers === 0) {
      const last = await store.listings.lastDay();
      console.note(
        last === null
          ? 'Nothing was ever listed. Fill the store with: paperboy ingest'
          : `Nothing was listed from ${windowOf(app, date).from} to ${date}; the newest listing is of ${last}: paperboy digest --date ${last}`,
      );
    }
    return digest;
  });
}

async function withStore<T>(
  app: App,
  place: 'data' | 'memory',
  work: (store: Store) => Promise<T>,
): Promise<T> {
  const store = await openAppStore(app, place);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

function windowOf(app: App, date: string): { from: string; to: string } {
  return { from: addDays(date, 1 - app.config.values.days), to: date };
}

async function digestFrom(
  store: Store,
  { app, console }: Context,
  date: string,
  window: { from: string | null; to: string | null },
  notices: readonly string[],
): Promise<Digest> {
  const { makeDigest } = await import('../../pipeline/make-digest.ts');
  const { title, limit } = app.config.values;
  const { archiveFor } = await import('../../pipeline/learned-archive.ts');
  const { interests } = app.config;
  const taste = await ownTaste(app, store);
  const request = { date, ...window, title, limit, interests, taste, notices };
  const learned = await archiveFor(app, store);
  if (app.config.values.embedKind === 'none') return await makeDigest(store, request, learned);
  const { embedAhead } = await import('../../pipeline/embed-day.ts');
  const { embeddedFor } = await import('../../pipeline/embedded-texts.ts');
  return await makeDigest(store, request, learned, async (candidates) => {
    const topics = interests.topics.map(({ name }) => name);
    const papers = [...candidates, ...taste.liked];
    await embedAhead(app, store, papers, topics, (notice) => console.warn(notice));
    return await embeddedFor(app, store, candidates, interests, taste);
  });
}

/** What oneself said of papers is kept in the data folder, also where the digest is of other papers. */
async function ownTaste(app: App, store: Store): Promise<Taste> {
  const { readOwnTaste } = await import('../../pipeline/read-taste.ts');
  return await readOwnTaste(app, store);
}

/** `--format`, else what the output file's name says, else HTML for the browser and text for people. */
async function formatOf({ format, out, json, open }: DigestOptions): Promise<OutputFormat> {
  const { outputFormats } = await import('../../pipeline/show-digest.ts');
  const known = Object.keys(outputFormats) as OutputFormat[];
  if (format !== undefined) {
    const word = format.toLowerCase();
    const asked = known.find((name) => name === word || outputFormats[name] === word);
    if (asked !== undefined) return asked;
    throw new PaperboyError('USAGE', `there is no format ${format}`, {
      hint: `Choose one of ${known.join(', ')}.`,
    });
  }
  if (json === true) return 'json';
  if (open === true) return 'html';
  const byName = known
    .filter((name) => out?.toLowerCase().endsWith(`.${outputFormats[name]}`))
    .sort((a, b) => outputFormats[b].length - outputFormats[a].length);
  if (byName[0] !== undefined) return byName[0];
  const ending = /\.[a-z0-9]+$/i.exec(out ?? '')?.[0];
  if (ending === undefined || ending === '.text') return 'text';
  throw new PaperboyError('USAGE', `the ending ${ending} tells no format`, {
    hint: `Name one with --format: ${known.join(', ')}.`,
  });
}
