/** Whether what a file says of a paper makes an entry: one rule for every format that has fields. */
import type { ListedPaper } from '../../model/listing.ts';
import { type LibraryEntry, type LibraryProblem, mostEntries } from './library.ts';

export interface Draft {
  readonly line: number;
  readonly name: string;
  readonly listed: Omit<ListedPaper, 'position'>;
}

/**
 * Takes the draft as the next entry, or says why not.
 * @param also what else is wrong with it
 * @returns false where no more entries are taken
 */
export function takeEntry(
  { line, name, listed }: Draft,
  { entries, problems }: { entries: LibraryEntry[]; problems: LibraryProblem[] },
  also: string | null = null,
): boolean {
  if (listed.title === '' && Object.keys(listed.ids).length === 0 && listed.url === null) {
    const message = ['has neither title nor id', ...(also === null ? [] : [also])].join('; ');
    problems.push({ line, name, message });
    return true;
  }
  if (entries.length >= mostEntries) {
    problems.push({ line, name, message: `is beyond the first ${mostEntries} entries` });
    return false;
  }
  entries.push({ line, name, listed: { ...listed, position: entries.length + 1 } });
  return true;
}
