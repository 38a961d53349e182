/** The command table as a commander program, with the options that work everywhere. */
import { Command } from 'commander';
import { closest } from '../lib/closest.ts';
import { commands } from './commands.ts';

const examples = `
Examples:
  paperboy sample                                      try it: a digest of the bundled samples
  paperboy digest https://huggingface.co/papers        today's papers, in the terminal
  paperboy digest page.txt --topics "video generation, self-correction:2, -robot"
  paperboy ingest && paperboy digest --format html --open

Results go to standard output, everything else to standard error.
Exit codes: 0 done, 1 failed, 2 wrong usage, 75 another job holds the lock.`;

export function buildProgram(): Command {
  const program = new Command('paperboy')
    .description(
      'The daily paper digest: reads trending-paper listings, ranks them by what you care about.',
    )
    .version('0.1.0')
    .helpCommand('help [command]', 'what a command does, with examples')
    .addHelpText('after', examples)
    .configureOutput({ outputError: (text, write) => write(withSuggestion(text)) })
    .showHelpAfterError('  paperboy --help shows every command, paperboy help COMMAND one of them.')
    .showSuggestionAfterError(true)
    .exitOverride();
  addEverywhere(program);
  for (const { name, summary, configure } of commands) {
    const command = program.command(name).summary(summary).exitOverride();
    command.copyInheritedSettings(program);
    configure(command);
    addEverywhere(command);
    for (const part of command.commands) addEverywhere(part);
  }
  return program;
}

/** Accepted before and behind the command's name. */
function addEverywhere(command: Command): void {
  command
    .option('--config <file>', 'the configuration file (default: paperboy.yaml, if there is one)')
    .option('--data <folder>', 'where papers and outputs are kept (default: data)')
    .option('--quiet', 'only warnings and errors beside the result')
    .option('--verbose', 'say more about what is done')
    .option('--json', 'the result as JSON');
}

function withSuggestion(text: string): string {
  const unknown = /unknown command '([^']*)'/.exec(text)?.[1];
  const near =
    unknown === undefined
      ? null
      : closest(
          unknown,
          commands.map(({ name }) => name),
        );
  const said = `paperboy: ${text.replace(/^error: /, '')}`;
  return near === null || text.includes('Did you mean')
    ? said
    : `${said.trimEnd()} Did you mean ${near}?\n`;
}
