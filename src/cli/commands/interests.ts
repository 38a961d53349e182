/** `paperboy interests`: what you like, learnt from votes on papers and from the library you bring along. */
import type { Command } from 'commander';
import type { ImportOptions, ResetOptions, ShowOptions, VoteOptions } from '../interests.ts';

const help = `
Without --for it is about you, who run this Paperboy; with --for about one subscriber.
A saved paper is --more, a hidden one --less. A paper is named by its key, arXiv id, DOI, address or exact title.

Examples:
  paperboy interests vote 2610.90171 --more              more like this
  paperboy interests import library.bib                  BibTeX, RIS or CSV, as Zotero and others export them
  pbpaste | paperboy interests import -                  one arXiv id, DOI, address or title a line
  paperboy interests import library.ris --dry-run        what would be matched, and what would not
  paperboy interests show --for ada@example.org
  paperboy interests reset --yes                         forget all votes and imports`;

const forText = 'a subscriber, by their mail address (default: yourself)';

export function configureInterests(command: Command): void {
  command
    .description('What you like: votes on papers, a library brought along, and forgetting it.')
    .addHelpText('after', help);
  command
    .command('show')
    .description('Prints topics, muted and followed, and the papers that were liked and disliked.')
    .option('--for <address>', forText)
    .option('--all', 'all of these papers, not only the latest ten of each')
    .action(async (_options: unknown, self: Command) => {
      const { showInterests } = await import('../interests.ts');
      await showInterests(self.optsWithGlobals<ShowOptions>());
    });
  command
    .command('vote')
    .description('Says of papers: more like this, less like this, or neither.')
    .argument('<papers...>', 'each a key, arXiv id, DOI, address or exact title')
    .option('--more', 'more like this: liked, saved')
    .option('--less', 'less like this: disliked, hidden')
    .option('--forget', 'neither: take back what was said')
    .option('--for <address>', forText)
    .action(async (papers: readonly string[], _options: unknown, self: Command) => {
      const { voteOnPapers } = await import('../interests.ts');
      await voteOnPapers(papers, self.optsWithGlobals<VoteOptions>());
    });
  command
    .command('import')
    .description(
      'Takes in a library: its papers are liked. Says what was matched and what was not.',
    )
    .argument('<file...>', 'files, or - for standard input')
    .option('--for <address>', forText)
    .option('--format <format>', 'auto, bibtex, ris, csv, ids or titles', 'auto')
    .option('--dry-run', 'say what would be done, and do nothing')
    .option('--strict', 'fail when anything could not be read')
    .action(async (files: string[], _options: unknown, self: Command) => {
      const { importLibraries } = await import('../interests-import.ts');
      await importLibraries(files, self.optsWithGlobals<ImportOptions>());
    });
  command
    .command('reset')
    .description('Forgets all votes and imports. Topics stay as they are.')
    .option('--for <address>', forText)
    .option('--yes', 'without asking')
    .action(async (_options: unknown, self: Command) => {
      const { resetInterests } = await import('../interests.ts');
      await resetInterests(self.optsWithGlobals<ResetOptions>());
    });
}
