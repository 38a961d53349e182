/** The command line's two channels: results on standard output, everything else on standard error. */
import { once } from 'node:events';
import type { Log, LogFields, LogLevel } from '../lib/log.ts';

export interface Verbosity {
  readonly quiet: boolean;
  readonly verbose: boolean;
}

export class Console {
  readonly #verbosity: Verbosity;
  readonly #log: Log | null;
  warnings = 0;

  /** @param log where what is kept goes; without one it is said to the person who gave the command. */
  constructor(verbosity: Verbosity, log: Log | null = null) {
    this.#verbosity = verbosity;
    this.#log = log;
  }

  /** The result. Waits until it is written, so that a slow pipe loses nothing. */
  async result(text: string | Uint8Array): Promise<void> {
    if (!process.stdout.write(text)) await once(process.stdout, 'drain');
  }

  /** Something to know that is not the result; silent with --quiet. */
  note(text: string, fields?: LogFields): void {
    if (!this.#verbosity.quiet) this.#say('info', text, fields);
  }

  /** Something that went wrong without stopping the work; shown even with --quiet. */
  warn(text: string, fields?: LogFields): void {
    this.warnings++;
    this.#say('warn', text, fields);
  }

  /** Only with --verbose. */
  detail(text: string): void {
    if (this.#verbosity.verbose) this.#say('info', text);
  }

  #say(level: LogLevel, text: string, fields?: LogFields): void {
    if (this.#log !== null) this.#log.write(level, text, fields);
    else process.stderr.write(`${level === 'warn' ? 'warning: ' : ''}${text}\n`);
  }
}
