/** `paperboy ingest`: listings into the store. */
import type { Command } from 'commander';
import { count } from '../../lib/text.ts';
import { openAppStore, today } from '../../pipeline/app.ts';
import { createContext, type GlobalOptions, readDay } from '../context.ts';
import { Progress } from '../progress.ts';
import { noteHydration } from '../report-hydration.ts';
import { reportReads } from '../report-listings.ts';
import { sourceJson, sourceLine } from '../report-sources.ts';

const help = `
Without LISTING, the configured sources are read (see paperboy config).

Examples:
  paperboy ingest                                       the configured sources
  paperboy ingest https://huggingface.co/papers saved/*.html
  paperboy ingest page.txt --date 2025-12-16            when the page leaves the year out
  paperboy ingest --json | jq .papers                   how many papers the store holds now`;

export function configureIngest(command: Command): void {
  command
    .description(
      'Reads listings into the store. Every paper is kept once, however often it is listed.',
    )
    .argument('[listing...]', 'files, addresses, or - for standard input')
    .option('--date <day>', "the listings' day, YYYY-MM-DD, where they do not name one")
    .option('--strict', 'fail when any listing could not be read')
    .addHelpText('after', help)
    .action(async (listings: string[], _options: unknown, self: Command) => {
      await runIngest(
        listings,
        self.optsWithGlobals<GlobalOptions & { date?: string; strict?: boolean }>(),
      );
    });
}

async function runIngest(
  listings: readonly string[],
  options: GlobalOptions & { date?: string; strict?: boolean },
): Promise<void> {
  const { app, console } = createContext(options);
  const { readListings } = await import('../../pipeline/read-listings.ts');
  const { ingestReads } = await import('../../pipeline/ingest-reads.ts');
  const { hydratePapers } = await import('../../pipeline/hydrate-papers.ts');
  const places = listings.length > 0 ? listings : app.config.values.sources;
  const date = readDay(options.date);
  const progress = new Progress(places.length, options.quiet === true);
  progress.show(places[0] ?? '');
  const store = await openAppStore(app, 'data');
  try {
    const reads = await readListings(app, {
      ...{ places, date, store, named: listings.length > 0 },
      onRead: ({ name }) => progress.step(name),
    });
    progress.end();
    const reports = await ingestReads(store, reads, date ?? today(app));
    const day = date ?? today(app);
    if (listings.length === 0) noteHydration(console, await hydratePapers(app, store, { day }));
    const papers = await store.papers.count();
    if (options.json === true) {
      const sources = reports.map(sourceJson);
      await console.result(`${JSON.stringify({ sources, papers })}\n`);
    } else {
      for (const report of reports) {
        await console.result(`${sourceLine(report)}\n`);
      }
      console.note(`${count(papers, 'paper')} in the store. Next: paperboy digest`);
    }
    reportReads(console, reads);
  } finally {
    progress.end();
    await store.close();
  }
  if (options.strict === true && console.warnings > 0) process.exitCode = 1;
}
