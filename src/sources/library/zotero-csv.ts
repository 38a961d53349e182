/** A table of papers (CSV), with Zotero's columns or others of the same names, as entries of a library. */
import { parseCsv } from '../../lib/csv.ts';
import { unknownListedPaper } from '../../model/listing.ts';
import type { Library, LibraryEntry, LibraryProblem } from './library.ts';
import { idsIn, surnameLast, yearOrDay } from './library-fields.ts';
import { takeEntry } from './take-entry.ts';

/** What a column is, by its name in small letters without spaces. */
const columns: Readonly<Record<string, readonly string[]>> = {
  title: ['title', 'papertitle', 'documenttitle', 'articletitle'],
  authors: ['author', 'authors'],
  doi: ['doi'],
  url: ['url', 'link'],
  abstract: ['abstractnote', 'abstract'],
  date: ['date', 'publicationdate', 'published', 'publicationyear', 'year'],
  extra: ['extra', 'notes', 'note', 'publicationtitle', 'journal'],
  arxiv: ['arxiv', 'arxivid', 'archiveid', 'eprint'],
  type: ['itemtype'],
};

/** What Zotero keeps beside papers. */
const noPapers = new Set(['attachment', 'note', 'annotation']);

export function isLibraryCsv(text: string): boolean {
  const [head = ''] = text.trimStart().split('\n', 1);
  const names = head.split(/[,;\t]/).map(nameOf);
  return names.length > 1 && ['title', 'doi', 'arxiv'].some((what) => isThere(what, names));
}

export function readCsvLibrary(text: string): Library {
  const { rows, problems: faults } = parseCsv(text);
  const [head, ...body] = rows;
  const names = (head?.cells ?? []).map(nameOf);
  const entries: LibraryEntry[] = [];
  const problems: LibraryProblem[] = faults.map((fault) => ({ ...fault, name: 'a row' }));
  if (!['title', 'doi', 'arxiv', 'url'].some((what) => isThere(what, names))) {
    const message = 'names no column that could be a title or an id, such as Title, DOI or Url';
    problems.push({ line: head?.line ?? 1, name: 'the first row', message });
    return { format: 'csv', entries, problems };
  }
  for (const { line, cells } of body) {
    const all = (what: string) =>
      names.flatMap((name, index) => {
        const cell = cells[index]?.trim() ?? '';
        return cell !== '' && (columns[what] ?? []).includes(name) ? [cell] : [];
      });
    const first = (what: string) => all(what)[0] ?? '';
    if (noPapers.has(first('type').toLowerCase())) continue;
    const title = first('title');
    const ids = idsIn({
      ...{ arxiv: all('arxiv'), doi: first('doi'), url: first('url') },
      notes: all('extra').flatMap((note) => note.split('\n').slice(0, 50)),
    });
    const name = (title || first('doi') || first('url') || 'a row').slice(0, 80);
    const authors = first('authors')
      .split(/;/)
      .map((author) => surnameLast(author))
      .filter((author) => author !== '');
    const listed = {
      ...{ ...unknownListedPaper, ...ids, title },
      abstract: first('abstract') || null,
      authors: authors.length === 0 ? null : authors,
      published:
        all('date')
          .map(yearOrDay)
          .find((day) => day !== null) ?? null,
    };
    if (!takeEntry({ line, name, listed }, { entries, problems })) break;
  }
  return { format: 'csv', entries, problems };
}

function nameOf(cell: string): string {
  return cell.replace(/["'\s_-]/g, '').toLowerCase();
}

function isThere(what: string, names: readonly string[]): boolean {
  return names.some((name) => columns[what]?.includes(name));
}
