/** The sources of a run on a terminal, a line each: how far its bytes are, how fast, and what came of it. */
import { styleText } from 'node:util';
import { canRedraw, readEnvironment, wantsColor } from '../config/terminal.ts';
import { displayWidth } from '../lib/display-width.ts';
import { cleanText } from '../lib/text.ts';
import { type BoardLine, composeLine, type SourceState } from './source-state.ts';

/** What the board needs of standard error. */
export interface BoardStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
  write(text: string): unknown;
}

export interface BoardOptions {
  readonly quiet: boolean;
  /** Standard error unless given. */
  readonly stream?: BoardStream;
}

/** Milliseconds from one drawing to the next. */
const pause = 100;

/** Moves the cursor up to the first line; the terminal does not wrap what it takes to be wider than we do. */
const [up, noWrap, wrap] = [(lines: number) => `\x1b[${lines}A`, '\x1b[?7l', '\x1b[?7h'];
const [clearRest, clearBelow] = ['\x1b[K', '\x1b[J'];

/**
 * Draws on a terminal and writes nothing to anything else. While it draws, nobody else may write to the terminal:
 * begin it after the last note, and end it before the next.
 */
export class SourceBoard {
  /** True where it draws. */
  readonly shown: boolean;
  readonly #stream: BoardStream;
  readonly #color: boolean;
  readonly #states = new Map<string, SourceState>();
  readonly #timer: NodeJS.Timeout | null;
  #drawnAt = Number.NEGATIVE_INFINITY;
  #drawn = { text: '', lines: 0, columns: 0 };
  #ended = false;

  /** @param names the sources in the order of their lines. One that is heard of later gets a line at the end. */
  constructor(names: readonly string[], { quiet, stream = process.stderr }: BoardOptions) {
    const environment = readEnvironment();
    this.#stream = stream;
    this.shown = !quiet && canRedraw(environment, stream.isTTY === true);
    this.#color = wantsColor(environment, stream.isTTY === true);
    for (const name of names) this.#states.set(name, { kind: 'waiting' });
    // A speed falls while nothing comes, and only the clock tells.
    this.#timer = this.shown ? setInterval(() => this.#drawInTime(), pause).unref() : null;
    this.#drawInTime();
  }

  /** Bytes of a source have come: how many so far, and of how many (null where the server does not say). */
  bytes(name: string, received: number, total: number | null): void {
    const before = this.#states.get(name);
    // Fewer than before are those of another document, or of another try.
    const same = before?.kind === 'receiving' && before.received <= received ? before : null;
    const now = performance.now();
    const steps = same === null || now - same.beatAt >= pause;
    this.#change(name, {
      ...{ kind: 'receiving', received, total },
      ...{ from: same?.from ?? received, since: same?.since ?? now },
      ...{ beats: (same?.beats ?? -1) + (steps ? 1 : 0), beatAt: steps ? now : same.beatAt },
    });
  }

  /** A source has been read, or could not be: `text` says which. */
  done(name: string, text: string): void {
    this.#change(name, { kind: 'read', text: cleanText(text) });
  }

  /** The verdict on a source: its word first, which gives the colour. */
  verdict(name: string, line: string): void {
    this.#change(name, { kind: 'judged', text: cleanText(line) });
  }

  /**
   * Draws every line a last time, leaves them standing and draws no more.
   * @returns the sources whose verdict stands there uncut and need not be told again.
   */
  end(): ReadonlySet<string> {
    if (this.#timer !== null) clearInterval(this.#timer);
    const told = new Set<string>();
    if (this.shown && !this.#ended) {
      const states = [...this.#states];
      for (const [place, { tellsAll }] of this.#draw(states).entries()) {
        if (tellsAll) told.add(states[place]![0]);
      }
    }
    this.#ended = true;
    return told;
  }

  #change(name: string, state: SourceState): void {
    if (!this.shown || this.#ended) return;
    this.#states.set(name, state);
    this.#drawInTime();
  }

  #drawInTime(): void {
    if (!this.shown || performance.now() - this.#drawnAt < pause) return;
    // The cursor stands below the last line, so one row is left free; what is above the window cannot be drawn again.
    const most = Math.max(1, (this.#stream.rows || 24) - 1);
    this.#draw([...this.#states].slice(-most));
  }

  #draw(states: readonly (readonly [string, SourceState])[]): BoardLine[] {
    const now = performance.now();
    this.#drawnAt = now;
    // In the last column some terminals wrap already.
    const columns = Math.max(1, (this.#stream.columns || 80) - 1);
    const names = states.map(([name]) => cleanText(name));
    const widest = Math.max(0, ...names.map(displayWidth));
    const nameWidth = Math.min(widest, Math.max(8, Math.floor(columns * 0.4)));
    const board = states.map(([, state], place) =>
      composeLine(names[place]!, state, { columns, nameWidth, now }),
    );
    const text = board.map((line) => `${this.#paint(line)}${clearRest}\n`).join('');
    if (text === this.#drawn.text && columns === this.#drawn.columns) return board;
    // In a window made narrower, nobody knows how many rows the old lines take: they are left, and begun again below.
    const lines = columns < this.#drawn.columns ? 0 : this.#drawn.lines;
    const back = lines > 0 ? up(lines) : '';
    this.#stream.write(`${noWrap}${back}\r${text}${clearBelow}${wrap}`);
    this.#drawn = { text, lines: states.length, columns };
    return board;
  }

  #paint({ name, words, tone }: BoardLine): string {
    if (!this.#color || tone === null) return name + words;
    return name + styleText(tone, words, { validateStream: false });
  }
}
