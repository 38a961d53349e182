/** A terminal as far as the board needs one: it takes what is written and knows what stands on its screen. */
import { displayWidth, splitGraphemes } from '../../../src/lib/display-width.ts';

/** Whatever else is written is a mistake: an escape sequence it does not know throws. */
export class Screen {
  readonly isTTY = true;
  columns: number;
  rows: number;
  /** Each write, as it came. */
  readonly writes: string[] = [];
  /** What was scrolled out at the top, then the rows of the window; a row is a list of characters. */
  #lines: string[][] = [[]];
  #row = 0;
  #column = 0;
  #wraps = true;

  readonly #measure: (grapheme: string) => number;

  constructor(columns: number, rows: number, measure = displayWidth) {
    this.columns = columns;
    this.rows = rows;
    this.#measure = measure;
  }

  /** All rows that were ever on the screen and still stand, without those empty at the end. */
  get text(): string[] {
    const rows = this.#lines.map((line) => line.join('').trimEnd());
    return rows.slice(0, rows.findLastIndex((row) => row !== '') + 1);
  }

  /** The window alone. */
  get window(): string[] {
    return this.#lines.slice(-this.rows).map((line) => line.join('').trimEnd());
  }

  write(text: string): boolean {
    this.writes.push(text);
    for (const [part, order] of text.matchAll(/\x1b(\[[?\d;]*[A-Za-z])?|\r|\n|[^\x1b\r\n]+/g)) {
      if (part.startsWith('\x1b')) this.#obey(order ?? '');
      else if (part === '\n') this.#feed();
      else if (part === '\r') this.#column = 0;
      else for (const grapheme of splitGraphemes(part)) this.#put(grapheme);
    }
    return true;
  }

  #obey(order: string): void {
    const top = Math.max(0, this.#lines.length - this.rows);
    if (/^\[\d+A$/.test(order)) {
      this.#row = Math.max(top, this.#row - Number.parseInt(order.slice(1), 10));
    } else if (order === '[K') this.#current().splice(this.#column);
    else if (order === '[J') {
      this.#current().splice(this.#column);
      for (const line of this.#lines.slice(this.#row + 1)) line.splice(0);
    } else if (order === '[?7l') this.#wraps = false;
    else if (order === '[?7h') this.#wraps = true;
    else if (!/^\[\d+m$/.test(order)) throw new Error(`not a sequence of ours: ${order}`);
  }

  #put(grapheme: string): void {
    if (/[\x00-\x1f\x7f-\x9f]/.test(grapheme)) throw new Error('a control character');
    const width = this.#measure(grapheme);
    if (this.#column + width > this.columns) {
      if (!this.#wraps) return;
      this.#feed();
    }
    this.#current()[this.#column] = grapheme;
    for (let more = 1; more < width; more++) this.#current()[this.#column + more] = '';
    this.#column += width;
  }

  /** A terminal's driver takes a line feed to the beginning of the next row. */
  #feed(): void {
    this.#row++;
    this.#column = 0;
    if (this.#row === this.#lines.length) this.#lines.push([]);
  }

  #current(): string[] {
    return this.#lines[this.#row]!;
  }
}
