/** `paperboy papers`: one paper with its record, and the way to undo a wrong merge. */
import type { Command } from 'commander';
import type { GlobalOptions } from '../context.ts';

const help = `
A paper is named by its key, its arXiv id, its DOI, its address or its exact title.

Examples:
  paperboy papers show 2610.90171                       everything known, and what was taken for it
  paperboy papers split 2610.90171                      undo the only merge of the paper
  paperboy papers split 2610.90171 --merge 17           the one of several that is meant`;

export function configurePapers(command: Command): void {
  command
    .description('Shows a paper with all that was taken for it, and undoes a wrong merge for good.')
    .addHelpText('after', help);
  command
    .command('show')
    .description('Prints what is known of a paper, where it was seen, and its merges with reasons.')
    .argument('<paper>', 'key, arXiv id, DOI, address or exact title')
    .action(async (name: string, _options: unknown, self: Command) => {
      const { showPaper } = await import('../papers-show.ts');
      await showPaper(name, self.optsWithGlobals<GlobalOptions>());
    });
  command
    .command('split')
    .description('Makes two papers of what was wrongly taken for one; they are never merged again.')
    .argument('<paper>', 'key, arXiv id, DOI, address or exact title')
    .option('--merge <number>', 'which merge to undo, as papers show numbers them')
    .action(async (name: string, _options: unknown, self: Command) => {
      const { splitPaper } = await import('../papers-split.ts');
      await splitPaper(name, self.optsWithGlobals<GlobalOptions & { merge?: string }>());
    });
}
