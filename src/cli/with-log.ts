/** What `serve` and `run` say beside their results goes through the one log, in the form that the option `log` asks for. */
import { format } from 'node:util';
import { wantsJson } from '../config/terminal.ts';
import { errorCodes, PaperboyError } from '../lib/errors.ts';
import { type Log, type LogLevel, openLog } from '../lib/log.ts';
import { type Context, contextOf, type GlobalOptions, readConfig } from './context.ts';

export interface LoggedContext extends Context {
  readonly log: Log;
}

/**
 * Runs the command. In JSON, what ends it is a line as well; else it is told like that of any command.
 * @param isService whether it is left running, with nobody before it.
 */
export async function withLog(
  globals: GlobalOptions,
  isService: boolean,
  work: (context: LoggedContext) => Promise<void>,
): Promise<void> {
  const isTerminal = process.stderr.isTTY === true;
  // What is wrong with the configuration is told as if it said nothing of logs.
  let log = openLog({ isJson: wantsJson('auto', isService, isTerminal) });
  try {
    const config = readConfig(globals);
    log = openLog({ isJson: wantsJson(config.values.log, isService, isTerminal) });
    if (log.isJson) adoptOthersWords(log);
    await work({ ...contextOf(globals, config, log), log });
  } catch (error) {
    if (!log.isJson) throw error;
    const expected = error instanceof PaperboyError ? error : null;
    log.write('error', expected?.message ?? `this should not have happened: ${stackOf(error)}`, {
      code: expected?.code,
      hint: expected?.hint,
    });
    process.exitCode = expected === null ? 1 : errorCodes[expected.code];
  }
}

/** Packages write to the console and Node to standard error, over several lines: those go through the log too. */
function adoptOthersWords(log: Log): void {
  const levels = {
    log: 'info',
    info: 'info',
    debug: 'info',
    warn: 'warn',
    error: 'error',
  } as const;
  for (const [name, level] of Object.entries(levels) as [keyof typeof levels, LogLevel][]) {
    console[name] = (...words: unknown[]) => log.write(level, format(...words));
  }
  process.removeAllListeners('warning');
  process.on('warning', ({ name, message }) => log.write('warn', `${name}: ${message}`));
  process.on('uncaughtException', (error) => {
    log.write('error', `this should not have happened: ${stackOf(error)}`);
    process.exit(1);
  });
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
