/** Walks over LaTeX source, one formula or one stretch of prose at a time, and gives what it looks like. */
import {
  accents,
  doubleStruck,
  dropped,
  droppedWithArgument,
  functions,
  letters,
  mathAccents,
  spaces,
  subscripts,
  superscripts,
  symbols,
  wrappers,
} from './latex-symbols.ts';

/** Deeper nesting than any real abstract has is left as it is. */
const deepest = 12;

/** What vanishes takes the space or tie before it along: "as shown~\cite{x}." */
const spaceBeforeCitation =
  /(?<![ ~])[ ~]+(?=\\(?:[cC]ite[a-z]*|footnotemark|label|thanks|index|[cC]?ref|eqref|autoref)\b)/g;

/** An umlaut has its letter behind it; a text that closes quotes like this was quoted by a program. */
const escapedQuote = /\\"(?=[\s.,;:!?)\]]|$)/;

/** Scripts that have no characters of their own but read well in parentheses: "ℝ^(d×d)", "π_(θ_old)", "e^(iπ)". */
const readableScript = /^[\p{L}\p{N}\p{M}\s()+\-−*/,.|=×·±_∗∞→∈⁺⁻]+$/u;

/** The formula without its dollars as plain text, or null when that would not be readable. */
export function convertFormula(source: string): string | null {
  return new Converter(source, true).run();
}

