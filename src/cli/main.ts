#!/usr/bin/env node
/** The command `paperboy`: reads the words, runs the command, turns errors into sentences and exit codes. */
import { CommanderError } from 'commander';
import { errorCodes, PaperboyError } from '../lib/errors.ts';
import { commands } from './commands.ts';
import { buildProgram } from './program.ts';

// A reader that has seen enough (`paperboy search x | head`) closes the pipe: that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  process.stderr.write(`paperboy: standard output cannot be written (${error.code})\n`);
  process.exit(1);
});

process.exitCode = await run(process.argv.slice(2));

async function run(words: readonly string[]): Promise<number> {
  try {
    await buildProgram().parseAsync(helpOfPart(words), { from: 'user' });
    return Number(process.exitCode ?? 0);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : errorCodes.USAGE;
    if (error instanceof PaperboyError) {
      process.stderr.write(
        `paperboy: ${error.message}\n${error.hint === undefined ? '' : `  ${error.hint}\n`}`,
      );
      if (words.includes('--verbose') && error.cause !== undefined) console.error(error.cause);
      return errorCodes[error.code];
    }
    const message = error instanceof Error ? error.message : String(error);
    process.stderr.write(`paperboy: this should not have happened: ${message}\n`);
    if (words.includes('--verbose')) console.error(error);
    else
      process.stderr.write('  Run it again with --verbose to see where, and please report it.\n');
    return 1;
  }
}

/**
 * `help subscribers add` is `subscribers add --help`: commander's own help looks at the first name alone, and shows
 * that of the whole program for a name that no command has.
 */
function helpOfPart(words: readonly string[]): string[] {
  const [first, command, part, ...more] = words;
  const isName = command !== undefined && command !== 'help' && !command.startsWith('-');
  if (first === 'help' && isName && !commands.some(({ name }) => name === command))
    return [command];
  const isPart = first === 'help' && command !== undefined && part !== undefined;
  return isPart ? [command, part, ...more, '--help'] : [...words];
}
