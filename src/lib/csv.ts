/** Comma-separated values (RFC 4180) as spreadsheets write them: quotes, byte order mark, any line ends, `,` `;` or tab. */

export interface CsvRow {
  /** Where it begins, counted from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

export interface CsvProblem {
  readonly line: number;
  readonly message: string;
}

export interface Csv {
  /** Without empty lines; a row with a fault in its quotes is a problem instead. */
  readonly rows: readonly CsvRow[];
  readonly problems: readonly CsvProblem[];
}

export function parseCsv(text: string): Csv {
  const source = text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');
  const separator = separatorOf(source);
  const rows: CsvRow[] = [];
  const problems: CsvProblem[] = [];
  let [at, line] = [0, 1];
  while (at < source.length) {
    const row = readRow(source, at, separator);
    if (row.fault !== null) problems.push({ line, message: row.fault });
    else if (row.cells.some((cell) => cell.trim() !== '')) {
      rows.push({ line, cells: row.cells.map(withoutShield) });
    }
    line += countLines(source, at, row.end);
    at = row.end;
  }
  return { rows, problems };
}

/** With commas and CRLF; what a spreadsheet would take for a formula gets an apostrophe, which `parseCsv` takes off. */
export function writeCsv(rows: readonly (readonly string[])[]): string {
  return rows.map((cells) => `${cells.map(writeCell).join(',')}\r\n`).join('');
}

function writeCell(text: string): string {
  const shielded = /^'*[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",;\t\r\n]|^\s|\s$/.test(shielded) ? `"${shielded.replaceAll('"', '""')}"` : shielded;
}

function withoutShield(cell: string): string {
  return /^'+[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell;
}

/** The one of the three that the first line has most of, outside quotes. */
function separatorOf(source: string): string {
  const [head = ''] = source
    .trimStart()
    .replace(/"(?:[^"]|"")*"/g, '')
    .split('\n', 1);
  const number = (separator: string) => head.split(separator).length;
  return [',', ';', '\t'].reduce((best, other) => (number(other) > number(best) ? other : best));
}

interface ReadRow {
  readonly cells: readonly string[];
  /** Where the next row begins. */
  readonly end: number;
  readonly fault: string | null;
}

function readRow(source: string, start: number, separator: string): ReadRow {
  const cells: string[] = [];
  let at = start;
  for (;;) {
    if (source[at] === '"') {
      const quoted = /"([^"]*(?:""[^"]*)*)"/y;
      quoted.lastIndex = at;
      const found = quoted.exec(source)?.[1];
      // The rest of the file would be one cell: only this line is given up.
      if (found === undefined) return faulty(source, at, 'a quote is opened but not closed');
      cells.push(found.replaceAll('""', '"'));
      at = quoted.lastIndex;
      while (source[at] === ' ') at++;
      const next = source[at];
      if (next !== undefined && next !== separator && next !== '\n') {
        return faulty(source, at, 'text stands behind a closing quote');
      }
    } else {
      let end = at;
      while (end < source.length && source[end] !== separator && source[end] !== '\n') end++;
      cells.push(source.slice(at, end));
      at = end;
    }
    if (source[at] !== separator) return { cells, end: at + 1, fault: null };
    at++;
  }
}

function faulty(source: string, at: number, fault: string): ReadRow {
  const end = source.indexOf('\n', at);
  return { cells: [], end: end === -1 ? source.length : end + 1, fault };
}

function countLines(source: string, start: number, end: number): number {
  let lines = 0;
  for (let at = source.indexOf('\n', start); at !== -1 && at < end; ) {
    lines++;
    at = source.indexOf('\n', at + 1);
  }
  return lines;
}
