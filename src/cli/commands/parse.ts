/** `paperboy parse`: what a listing yields, nothing stored. */
import type { Command } from 'commander';
import { count } from '../../lib/text.ts';
import type { ListedPaper } from '../../model/listing.ts';
import { createContext, type GlobalOptions, readDay } from '../context.ts';
import { reportReads } from '../report-listings.ts';

const help = `
LISTING is a file, an address, or - for standard input; the format is recognised by its content.
Each line is one paper: {"title","abstract","authors","authorCount","organization","published","comments",
"upvotes","ids","url","listedOn","position", …}; null is what the listing does not say.

Examples:
  paperboy parse page.txt | head -3
  paperboy parse https://huggingface.co/papers | jq -r .title
  paperboy parse page.txt --date 2025-12-16             when the page leaves the year out`;

export function configureParse(command: Command): void {
  command
    .description('What a listing yields, one JSON object a line. Nothing is stored.')
    .argument('<listing...>', 'files, addresses, or - for standard input')
    .option('--date <day>', "the listing's day, YYYY-MM-DD, where it does not name one")
    .option('--strict', 'fail when anything could not be read')
    .addHelpText('after', help)
    .action(async (listings: string[], _options: unknown, self: Command) => {
      const options = self.optsWithGlobals<GlobalOptions & { date?: string; strict?: boolean }>();
      const { app, console } = createContext(options);
      const { readNamed } = await import('../../pipeline/read-listings.ts');
      const reads = await readNamed(app, listings, { date: readDay(options.date) });
      for (const { listing } of reads) {
        for (const entry of listing?.entries ?? [])
          await console.result(`${JSON.stringify(asLine(entry))}\n`);
      }
      reportReads(console, reads);
      for (const { name, listing } of reads) {
        if (listing !== null)
          console.detail(`${name}: ${listing.format}, ${count(listing.entries.length, 'paper')}`);
      }
      if (options.strict === true && console.warnings > 0) process.exitCode = 1;
    });
}

/** The documented shape first, in its order; what was added later behind it. */
function asLine(entry: ListedPaper): Record<string, unknown> {
  const { title, abstract, authors, authorCount, organization, published, comments, upvotes } =
    entry;
  const { ids, url, listedOn, position, stars, pdfUrl, codeUrl, categories, announce } = entry;
  return {
    ...{ title, abstract, authors, authorCount, organization, published, comments, upvotes },
    ...{ ids, url, listedOn, position, stars, pdfUrl, codeUrl, categories, announce },
  };
}
