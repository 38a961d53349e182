/** The command line's two channels: results on standard output, everything else on standard error. */
import { once } from 'node:events';

export interface Verbosity {
  readonly quiet: boolean;
  readonly verbose: boolean;
}

export class Console {
  readonly #verbosity: Verbosity;
  warnings = 0;

  constructor(verbosity: Verbosity) {
    this.#verbosity = verbosity;
  }

  /** The result. Waits until it is written, so that a slow pipe loses nothing. */
  async result(text: string | Uint8Array): Promise<void> {
    if (!process.stdout.write(text)) await once(process.stdout, 'drain');
  }

  /** Something to know that is not the result; silent with --quiet. */
  note(text: string): void {
    if (!this.#verbosity.quiet) process.stderr.write(`${text}\n`);
  }

  /** Something that went wrong without stopping the work; shown even with --quiet. */
  warn(text: string): void {
    this.warnings++;
    process.stderr.write(`warning: ${text}\n`);
  }

  /** Only with --verbose. */
  detail(text: string): void {
    if (this.#verbosity.verbose) process.stderr.write(`${text}\n`);
  }
}
