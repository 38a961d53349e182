/** A file that somebody brings along, read in the format that its content shows. */
import { PaperboyError } from '../../lib/errors.ts';
import { isBibtex, readBibtexLibrary } from './bibtex.ts';
import type { Library, LibraryFormat } from './library.ts';
import { readLines } from './lines.ts';
import { isRis, readRisLibrary } from './ris.ts';
import { isLibraryCsv, readCsvLibrary } from './zotero-csv.ts';

const readers = {
  bibtex: readBibtexLibrary,
  ris: readRisLibrary,
  csv: readCsvLibrary,
  ids: (text: string) => readLines(text, 'ids'),
  titles: (text: string) => readLines(text, 'titles'),
} satisfies Record<LibraryFormat, (text: string) => Library>;

/**
 * Reads `document`; a broken entry is a problem and spoils no other. Pure.
 * @param format null to tell it by the content.
 * @throws PaperboyError LISTING_UNRECOGNISED for what is plainly something else.
 */
export function readLibrary(
  document: { readonly name: string; readonly text: string },
  format: LibraryFormat | null,
): Library {
  const { name } = document;
  const text = document.text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');
  if (format !== null) return readers[format](text);
  if (isRis(text)) return readRisLibrary(text);
  if (isBibtex(text)) return readBibtexLibrary(text);
  if (isLibraryCsv(text)) return readCsvLibrary(text);
  if (/^\s*(?:<[!?a-z]|[[{]\s*["{[])/i.test(text)) {
    throw new PaperboyError(
      'LISTING_UNRECOGNISED',
      `${name} is no library that Paperboy can read`,
      {
        hint: 'Export it as BibTeX, RIS or CSV; or give a list with one arXiv id, DOI, address or title a line.',
      },
    );
  }
  return readLines(text, null);
}
