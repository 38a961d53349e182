/** `paperboy bounces`: acts on mails that came back, and on complaints. */
import type { Command } from 'commander';
import type { GlobalOptions } from '../context.ts';

const help = `
A mailbox is an mbox file, a message, a Maildir, a folder of messages, or - for standard input.

Examples:
  paperboy bounces ingest bounces.mbox
  paperboy bounces ingest ~/Maildir --json | jq '.actions[]'
  paperboy bounces ingest < message.eml                 as mail servers call it, for each message`;

export function configureBounces(command: Command): void {
  command
    .description('Acts on mails that came back: addresses that are gone get no more mail.')
    .addHelpText('after', help);
  command
    .command('ingest')
    .description('Reads delivery reports and complaints; the same report twice changes nothing.')
    .argument('[mailbox...]', 'mbox files, messages, folders, or - for standard input')
    .action(async (mailboxes: string[], _options: unknown, self: Command) => {
      const { ingestMailboxes } = await import('../bounces-ingest.ts');
      await ingestMailboxes(mailboxes, self.optsWithGlobals<GlobalOptions>());
    });
}
