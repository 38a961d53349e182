/** `paperboy subscribers`: who gets the digest by mail, what they want, and who must get none. */
import type { Command } from 'commander';
import type {
  AddOptions,
  ImportOptions,
  PreferenceOptions,
  SubscriberOptions,
} from '../subscribers-actions.ts';

const help = `
Times are by the reader's own clock (--zone; the site's unless given). An empty value goes back to the usual:
--hour "" is as soon as the issue is out, --topics "" with no other interests are the site's.

Examples:
  paperboy subscribers add ada@example.org --hour 7 --weekdays mon-fri --zone Europe/Zurich
  paperboy subscribers set ada@example.org --topics "tide forecasting, sourdough:2, -robot"
  paperboy subscribers pause ada@example.org --until 2026-11-02
  paperboy subscribers list --state confirmed
  paperboy subscribers export --out readers.csv && paperboy subscribers import readers.csv`;

export function configureSubscribers(command: Command): void {
  command
    .description('Who gets the digest by mail: adding, changing, pausing, letting go, in and out.')
    .addHelpText('after', help);
  const add = command
    .command('add')
    .description('Adds a reader who told you that they agree; with --ask, one who is to be asked.')
    .argument('<address>', 'one mail address')
    .option(
      '--ask',
      'ask them by mail, and leave them unconfirmed until they agree (needs baseUrl)',
    )
    .option('--wording <text>', 'how they agreed, kept as proof');
  addPreferences(add).action(async (address: string, _options: unknown, self: Command) => {
    const { addSubscriber } = await import('../subscribers-actions.ts');
    await addSubscriber(address, self.optsWithGlobals<AddOptions>());
  });
  command
    .command('confirm')
    .description('Confirms a reader by your word: they told you that they agree.')
    .argument('<address>', 'one mail address')
    .option('--wording <text>', 'how they agreed, kept as proof')
    .option('--resubscribe', 'also who has unsubscribed')
    .action(async (address: string, _options: unknown, self: Command) => {
      const { confirmSubscriber } = await import('../subscribers-actions.ts');
      await confirmSubscriber(address, self.optsWithGlobals<AddOptions>());
    });
  command
    .command('list')
    .description('Prints all readers, in the order in which they were added.')
    .option('--state <state>', 'unconfirmed, waiting, confirmed, unsubscribed or suppressed alone')
    .action(async (_options: unknown, self: Command) => {
      const { listSubscribers } = await import('../subscribers-show.ts');
      await listSubscribers(self.optsWithGlobals<SubscriberOptions & { state?: string }>());
    });
  command
    .command('show')
    .description('Prints all that is known of a reader.')
    .argument('<address>', 'one mail address')
    .action(async (address: string, _options: unknown, self: Command) => {
      const { showSubscriber } = await import('../subscribers-show.ts');
      await showSubscriber(address, self.optsWithGlobals<SubscriberOptions>());
    });
  const set = command
    .command('set')
    .description('Changes what is given of a reader’s preferences and leaves the rest.')
    .argument('<address>', 'one mail address');
  addPreferences(set).action(async (address: string, _options: unknown, self: Command) => {
    const { setSubscriber } = await import('../subscribers-actions.ts');
    await setSubscriber(address, self.optsWithGlobals<PreferenceOptions>());
  });
  command
    .command('pause')
    .description('Sends a reader nothing until a day, or until they are resumed.')
    .argument('<address>', 'one mail address')
    .option('--until <day>', 'the first day on which mail comes again, YYYY-MM-DD')
    .action(async (address: string, _options: unknown, self: Command) => {
      const { pauseSubscriber } = await import('../subscribers-actions.ts');
      await pauseSubscriber(
        address,
        self.optsWithGlobals<SubscriberOptions & { until?: string }>(),
      );
    });
  command
    .command('move')
    .description('Sends a reader’s mail to another address, by your word, and tells the old one.')
    .argument('<address>', 'the address that is theirs now')
    .argument('<to>', 'the one that takes its place')
    .option('--wording <text>', 'how they asked for it, kept as proof')
    .action(async (address: string, to: string, _options: unknown, self: Command) => {
      const { moveSubscriber } = await import('../subscribers-actions.ts');
      await moveSubscriber(
        address,
        to,
        self.optsWithGlobals<SubscriberOptions & { wording?: string }>(),
      );
    });
  for (const [name, description] of [
    ['resume', 'Ends a pause.'],
    ['unsubscribe', 'Ends a reader’s mail at once; the address stays on record.'],
    ['approve', 'Lets in a reader who confirmed and waits (subscribe.mode: approve).'],
    ['remove', 'Forgets a reader; what was sent stays in the ledger.'],
    ['erase', 'Erases a person from every table; the ledger keeps mails without a name.'],
    ['unsuppress', 'Takes back that an address gets no mail, whatever the reason was.'],
  ] as const) {
    command
      .command(name)
      .description(description)
      .argument('<address>', 'one mail address')
      .action(async (address: string, _options: unknown, self: Command) => {
        const { actions } = await import('../subscribers-actions.ts');
        await actions[name](address, self.optsWithGlobals<SubscriberOptions>());
      });
  }
  command
    .command('suppress')
    .description('Sends no mail to an address any more, whether or not it is a reader’s.')
    .argument('<address>', 'one mail address')
    .option('--reason <text>', 'why, in your words')
    .action(async (address: string, _options: unknown, self: Command) => {
      const { suppressSubscriber } = await import('../subscribers-actions.ts');
      await suppressSubscriber(
        address,
        self.optsWithGlobals<SubscriberOptions & { reason?: string }>(),
      );
    });
  command
    .command('import')
    .description('Takes in readers and suppressed addresses from a CSV or a list of addresses.')
    .argument('<file>', 'a file, or - for standard input')
    .option('--resubscribe', 'bring back also who has unsubscribed or is suppressed')
    .action(async (file: string, _options: unknown, self: Command) => {
      const { importSubscribers } = await import('../subscribers-move.ts');
      await importSubscribers(file, self.optsWithGlobals<ImportOptions>());
    });
  command
    .command('export')
    .description('Writes readers and suppressed addresses as CSV, which import takes again.')
    .option('--out <file>', 'write to a file; - is standard output')
    .action(async (_options: unknown, self: Command) => {
      const { exportSubscribers } = await import('../subscribers-move.ts');
      await exportSubscribers(self.optsWithGlobals<SubscriberOptions & { out?: string }>());
    });
}

function addPreferences(command: Command): Command {
  return command
    .option('--topics <list>', 'what they want to read: "a topic, another:2, -muted"')
    .option('--mute <words>', 'words they never want to see, separated by commas')
    .option('--authors <names>', 'people they follow, separated by commas')
    .option('--organizations <names>', 'organisations they follow, separated by commas')
    .option(
      '--trend <percent>',
      'how much what trends counts: 0% only what fits, 100% only what trends',
    )
    .option('--limit <number>', 'how many papers a digest shows at most')
    .option('--weekdays <days>', 'mon-fri, mon,wed,fri, weekends or daily')
    .option('--hour <time>', 'when, such as 07:00 (default: as soon as the issue is out)')
    .option('--zone <zone>', 'their time zone, such as Europe/Zurich')
    .option('--format <format>', 'html or text')
    .option('--empty <what>', 'on days with nothing new for them: skip, note, or best of the week');
}
