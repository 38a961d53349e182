/** A RIS file, as reference managers and publishers write it, as entries of a library. */
import { unknownListedPaper } from '../../model/listing.ts';
import type { Library, LibraryEntry, LibraryProblem } from './library.ts';
import { idsIn, surnameLast, yearOrDay } from './library-fields.ts';
import { takeEntry } from './take-entry.ts';

/** `TY  - JOUR`; some write one space, or none behind the hyphen. */
const tagged = /^\s{0,4}([A-Z][A-Z0-9])\s{1,3}-(?:\s(.*))?$/;

export function isRis(text: string): boolean {
  return /^\s{0,4}TY\s{1,3}-/m.test(text);
}

interface Draft {
  readonly line: number;
  readonly fields: Map<string, string[]>;
  last: string[] | null;
}

export function readRisLibrary(text: string): Library {
  const entries: LibraryEntry[] = [];
  const problems: LibraryProblem[] = [];
  let draft: Draft | null = null;
  let isFull = false;
  const finish = (end: string | null) => {
    if (draft !== null) isFull = !takeDraft(draft, end, { entries, problems });
    draft = null;
  };
  for (const [index, line] of text.split('\n').entries()) {
    const [, tag, value = ''] = tagged.exec(line) ?? [];
    if (tag === 'TY') {
      finish('ER is missing at its end');
      if (isFull) break;
      draft = { line: index + 1, fields: new Map(), last: null };
    } else if (tag === 'ER') finish(null);
    else if (draft === null) {
      if (line.trim() === '') continue;
      problems.push({
        line: index + 1,
        name: line.trim().slice(0, 80),
        message: 'stands outside any entry',
      });
    } else if (tag !== undefined) {
      const list: string[] = draft.fields.get(tag) ?? [];
      list.push(value.trim());
      draft.fields.set(tag, list);
      draft.last = list;
    } else if (line.trim() !== '' && draft.last !== null) {
      // A long text goes on in lines without a tag.
      draft.last.push(`${draft.last.pop() ?? ''} ${line.trim()}`);
    }
  }
  finish('ER is missing at its end');
  return { format: 'ris', entries, problems };
}

/** False where no more entries are taken. */
function takeDraft(
  { line, fields }: Draft,
  missing: string | null,
  taken: { entries: LibraryEntry[]; problems: LibraryProblem[] },
): boolean {
  const first = (...tags: readonly string[]) =>
    tags.map((tag) => fields.get(tag)?.find((value) => value !== '')).find((value) => value) ?? '';
  const title = first('TI', 'T1', 'CT', 'BT');
  const addresses = ['UR', 'L1', 'L2', 'LK'].flatMap((tag) => fields.get(tag) ?? []);
  const authors = ['AU', 'A1'].flatMap((tag) => fields.get(tag) ?? []).map(surnameLast);
  const names = authors.filter((name) => name !== '' && !/^(?:et al\.?|others)$/i.test(name));
  const ids = idsIn({
    arxiv: addresses,
    doi: first('DO', 'DI'),
    url: first('UR', 'LK'),
    notes: ['N1', 'M1', 'M3', 'JO', 'JF', 'T2', 'AN', 'VL', 'C1'].flatMap(
      (tag) => fields.get(tag) ?? [],
    ),
  });
  const listed = {
    ...{ ...unknownListedPaper, ...ids, title },
    abstract: first('AB', 'N2') || null,
    authors: names.length === 0 ? null : names,
    published: yearOrDay(first('DA', 'Y1', 'PY')),
  };
  const name = (title || first('ID', 'DO', 'UR') || 'an entry').slice(0, 80);
  return takeEntry({ line, name, listed }, taken, missing);
}
