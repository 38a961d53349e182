/** `paperboy search`: over every paper ever read. */
import type { Command } from 'commander';
import { count } from '../../lib/text.ts';
import { openAppStore } from '../../pipeline/app.ts';
import { parseSearchQuery } from '../../store/search-query.ts';
import { createContext, type GlobalOptions } from '../context.ts';

const help = `
All words must occur, in any form; "quotes" ask for a phrase, a minus excludes, a star completes.
Under each title stands the paper's key, by which papers show and interests vote take it.

Examples:
  paperboy search video generation
  paperboy search '"world model" -robot' --limit 5
  paperboy search 'diffus*' --json | jq -r '.papers[].title'`;

export function configureSearch(command: Command): void {
  command
    .description('Finds papers among all that were ever read, best first.')
    .argument('<query...>', 'words to look for in titles and abstracts')
    .option('--limit <number>', 'how many to show at most (default: 20)')
    .addHelpText('after', help)
    .action(async (query: string[], _options: unknown, self: Command) => {
      const options = self.optsWithGlobals<GlobalOptions & { limit?: string }>();
      const { app, console } = createContext(options, { limit: options.limit });
      const text = query.join(' ');
      const store = await openAppStore(app, 'data');
      try {
        const { total, papers } = await store.papers.search(text, app.config.values.limit);
        if (options.json === true) {
          const rows = papers.map(({ paper, lastSeen }) => ({
            id: paper.key,
            title: paper.title,
            url: paper.links.abstract ?? paper.links.listing ?? paper.links.pdf,
            published: paper.published,
            lastSeen,
          }));
          await console.result(`${JSON.stringify({ total, papers: rows }, null, 2)}\n`);
          return;
        }
        for (const { paper, lastSeen } of papers) {
          const link = paper.links.abstract ?? paper.links.listing ?? paper.links.pdf;
          const facts = [paper.key, paper.published ?? lastSeen, paper.organization, link].filter(
            (fact) => fact != null,
          );
          await console.result(`${paper.title}\n  ${facts.join(' · ')}\n`);
        }
        if (total > papers.length)
          console.note(`${count(total, 'paper')} in all; --limit shows more`);
        if (total === 0) {
          const all = await store.papers.count();
          if (all === 0) console.note('The store is empty. Fill it with: paperboy ingest');
          else if (parseSearchQuery(text).required.length === 0)
            console.note('A search needs a word to find, beside those that a minus excludes.');
          else console.note(`Nothing among ${count(all, 'paper')} holds all of: ${text}`);
        }
      } finally {
        await store.close();
      }
    });
}
