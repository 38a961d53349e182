/** What makes an entry of a library, and where a file is too long. */
import { expect, test } from 'vitest';
import { unknownListedPaper } from '../../../../src/model/listing.ts';
import {
  type LibraryEntry,
  type LibraryProblem,
  mostEntries,
} from '../../../../src/sources/library/library.ts';
import { readRisLibrary } from '../../../../src/sources/library/ris.ts';
import { takeEntry } from '../../../../src/sources/library/take-entry.ts';

test('an entry needs a title, an id or an address; what is more is told with it', () => {
  const taken: { entries: LibraryEntry[]; problems: LibraryProblem[] } = {
    entries: [],
    problems: [],
  };
  const draft = (more: object) => ({
    ...{ line: 3, name: 'kelp' },
    listed: { ...unknownListedPaper, title: '', ...more },
  });

  const told = [
    {},
    { title: 'Kelp' },
    { ids: { doi: '10.99999/kelp' } },
    { url: 'https://kelp.example/' },
  ].map((more) => takeEntry(draft(more), taken, 'it has no end'));

  expect(told).toEqual([true, true, true, true]);
  expect(taken.problems).toEqual([
    { line: 3, name: 'kelp', message: 'has neither title nor id; it has no end' },
  ]);
  expect(taken.entries.map(({ listed }) => listed.position)).toEqual([1, 2, 3]);
});

test('of a file with too many entries the first are taken, and the first beyond is named', () => {
  const entry = (at: number) => `TY  - JOUR\nTI  - Kelp ${at}\nER  - \n`;
  const text = Array.from({ length: mostEntries + 3 }, (_, at) => entry(at)).join('');

  const { entries, problems } = readRisLibrary(text);

  expect(entries).toHaveLength(mostEntries);
  expect(problems).toEqual([
    {
      line: 3 * mostEntries + 1,
      name: `Kelp ${mostEntries}`,
      message: `is beyond the first ${mostEntries} entries`,
    },
  ]);
});
