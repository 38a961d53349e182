/** `paperboy ingest`: listings into the store. */
import type { Command } from 'commander';
import { addDays } from '../../lib/days.ts';
import { PaperboyError } from '../../lib/errors.ts';
import { count } from '../../lib/text.ts';
import type { Day } from '../../model/listing.ts';
import { isDated } from '../../model/source.ts';
import { openAppStore, today } from '../../pipeline/app.ts';
import type { ReadListing } from '../../pipeline/read-listings.ts';
import type { Console } from '../console.ts';
import { createContext, type GlobalOptions, readDay } from '../context.ts';
import { noteHydration } from '../report-hydration.ts';
import { reportReads } from '../report-listings.ts';
import { sourceJson, sourceLine } from '../report-sources.ts';
import { SourceWatch } from '../watch-sources.ts';

interface IngestOptions extends GlobalOptions {
  readonly date?: string;
  readonly days?: string;
  readonly strict?: boolean;
}

const help = `
Without LISTING, the configured sources are read (see paperboy config).

Examples:
  paperboy ingest                                       the configured sources
  paperboy ingest https://huggingface.co/papers saved/*.html
  paperboy ingest page.txt --date 2025-12-16            when the page leaves the year out
  paperboy ingest --days 7                              the last week again, from sources that can look back
  paperboy ingest --json | jq .papers                   how many papers the store holds now`;

export function configureIngest(command: Command): void {
  command
    .description(
      'Reads listings into the store. Every paper is kept once, however often it is listed.',
    )
    .argument('[listing...]', 'files, addresses, or - for standard input')
    .option('--date <day>', "the listings' day, YYYY-MM-DD, where they do not name one")
    .option('--days <number>', 'also the days before, from sources that can be asked for a day')
    .option('--strict', 'fail when any listing could not be read')
    .addHelpText('after', help)
    .action(async (listings: string[], _options: unknown, self: Command) => {
      await runIngest(listings, self.optsWithGlobals<IngestOptions>());
    });
}

async function runIngest(listings: readonly string[], options: IngestOptions): Promise<void> {
  const { app, console } = createContext(options);
  const { readListings, readNamed } = await import('../../pipeline/read-listings.ts');
  const { daysMissed } = await import('../../pipeline/what-to-ask.ts');
  const { ingestReads, worthTelling } = await import('../../pipeline/ingest-reads.ts');
  const { hydratePapers } = await import('../../pipeline/hydrate-papers.ts');
  const { sources } = app.config.values;
  const isNamed = listings.length > 0;
  const date = readDay(options.date);
  const day = date ?? today(app);
  const past = readDays(options.days, day);
  const watch = new SourceWatch({ quiet: options.quiet === true });
  const store = await openAppStore(app, 'data');
  try {
    const request = { date, store, ...watch };
    const missed = await daysMissed(store, day);
    const reads = isNamed
      ? await readNamed(app, listings, request)
      : await readListings(app, {
          ...{ ...request, sources, named: false },
          pastDays: past === null ? missed : () => past,
        });
    const reports = worthTelling(await ingestReads(store, reads, day));
    const told = watch.end(reports);
    noteOneDay(console, isNamed ? null : past, reads);
    if (!isNamed) noteHydration(console, await hydratePapers(app, store, { day }));
    const papers = await store.papers.count();
    if (options.json === true) {
      const sources = reports.map(sourceJson);
      await console.result(`${JSON.stringify({ sources, papers })}\n`);
    } else {
      for (const report of reports) {
        // On one screen once is enough; in a file or a pipe it is the result.
        if (process.stdout.isTTY === true && told.has(report)) continue;
        await console.result(`${sourceLine(report)}\n`);
      }
      const next = papers === 0 ? '' : ' Next: paperboy digest';
      console.note(`${count(papers, 'paper')} in the store.${next}`);
    }
    if (isNamed) noteOldDays(console, addDays(day, 1 - app.config.values.days), reads);
    for (const { notice } of reports) if (notice !== null) console.warn(notice);
    reportReads(console, reads);
  } finally {
    watch.end();
    await store.close();
  }
  if (options.strict === true && console.warnings > 0) process.exitCode = 1;
}

const mostDays = 366;

/** The days before `day` that `--days` asks for; null where it was not given. @throws PaperboyError USAGE */
function readDays(text: string | undefined, day: Day): Day[] | null {
  if (text === undefined) return null;
  const number = Number(text);
  if (!/^\d+$/.test(text) || number < 1 || number > mostDays) {
    throw new PaperboyError('USAGE', `--days ${text}: expected a number from 1 to ${mostDays}`);
  }
  return Array.from({ length: number - 1 }, (_, index) => addDays(day, index + 1 - number));
}

/** A digest of today would not show them, and nobody would know why. */
function noteOldDays(console: Console, from: Day, reads: readonly ReadListing[]): void {
  for (const { name, listing } of reads) {
    const days = listing?.entries.map(({ listedOn }) => listedOn ?? listing.listedOn) ?? [];
    const newest = days.reduce((a, b) => (b !== null && (a === null || b > a) ? b : a), null);
    if (newest === null || days.includes(null) || newest >= from) continue;
    console.note(`${name} is of ${newest}, too old for today's: paperboy digest --date ${newest}`);
  }
}

/** A feed shows what it shows: of its past days nothing can be had, and that is said. */
function noteOneDay(
  console: Console,
  past: readonly Day[] | null,
  reads: readonly ReadListing[],
): void {
  if (past === null || past.length === 0) return;
  for (const { source, name } of reads) {
    if (!isDated(source))
      console.note(`${name} cannot be asked for a day: only what it shows now was read`);
  }
}
