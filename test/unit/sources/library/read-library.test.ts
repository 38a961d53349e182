/** RIS, tables and lists of lines; which is which; and that no text does harm. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PaperboyError } from '../../../../src/lib/errors.ts';
import { libraryFormats } from '../../../../src/sources/library/library.ts';
import { readLibrary } from '../../../../src/sources/library/read-library.ts';
import { bibtexEntry } from './sample-library.ts';

const read = (text: string) => readLibrary({ name: 'library', text }, null);

const ris = `TY  - JOUR
T1  - Lamp Oil by Barometer
AU  - Quill, Ada
AU  - Öztürk, Jérôme
PY  - 2019/03/07/
N2  - The glass falls,
and the keeper orders oil.
DO  - 10.5555/oil
ER  -

TY  - GEN
TI  - Fog Horns at Noon
UR  - https://arxiv.org/abs/2401.00012
AB  - A horn.
TY  - CONF
AU  - Nobody, N.
ER  - 
`;

const table = `\ufeff"Key","Item Type","Publication Year","Author","Title","DOI","Url","Abstract Note","Date","Extra"
"A1","journalArticle","2019","Quill, Ada; Öztürk, Jérôme","Lamp Oil, by Barometer","10.5555/oil","","The glass ""falls"",
and the keeper orders oil.","2019-03-07","Citation Key: quill"
"A2","attachment","","","Snapshot","","","","",""
"A3","preprint","2024","","Fog Horns at Noon","","https://example.org/fog","","2024","arXiv:2401.00012 [cs]"
"A4","preprint","2024","","","","","","",""
`;

describe('a library', () => {
  it('in RIS has entries that go on over lines and end without ER', () => {
    const { format, entries, problems } = read(ris.replaceAll('\n', '\r\n'));

    expect(format).toBe('ris');
    expect(entries.map(({ line }) => line)).toEqual([1, 11]);
    expect(entries[0]?.listed).toMatchObject({
      title: 'Lamp Oil by Barometer',
      authors: ['Ada Quill', 'Jérôme Öztürk'],
      abstract: 'The glass falls, and the keeper orders oil.',
      published: '2019-03-07',
      ids: { doi: '10.5555/oil' },
    });
    expect(entries[1]?.listed.ids).toEqual({ arxiv: 'https://arxiv.org/abs/2401.00012' });
    expect(problems).toMatchObject([{ line: 15, message: 'has neither title nor id' }]);
  });

  it('in Zotero’s CSV has quoted line breaks, ids in Extra, and no attachments', () => {
    const { format, entries, problems } = read(table);

    expect(format).toBe('csv');
    expect(entries.map(({ line, listed }) => [line, listed.title, listed.ids])).toEqual([
      [2, 'Lamp Oil, by Barometer', { doi: '10.5555/oil' }],
      [5, 'Fog Horns at Noon', { arxiv: '2401.00012' }],
    ]);
    expect(entries[0]?.listed).toMatchObject({
      abstract: 'The glass "falls",\nand the keeper orders oil.',
      authors: ['Ada Quill', 'Jérôme Öztürk'],
      published: '2019-03-07',
    });
    expect(problems).toMatchObject([{ line: 6, message: 'has neither title nor id' }]);
  });

  it('may be a list of ids, titles, or both, one a line', () => {
    const { format, entries, problems } = read(
      '2401.00012\n- arXiv: 2401.00013v2\n3. https://arxiv.org/pdf/2401.00014\ndoi:10.5555/oil\n\n“Fog Horns at Noon”\n2401.00015 Lamp Oil\n???\n',
    );

    expect(format).toBe('ids');
    expect(
      entries.map(({ line, listed }) => [line, listed.title, Object.values(listed.ids)[0]]),
    ).toEqual([
      [1, '', '2401.00012'],
      [2, '', 'arXiv: 2401.00013v2'],
      [3, '', 'https://arxiv.org/pdf/2401.00014'],
      [4, '', 'doi:10.5555/oil'],
      [6, 'Fog Horns at Noon', undefined],
      [7, 'Lamp Oil', '2401.00015'],
    ]);
    expect(problems).toEqual([{ line: 8, name: '???', message: 'is neither an id nor a title' }]);
  });

  it('of titles is told by its content, and a format can be demanded', () => {
    const lines = 'Fog Horns at Noon\n2401.00012\nLamp Oil: a Barometer';

    expect(read(lines).format).toBe('titles');
    expect(read(bibtexEntry(1)).format).toBe('bibtex');
    expect(readLibrary({ name: 'x', text: lines }, 'ids')).toMatchObject({
      entries: [{ line: 2 }],
      problems: [{ line: 1 }, { line: 3 }],
    });
  });

  it('is refused where it is plainly something else', () => {
    expect(() => read('<!doctype html><p>hello')).toThrow(PaperboyError);
    expect(() => read('[{"title": "x"}]')).toThrow(/no library/);
  });

  it('may be any text: every line is read, named or refused, and nothing else is thrown', () => {
    const pieces = [
      '@article{',
      '@string{',
      '}',
      '{',
      '"',
      '=',
      ',',
      '#',
      '\n',
      'TY  - JOUR\n',
      'ER  - \n',
      'TI  - ',
      'title',
      'Title,DOI\n',
      '2401.00012',
      '\\',
      '$',
      ' and ',
      '10.5555/x',
      '\u0000',
      '\ud800',
      'Ω',
    ];
    const text = fc
      .array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: 'binary', maxLength: 20 })), {
        maxLength: 40,
      })
      .map((parts) => parts.join(''));

    fc.assert(
      fc.property(text, fc.constantFrom(null, ...libraryFormats), (some, format) => {
        try {
          const { entries, problems } = readLibrary({ name: 'any', text: some }, format);
          const lines = some.split(/\r\n?|\n/).length;
          for (const { line } of [...entries, ...problems]) {
            expect(line).toBeGreaterThan(0);
            expect(line).toBeLessThanOrEqual(lines);
          }
        } catch (error) {
          if (!(error instanceof PaperboyError)) throw error;
        }
      }),
      { numRuns: 500 },
    );
  });

  it('of a line without end is read in no time', () => {
    const quotes = `Kelp${'"'.repeat(400_000)}s`;
    const spaces = `Kelp${' '.repeat(200_000)}by\u2028night`;
    const start = performance.now();

    const { entries, problems } = read(`${quotes}\n${spaces}\nKelp  by   night\n`);

    expect(performance.now() - start).toBeLessThan(2_000);
    expect(entries.map(({ listed }) => listed.title)).toEqual(['Kelp by night']);
    expect(problems.map(({ line, message }) => [line, message])).toEqual([
      [1, 'is too long for a title'],
      [2, 'is too long for a title'],
    ]);
  });
});
