/** A BibTeX or BibLaTeX file, also as Zotero and Better BibTeX write it, as entries of a library. */
import { isDay } from '../../lib/days.ts';
import { unknownListedPaper } from '../../model/listing.ts';
import { type BibtexEntry, readBibtex } from './bibtex-reader.ts';
import { type Library, type LibraryEntry, type LibraryProblem, mostEntries } from './library.ts';
import { idsIn, surnameLast, yearOrDay } from './library-fields.ts';
import { type Draft, takeEntry } from './take-entry.ts';

/** Entries about other things than papers have these types. */
const noPapers = new Set(['xdata', 'set', 'control']);

export function isBibtex(text: string): boolean {
  return /^[ \t]*@[ \t]*[A-Za-z][\w-]{0,40}\s{0,20}[{(]/m.test(text);
}

export function readBibtexLibrary(text: string): Library {
  const { entries: raw, problems: faults } = readBibtex(text, mostEntries);
  const byKey = new Map<string, BibtexEntry>();
  for (const entry of raw) if (!byKey.has(entry.key)) byKey.set(entry.key, entry);
  const entries: LibraryEntry[] = [];
  const problems: LibraryProblem[] = [...faults];
  for (const entry of raw) {
    if (noPapers.has(entry.type)) continue;
    const { line, key } = entry;
    const listed = listedPaper(entry, byKey.get(entry.fields.get('crossref') ?? ''));
    const name = key === '' ? listed.title.slice(0, 80) : key;
    if (!takeEntry({ line, name: name || `@${entry.type}`, listed }, { entries, problems })) break;
  }
  problems.sort((a, b) => a.line - b.line);
  return { format: 'bibtex', entries, problems };
}

/** @param parent the entry named by `crossref`, which says the year for its parts. */
function listedPaper({ fields }: BibtexEntry, parent: BibtexEntry | undefined): Draft['listed'] {
  const field = (name: string) => plain(fields.get(name) ?? '');
  const title = [field('title'), field('subtitle')].filter((part) => part !== '').join(': ');
  const eprint = verbatim(fields.get('eprint'));
  const kind = `${fields.get('archiveprefix') ?? ''}${fields.get('eprinttype') ?? ''}`;
  const isArxiv = /arxiv/i.test(kind) || kind.trim() === '';
  const authors = namesIn(fields.get('author') ?? fields.get('editor') ?? '');
  const year = field('date') || field('year') || plain(parent?.fields.get('year') ?? '');
  return {
    ...unknownListedPaper,
    title,
    abstract: field('abstract') || null,
    authors: authors.length === 0 ? null : authors,
    published: isDay(year) ? year : yearOrDay(year),
    ...idsIn({
      arxiv: [isArxiv ? eprint : '', verbatim(fields.get('arxivid'))],
      doi: verbatim(fields.get('doi')),
      url: verbatim(fields.get('url')) || verbatim(fields.get('howpublished')),
      // "arXiv preprint arXiv:2501.01234", "arXiv: 2501.01234 [cs]"
      notes: ['journal', 'journaltitle', 'note', 'number', 'volume'].map((name) => field(name)),
    }),
  };
}

/** Without the braces that protect capitals; the rest of LaTeX becomes readable where all titles do. */
function plain(text: string): string {
  // "Never" as somebody's German quotes: "`so"'.
  const quoted = text.replace(/"`/g, '„').replace(/"'/g, '“');
  let out = '';
  // Braces behind a command or in a formula are LaTeX's own.
  for (const part of quoted.split(/((?<!\\)\$[^$]{0,2000}(?<!\\)\$)/)) {
    out += part.startsWith('$') && part.length > 1 ? part : withoutGuards(part);
  }
  return out.replace(/\s+/g, ' ').trim();
}

function withoutGuards(text: string): string {
  const isKept: boolean[] = [];
  let out = '';
  for (let at = 0; at < text.length; at++) {
    const character = text[at] as string;
    if (character === '\\') {
      out += character + (text[++at] ?? '');
      continue;
    }
    if (character === '{') {
      const before = out.slice(-30);
      isKept.push(
        /\\(?:[A-Za-z]{1,28}|[^A-Za-z\s])$|\}$|[\^_]$/.test(before) || text[at + 1] === '\\',
      );
      if (isKept.at(-1) === true) out += character;
    } else if (character === '}') {
      if (isKept.pop() !== false) out += character;
    } else out += character;
  }
  return out;
}

/** Ids and addresses as their services write them. */
function verbatim(text: string | undefined): string {
  return (text ?? '')
    .replace(/\\url\s*/g, '')
    .replace(/\\(?=[_%&#~$])/g, '')
    .replace(/[{}]/g, '')
    .replace(/\\textunderscore\s?/g, '_')
    .trim();
}

/** Names parted by `and` outside braces, given names first; "and others" is nobody. */
function namesIn(text: string): string[] {
  const parts: string[] = [];
  let [depth, start] = [0, 0];
  const marks = /[{}]|\\.|\sand(?=\s)/gis;
  for (const match of text.matchAll(marks)) {
    if (match[0] === '{') depth++;
    else if (match[0] === '}') depth--;
    else if (depth <= 0 && !match[0].startsWith('\\')) {
      parts.push(text.slice(start, match.index));
      start = match.index + match[0].length;
    }
  }
  parts.push(text.slice(start));
  return parts
    .map((part) => (/^\s*\{[^{}]*\}\s*$/.test(part) ? plain(part) : surnameLast(plain(part))))
    .filter((name) => name !== '' && name.toLowerCase() !== 'others');
}