/** Prose with its commands, accents and plain scripts converted; what is unknown stays. */
export function convertProse(text: string): string {
  if (!/[\\^{]|_\d/.test(text)) return text;
  const unquoted = escapedQuote.test(text) ? text.replaceAll('\\"', '"') : text;
  const joined = unquoted.replace(spaceBeforeCitation, '');
  return new Converter(joined, false).run() ?? joined;
}

/** In a formula an unknown command fails the whole (null); in prose it stays as it is. */
class Converter {
  readonly #text: string;
  readonly #math: boolean;
  readonly #depth: number;
  #at = 0;
  #braces: Int32Array | null = null;
  /** The last characters written: what a script or a function word leans on. */
  #tail = '';
  /** True right behind the name of a function, whose operand must not grow together with it. */
  #afterFunction = false;

  constructor(text: string, math: boolean, depth = 0) {
    this.#text = text;
    this.#math = math;
    this.#depth = depth;
  }

  run(): string | null {
    const out: string[] = [];
    while (this.#at < this.#text.length) {
      const isScript = /[\^_]/.test(this.#text[this.#at] as string);
      const glued = this.#afterFunction;
      this.#afterFunction = false;
      const piece = this.#next();
      if (piece === null) return null;
      if (glued && isScript) this.#afterFunction = true;
      else if (glued && /^[\p{L}\p{N}√]/u.test(piece)) out.push(' ');
      out.push(piece);
      this.#tail = (this.#tail + piece).slice(-3);
    }
    return out.join('');
  }

  #next(): string | null {
    const character = this.#text[this.#at] as string;
    if (character === '\\') return this.#command();
    if (character === '^' || character === '_') return this.#script(character);
    if (character === '{' && this.#dressed()) return this.#convert(this.#group());
    this.#at++;
    if (!this.#math) return character;
    if (character === '{' || character === '}') return '';
    if (character === '~') return ' ';
    if (character === '*') return '∗';
    if (character === "'") return '′';
    return character;
  }

  /** True for a group that only carries a font switch or an accent: `{\em so}`, `{\'e}`. */
  #dressed(): boolean {
    return this.#text[this.#at + 1] === '\\' && this.#closingBrace() !== -1;
  }

  #command(): string | null {
    const start = this.#at;
    const name = /^(?:[A-Za-z]+|.)/su.exec(this.#text.slice(start + 1, start + 40))?.[0] ?? '';
    this.#at = start + 1 + name.length;
    return this.#accent(name) ?? this.#letter(name) ?? this.#known(name) ?? this.#unknown(start);
  }

  /** What a command becomes, or null when it is unknown or lacks its argument. */
  #known(name: string): string | null {
    if (name === '|' && this.#math) return '‖';
    const symbol = find(symbols, name);
    if (symbol !== undefined) return this.#symbol(symbol);
    if (functions.has(name)) return this.#function(name === 'bmod' ? 'mod' : name);
    const mark = find(mathAccents, name);
    if (mark !== undefined) return this.#marked(mark);
    if (name === 'operatorname')
      return mapNull(this.#starredArgument(), (inner) => this.#function(inner));
    if (/^math(?:bb|ds|bbm)$/.test(name)) {
      return mapNull(this.#argument(), (inner) =>
        inner.replace(/./g, (c) => find(doubleStruck, c) ?? c),
      );
    }
    if (/^[dt]?frac$/.test(name)) return this.#fraction();
    if (name === 'sqrt') return this.#root();
    if (name === 'footnote') return mapNull(this.#argument(), (inner) => ` (${inner})`);
    if (name === 'pmod') return mapNull(this.#argument(), (inner) => `(mod ${inner})`);
    if (name === 'href' || name === 'textcolor') {
      return this.#optionalArgument() === null ? null : this.#argument();
    }
    if (name === 'textsuperscript') return this.#scripted(superscripts, '^');
    if (name === 'textsubscript') return this.#scripted(subscripts, '_');
    if (wrappers.has(name)) return this.#starredArgument();
    if (droppedWithArgument.has(name)) return mapNull(this.#optionalArgument(), () => '');
    if (dropped.has(name)) return this.#drop(name);
    if (spaces.has(name)) return ' ';
    if (/^[%&_#${}]$/.test(name)) return name;
    return /^[!/@-]$/.test(name) ? '' : null;
  }

  /** In prose the arguments of an unknown command stay in their braces. */
  #unknown(start: number): string | null {
    if (this.#math) return null;
    const source = this.#text.slice(start, this.#at);
    if (this.#text[this.#at] !== '{') return source;
    const inner = this.#convert(this.#group());
    return inner === null ? source : `${source}{${inner}}`;
  }

  /** `\left.` and `\right.` are brackets that cannot be seen; font switches take the space behind them with them. */
  #drop(name: string): string {
    if (this.#math && /^(?:left|right)$/.test(name) && this.#text[this.#at] === '.') this.#at++;
    if (this.#text.startsWith('{}', this.#at)) this.#at += 2;
    else if (name !== 'xspace') this.#skipSpaces();
    return '';
  }

  #skipSpaces(): void {
    while (this.#text[this.#at] === ' ') this.#at++;
  }

  #symbol(value: string): string {
    if (this.#text.startsWith('{}', this.#at)) this.#at += 2;
    else if (this.#math && /[\p{L}∂∇]/u.test(value)) this.#at += this.#spacesBehindLetter();
    return value;
  }

  /** Spaces that TeX would not show: before a script, and in `\Delta t`. */
  #spacesBehindLetter(): number {
    return (
      /^ +(?=[_^]|[A-Za-z](?![A-Za-z]))/.exec(this.#text.slice(this.#at, this.#at + 20))?.[0]
        .length ?? 0
    );
  }

  #spacesBeforeScript(): number {
    return /^ +(?=[_^])/.exec(this.#text.slice(this.#at, this.#at + 20))?.[0].length ?? 0;
  }

  /** "n\log n" reads "n log n": the name keeps apart from letters and digits on both sides. */
  #function(name: string): string {
    this.#at += this.#spacesBeforeScript();
    this.#afterFunction = true;
    return /[\p{L}\p{N}\p{M})\]′]$/u.test(this.#tail) ? ` ${name}` : name;
  }

  /** `\o`, `\ss` and other letters that are commands. */
  #letter(name: string): string | null {
    const letter = this.#math ? undefined : find(letters, name);
    if (letter === undefined) return null;
    if (this.#text[this.#at] === ' ') this.#at++;
    else if (this.#text.startsWith('{}', this.#at)) this.#at += 2;
    return letter;
  }

  /**
   * An accent of prose. It needs a letter: `\d+`, `\u00e9`, `don\'t` and `\"quoted\"` come from programs, not from
   * LaTeX. Accents that are signs stand right before it.
   */
  #accent(name: string): string | null {
    const mark = find(accents, name);
    if (mark === undefined || (this.#math && /[a-z=.]/i.test(name))) return null;
    const rest = this.#text.slice(this.#at, this.#at + 4);
    if (/^\W$/.test(name)) {
      if (/^[~^]$/.test(name) && /^(?:\{\}|\d)/.test(rest)) {
        if (rest.startsWith('{')) this.#at += 2;
        return name;
      }
      if (rest.startsWith(' ')) return null;
      const contraction = /^(?:s|t|re|ve|ll)(?!\p{L})/u.test(rest) && /\p{L}$/u.test(this.#tail);
      if (name === "'" && contraction) return "'";
    }
    return this.#marked(mark, name === '"' ? /^[aeiouy]/i : /^\p{L}/u);
  }

  /** The argument with a combining mark behind its first character, or behind each under an over- or underline. */
  #marked(mark: string, base = /^\P{M}/u): string | null {
    const inner = this.#argument()?.trim().replace(/^ı/, 'i').replace(/^ȷ/, 'j');
    if (inner === undefined || !base.test(inner)) return null;
    const lines = mark === mathAccents.overline || mark === mathAccents.underline;
    return inner.replace(lines ? /\P{M}/gu : /^\P{M}/u, (first) => first + mark).normalize('NFC');
  }

  #fraction(): string | null {
    const over = this.#argument();
    const under = this.#argument();
    if (over === null || under === null) return null;
    return `${parenthesised(over)}/${parenthesised(under)}`;
  }

  #root(): string | null {
    const degree = /^\[(.)\]/.exec(this.#text.slice(this.#at, this.#at + 3))?.[1];
    if (degree === undefined && this.#text[this.#at] === '[') return null;
    const sign = { '': '√', '2': '√', '3': '∛', '4': '∜' }[degree ?? ''];
    if (sign === undefined) return null;
    if (degree !== undefined) this.#at += 3;
    return mapNull(this.#argument(), (inner) => sign + parenthesised(inner));
  }

  /** The argument of `\operatorname*{…}`, `\textbf{…}`. */
  #starredArgument(): string | null {
    if (this.#text.startsWith('*{', this.#at)) this.#at++;
    return this.#argument();
  }

  /** The argument of `\cite[p. 3]{…}`, behind what stands in brackets. */
  #optionalArgument(): string | null {
    for (;;) {
      const option = /^ *\[[^\]]{0,200}\]/.exec(this.#text.slice(this.#at, this.#at + 210));
      if (option === null) return this.#starredArgument();
      this.#at += option[0].length;
    }
  }

  /** The converted argument of a command: a group, a command, or one character; null when there is none. */
  #argument(): string | null {
    if (this.#depth > deepest) return null;
    this.#skipSpaces();
    const character = this.#text[this.#at];
    if (character === undefined) return null;
    if (character === '{') {
      const group = this.#group();
      return group === null ? null : this.#convert(group);
    }
    if (character === '\\') return this.#nestedCommand();
    const point = String.fromCodePoint(this.#text.codePointAt(this.#at) as number);
    this.#at += point.length;
    return point;
  }

  /** `\hat\bar\tilde…` nests without braces: counted like groups. */
  #nestedCommand(): string | null {
    const inner = new Converter(this.#text, this.#math, this.#depth + 1);
    inner.#at = this.#at;
    inner.#braces = this.#braces;
    const converted = inner.#command();
    this.#at = inner.#at;
    this.#braces = inner.#braces;
    return converted;
  }

  #group(): string | null {
    const end = this.#closingBrace();
    if (end === -1) return null;
    const inner = this.#text.slice(this.#at + 1, end);
    this.#at = end + 1;
    return inner;
  }

  #closingBrace(): number {
    this.#braces ??= pairBraces(this.#text);
    return this.#braces[this.#at] as number;
  }

  #convert(source: string | null): string | null {
    if (source === null || this.#depth > deepest) return source;
    return new Converter(source, this.#math, this.#depth + 1).run();
  }

  #script(sign: '^' | '_'): string | null {
    const table = sign === '^' ? superscripts : subscripts;
    const start = this.#at;
    this.#at++;
    if (!this.#math && !this.#scriptInProse(sign)) return sign;
    const power = this.#math
      ? undefined
      : /^-?\d{1,9}/.exec(this.#text.slice(this.#at, this.#at + 10))?.[0];
    if (power !== undefined) {
      this.#at += power.length;
      return this.#dress(power, table, sign, start);
    }
    const inner = this.#argument();
    if (inner === null) {
      this.#at = start + 1;
      return this.#math ? null : sign;
    }
    return this.#dress(inner, table, sign, start);
  }

  #scripted(table: Readonly<Record<string, string>>, sign: '^' | '_'): string | null {
    const start = this.#at;
    const inner = this.#argument();
    return inner === null ? null : this.#dress(inner, table, sign, start);
  }

  #dress(
    inner: string,
    table: Readonly<Record<string, string>>,
    sign: '^' | '_',
    start: number,
  ): string | null {
    const decimal = /^\d+\.\d+$/.test(inner);
    const mapped = [...inner].map((c) => (decimal && c === '.' ? c : find(table, c)));
    if (mapped.every((character) => character !== undefined)) return mapped.join('');
    if (/^(?:[A-Za-z]+|\S)$/u.test(inner) || (sign === '_' && /^[\p{L}\p{N}]+$/u.test(inner))) {
      return sign + inner;
    }
    if (readableScript.test(inner)) return `${sign}(${inner.replace(/^\(([^()]*)\)$/, '$1')})`;
    return this.#math ? null : this.#text.slice(start, this.#at);
  }

  /** Outside formulas only the plain cases: "S^3c", "x^{2}", "CO_2", "Control_{prefix}"; never snake_case. */
  #scriptInProse(sign: '^' | '_'): boolean {
    const follows = this.#text.slice(this.#at, this.#at + 12);
    if (!/[\p{L}\p{N})]$/u.test(this.#tail)) return false;
    if (follows.startsWith('{')) return true;
    if (sign === '^') return /^-?\d{1,9}(?!\d|\.\d)/.test(follows);
    return /(?:^|[^a-z\d])[A-Z][a-z]?$/.test(this.#tail) && /^\d(?!\w|\.\w)/.test(follows);
  }
}

/** For each opening brace the place of its closing one, -1 where there is none. Escaped braces do not count. */
function pairBraces(text: string): Int32Array {
  const ends = new Int32Array(text.length).fill(-1);
  const open: number[] = [];
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '\\') at++;
    else if (character === '{') open.push(at);
    else if (character === '}') {
      const start = open.pop();
      if (start !== undefined) ends[start] = at;
    }
  }
  return ends;
}

function parenthesised(text: string): string {
  return /^(?:[\p{L}\p{M}]|[\p{N}.]+|∂?\p{L}+)$/u.test(text) ? text : `(${text})`;
}

/** The entry of a table under a name from outside: never what every object inherits (`\constructor`). */
function find<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

function mapNull(value: string | null, map: (value: string) => string): string | null {
  return value === null ? null : map(value);
}
