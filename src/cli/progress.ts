/** A progress line on a terminal: how far, and at what. In a pipe it shows nothing. */
import { shorten } from '../lib/text.ts';

const width = 24;

export class Progress {
  readonly #total: number;
  readonly #shown: boolean;
  #done = 0;

  constructor(total: number, quiet: boolean) {
    this.#total = total;
    this.#shown = process.stderr.isTTY === true && !quiet && total > 0;
  }

  /** One more step is done; `what` is what comes next or has just been done. */
  step(what: string): void {
    this.#done++;
    this.show(what);
  }

  /** `done` steps are done altogether. */
  advance(done: number, what: string): void {
    this.#done = done;
    this.show(what);
  }

  show(what: string): void {
    if (!this.#shown) return;
    const filled = Math.round((width * this.#done) / this.#total);
    const bar = '█'.repeat(filled) + '░'.repeat(width - filled);
    const room = Math.max(10, (process.stderr.columns ?? 80) - width - 14);
    const text = shorten(what.replace(/[\x00-\x1f\x7f-\x9f]/g, ''), room);
    process.stderr.write(`\r\x1b[K${bar} ${this.#done}/${this.#total} ${text}`);
  }

  /** Clears the line. */
  end(): void {
    if (this.#shown) process.stderr.write('\r\x1b[K');
  }
}
