/** The syntax of BibTeX: entries with their fields as written, macros filled in. Linear in the length of the text. */
import type { LibraryProblem } from './library.ts';

export interface BibtexEntry {
  readonly line: number;
  /** In lower case, such as `article`. */
  readonly type: string;
  readonly key: string;
  /** By lower-case name; of fields given twice the first. LaTeX as written. */
  readonly fields: ReadonlyMap<string, string>;
}

/** Where an entry may begin. */
const beginning = /(?<=^|[\s})])@[ \t]{0,20}([A-Za-z][\w-]{0,40})\s{0,20}[{(]/g;

/** A line of a field may look like the beginning of an entry: so many of them are tried before it is given up. */
const mostWithin = 4;

/** So many entries of a file are tried further on: a file of nothing else is no library. */
const mostTries = 500;

/** No macro is longer, and no field with its macros: a few lines could otherwise grow without end. UTF-16 units. */
const longestMacro = 10_000;
const longestValue = 1_000_000;

const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');

interface Start {
  readonly type: string;
  readonly at: number;
  /** Behind the opening brace. */
  readonly from: number;
  readonly line: number;
  /** Nothing but space stands before it: what is not closed ends here, so that it swallows none that follow. */
  readonly isOwnLine: boolean;
}

/** @param most how many entries are read. */
export function readBibtex(
  text: string,
  most: number,
): { readonly entries: BibtexEntry[]; readonly problems: LibraryProblem[] } {
  const entries: BibtexEntry[] = [];
  const problems: LibraryProblem[] = [];
  const macros = new Map(months.map((name, index) => [name, String(index + 1)]));
  const starts = findStarts(text);
  let [done, tries] = [0, 0];
  for (const [index, { type, at, from, line }] of starts.entries()) {
    if (at < done || type === 'comment') continue;
    const ends = endsBehind(starts, index, text.length);
    let read = new EntryReader(text, from, ends[0] as number, macros).read(type);
    const { fault } = read;
    for (const end of ends.slice(1)) {
      if (read.fault === null || tries++ >= mostTries) break;
      read = new EntryReader(text, from, end, macros).read(type);
    }
    done = read.fault === null ? read.end : (ends[0] as number);
    if (read.fault !== null) {
      const key = /^\s*([^\s,={}()"]{1,200})\s*,/.exec(
        text.slice(from, Math.min(done, from + 300)),
      );
      problems.push({ line, name: key?.[1] ?? `@${type}`, message: fault as string });
    } else if (type !== 'string' && type !== 'preamble') {
      if (entries.length >= most) {
        problems.push({ line, name: read.key, message: `is beyond the first ${most} entries` });
        break;
      }
      entries.push({ line, type, key: read.key, fields: read.fields });
    }
  }
  return { entries, problems };
}

/** Where the entry ends at the latest, if it is whole; then further on, for one that holds what looks like others. */
function endsBehind(starts: readonly Start[], index: number, length: number): number[] {
  const ends: number[] = [];
  for (let next = index + 1; next < starts.length && ends.length < mostWithin; next++) {
    const start = starts[next] as Start;
    if (start.isOwnLine) ends.push(start.at);
  }
  return ends.length < mostWithin ? [...ends, length] : ends;
}

function findStarts(text: string): Start[] {
  const starts: Start[] = [];
  let [line, counted, lineStart] = [1, 0, 0];
  for (const match of text.matchAll(beginning)) {
    const at = match.index;
    for (; counted < at; counted++) {
      if (text.charCodeAt(counted) !== 10) continue;
      line++;
      lineStart = counted + 1;
    }
    starts.push({
      type: (match[1] as string).toLowerCase(),
      at,
      from: at + match[0].length,
      line,
      isOwnLine: at - lineStart < 200 && text.slice(lineStart, at).trim() === '',
    });
  }
  return starts;
}

interface ReadEntry {
  readonly key: string;
  readonly fields: ReadonlyMap<string, string>;
  readonly end: number;
  readonly fault: string | null;
}

class Fault extends Error {}

class EntryReader {
  readonly #text: string;
  readonly #end: number;
  readonly #macros: Map<string, string>;
  #at: number;

  constructor(text: string, from: number, end: number, macros: Map<string, string>) {
    this.#text = text;
    this.#at = from;
    this.#end = end;
    this.#macros = macros;
  }

  read(type: string): ReadEntry {
    const fields = new Map<string, string>();
    let key = '';
    try {
      if (type === 'preamble') this.#value();
      else if (type !== 'string') key = this.#key();
      for (this.#skip(','); !this.#isClosed(); this.#skip(',')) {
        const name = this.#word();
        if (name === '') throw new Fault(`a field’s name was expected at ${this.#here()}`);
        this.#skip();
        if (this.#text[this.#at] !== '=') {
          throw new Fault(`the field ${name} has no equals sign at ${this.#here()}`);
        }
        this.#at++;
        const value = this.#value();
        if (type === 'string') this.#macros.set(name.toLowerCase(), value.slice(0, longestMacro));
        else if (!fields.has(name.toLowerCase())) fields.set(name.toLowerCase(), value);
        this.#skip();
        const next = this.#text[this.#at];
        if (next !== ',' && !this.#isClosed()) {
          throw new Fault(`a comma is missing behind the field ${name}, at ${this.#here()}`);
        }
      }
      return { key, fields, end: this.#at + 1, fault: null };
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      return { key, fields, end: this.#at, fault: error.message };
    }
  }

  /** What stands before the first comma; empty where the fields begin at once. */
  #key(): string {
    const key = /\s*([^\s,={}()"#]*)\s*(?=[,}])/y;
    key.lastIndex = this.#at;
    const match = key.exec(this.#text);
    if (match === null) return '';
    this.#at = key.lastIndex;
    return match[1] as string;
  }

  #word(): string {
    const word = /[^\s=,{}()"#%]{1,200}/y;
    word.lastIndex = this.#at;
    const [found = ''] = word.exec(this.#text) ?? [];
    this.#at += found.length;
    return found;
  }

  #isClosed(): boolean {
    const character = this.#text[this.#at];
    if (this.#at >= this.#end) throw new Fault('it is not closed');
    return character === '}' || character === ')';
  }

  #skip(also = ''): void {
    while (this.#at < this.#end) {
      const character = this.#text[this.#at] as string;
      if (/\s/.test(character) || character === also) this.#at++;
      else return;
    }
  }

  /** Pieces joined by `#`: in braces, in quotes, a number, or the name of a macro. */
  #value(): string {
    let value = '';
    for (;;) {
      this.#skip();
      const character = this.#text[this.#at];
      if (character === '{') value += this.#braced();
      else if (character === '"') value += this.#quoted();
      else {
        const word = this.#word();
        if (word === '') throw new Fault(`a value was expected at ${this.#here()}`);
        value += this.#macros.get(word.toLowerCase()) ?? word;
      }
      if (value.length > longestValue) throw new Fault('a field is too long');
      this.#skip();
      if (this.#text[this.#at] !== '#') return value;
      this.#at++;
    }
  }

  #braced(): string {
    const from = this.#at + 1;
    this.#at = this.#closing(from, '}', 'a brace is opened but not closed');
    return this.#text.slice(from, this.#at - 1);
  }

  #quoted(): string {
    const from = this.#at + 1;
    this.#at = this.#closing(from, '"', 'a quote is opened but not closed');
    return this.#text.slice(from, this.#at - 1);
  }

  /** Behind the character that ends a value; braces inside come in pairs, and hide it. */
  #closing(from: number, mark: '}' | '"', fault: string): number {
    let depth = 0;
    for (let at = from; at < this.#end; at++) {
      const character = this.#text[at];
      if (character === '\\') at++;
      else if (depth === 0 && character === mark) return at + 1;
      else if (character === '{') depth++;
      else if (character === '}' && --depth < 0) throw new Fault(fault);
      else if (at - from > longestValue) throw new Fault(fault);
    }
    throw new Fault(fault);
  }

  #here(): string {
    const rest = this.#text.slice(this.#at, this.#at + 30).split('\n', 1)[0] ?? '';
    return rest.trim() === '' ? 'its end' : `“${rest.trim()}”`;
  }
}
