/** `paperboy deliveries`: the ledger of every mail, and what an operator decides about it. */
import type { Command } from 'commander';
import type { GlobalOptions } from '../context.ts';
import type { ListOptions } from '../deliveries-list.ts';
import type { ResolveOptions } from '../deliveries-resolve.ts';

const help = `
States: ready, claimed, handed (on its way); accepted, rejected, expired, skipped (ended); uncertain (the server had it
and no answer came: look into its log, then resolve it).

Examples:
  paperboy deliveries list                              the latest, newest first
  paperboy deliveries list --state uncertain --json
  paperboy deliveries show 4711                         everything that happened to one
  paperboy deliveries resolve 4711 --accepted           it did arrive
  paperboy deliveries resolve 4711 --resend             it did not: send it again
  paperboy deliveries resume 2026-10-14                 an issue that was paused goes on`;

export function configureDeliveries(command: Command): void {
  command
    .description('The ledger of every mail: who got what and when, and what is uncertain.')
    .addHelpText('after', help);
  command
    .command('list')
    .description('The deliveries, newest first.')
    .option('--state <states>', 'only these, separated by commas')
    .option('--issue <day>', 'only of this issue, YYYY-MM-DD')
    .option('--address <address>', 'only to this address')
    .option('--limit <number>', 'how many at most', '50')
    .action(async (_options: unknown, self: Command) => {
      const { listDeliveries } = await import('../deliveries-list.ts');
      await listDeliveries(self.optsWithGlobals<ListOptions>());
    });
  command
    .command('show')
    .description('One delivery with everything that happened to it.')
    .argument('<id>', 'its number')
    .action(async (id: string, _options: unknown, self: Command) => {
      const { showDelivery } = await import('../deliveries-list.ts');
      await showDelivery(id, self.optsWithGlobals<GlobalOptions>());
    });
  command
    .command('resolve')
    .description('Decides about an uncertain delivery, for good.')
    .argument('<id>', 'its number, or "all" for every uncertain one')
    .option('--accepted', 'it arrived')
    .option('--resend', 'it did not: the same mail goes out again with the next run')
    .action(async (id: string, _options: unknown, self: Command) => {
      const { resolveDeliveries } = await import('../deliveries-resolve.ts');
      await resolveDeliveries(id, self.optsWithGlobals<ResolveOptions>());
    });
  command
    .command('pause')
    .description('Sends nothing more of an issue until it is resumed.')
    .argument('<day>', 'the issue, YYYY-MM-DD')
    .action(async (day: string, _options: unknown, self: Command) => {
      const { pauseIssue } = await import('../deliveries-resolve.ts');
      await pauseIssue(day, self.optsWithGlobals<GlobalOptions>());
    });
  command
    .command('resume')
    .description('Goes on with an issue, or with all mail, that was paused.')
    .argument('[day]', 'the issue, YYYY-MM-DD; all of them unless given')
    .action(async (day: string | undefined, _options: unknown, self: Command) => {
      const { resumeDeliveries } = await import('../deliveries-resolve.ts');
      await resumeDeliveries(day ?? null, self.optsWithGlobals<GlobalOptions>());
    });
}
