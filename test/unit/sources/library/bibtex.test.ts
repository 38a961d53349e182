/** BibTeX as people have it: macros, accents, crossref, faults, and what must not take for ever. */
import { describe, expect, it } from 'vitest';
import { readableText } from '../../../../src/lib/latex.ts';
import { readBibtexLibrary } from '../../../../src/sources/library/bibtex.ts';
import { bibtexEntry, bibtexFile } from './sample-library.ts';

const only = (text: string) => {
  const { entries, problems } = readBibtexLibrary(text);
  expect(problems).toEqual([]);
  expect(entries).toHaveLength(1);
  return entries[0]!.listed;
};

describe('a BibTeX file', () => {
  it('gives title, authors, abstract and arXiv id', () => {
    const listed = only(bibtexEntry(7));

    expect(listed).toMatchObject({
      title: 'Tide Tables for the Skerry of Harbour 7',
      abstract: 'A keeper counts the waves at pier 7 and writes them down.',
      ids: { arxiv: '1903.10007' },
      published: null,
    });
    expect(listed.authors?.map(readableText)).toEqual(['Ada Quill', 'Jérôme Öztürk']);
  });

  it('of two hundred entries with a broken one keeps all others and names it with its line', () => {
    const { entries, problems } = readBibtexLibrary(bibtexFile(200, 77));

    expect(entries).toHaveLength(199);
    expect(problems).toEqual([{ line: 77 * 8 + 1, name: 'leaky', message: 'it is not closed' }]);
  });

  it.each([
    ['an unclosed quote', '@article{b, title = "A lamp,\n year = 2001\n}\n'],
    ['a missing comma', '@article{b, title = {A lamp}\n year = 2001\n}\n'],
    ['a missing end', '@article{b, title = {A lamp},\n year = 2001\n\n'],
    ['a missing equals sign', '@article{b,\n title {A lamp},\n}\n'],
    ['a missing value', '@article{b,\n title = ,\n}\n'],
  ])('%s spoils no other entry', (_what, broken) => {
    const { entries, problems } = readBibtexLibrary(bibtexEntry(1) + broken + bibtexEntry(2));

    expect(entries.map(({ name }) => name)).toEqual(['quill1', 'quill2']);
    expect(problems).toMatchObject([{ line: 9, name: 'b' }]);
  });

  it('fills macros in, joins pieces, and takes the year of what an entry is part of', () => {
    const { entries } = readBibtexLibrary(
      `@string{pier = "Pier "}
@inproceedings{part, title = pier # {Seven} # " at Night", crossref = {whole}}
@proceedings{whole, title = {Nights}, date = {2011-04-05}, year = 2011}`,
    );

    expect(entries.map(({ listed }) => listed.title)).toEqual(['Pier Seven at Night', 'Nights']);
    expect(entries[1]?.listed.published).toBe('2011-04-05');
  });

  it.each([
    ['eprint = {2401.00012v2}, eprinttype = {arxiv}', { arxiv: '2401.00012v2' }],
    ['journal = {arXiv preprint arXiv:2401.00012}', { arxiv: '2401.00012' }],
    ['note = {arXiv: 2401.00012 [cs]}', { arxiv: '2401.00012' }],
    ['url = {https://arxiv.org/abs/2401.00012}', { arxiv: 'https://arxiv.org/abs/2401.00012' }],
    ['doi = {10.5555/lamp\\_oil}', { doi: '10.5555/lamp_oil' }],
    ['eprint = {PMC1234}, eprinttype = {pmcid}', {}],
  ])('finds the id in %s', (field, ids) => {
    expect(only(`@misc{x, title = {Lamp Oil}, ${field}}`).ids).toEqual(ids);
  });

  it.each([
    ['{The {BERT} of {\\"U}bersee}', 'The BERT of Übersee'],
    ['{{Whole Title Guarded}}', 'Whole Title Guarded'],
    ['{Waves of $\\alpha_{10}$ and $\\mathrm{kg}$}', 'Waves of α₁₀ and kg'],
    ['{"`Sturmflut"\' an der K{\\"u}ste}', '„Sturmflut“ an der Küste'],
    ['{Gau{\\ss} and \\emph{quiet} {\\o}re}', 'Gauß and quiet øre'],
    ['"A {"}quoted{"} lamp"', 'A "quoted" lamp'],
  ])('reads the title %s', (written, title) => {
    expect(readableText(only(`@article{x, title = ${written}}`).title)).toBe(title);
  });

  it('keeps a field that holds what looks like an entry', () => {
    const text = `@article{x, title = {Knots}, abstract = {We write\n@rope{a} here\n@rope{b} too}}`;

    expect(only(`${text}\n${''}`).abstract).toBe(
      'We write @rope{a} here @rope{b} too'.replace(/[{}]/g, ''),
    );
  });

  it('ignores comments, preambles and what stands between entries, and reads two on a line', () => {
    const text = `Exported. @comment{jabref-meta: x}\n@preamble{"\\newcommand"}
@misc(one, title = {Lamp one}) @misc{two, title = {Lamp two}}`;

    expect(readBibtexLibrary(text).entries.map(({ name }) => name)).toEqual(['one', 'two']);
  });

  it.each([
    ['at signs', '@'.repeat(300_000)],
    ['entries that are never closed', '@a{x, t={'.repeat(20_000)],
    ['such entries on lines of their own', '@a{x, t={\n'.repeat(20_000)],
    ['braces', `@a{x, title={${'{'.repeat(300_000)}`],
    ['closed braces', `@a{x, title={${'{'.repeat(100_000)}${'}'.repeat(100_000)}}}`],
    ['names', `@a{x, author={${'a and '.repeat(50_000)}}}`],
    ['dollars', `@a{x, title={${'$a '.repeat(100_000)}}}`],
    [
      'macros of macros',
      `${Array.from({ length: 60 }, (_, n) => `@string{m${n + 1} = m${n} # m${n}}\n`).join('')}@a{x, title = m60}`,
    ],
  ])('many %s take no more than a moment', (_what, text) => {
    const before = performance.now();

    readBibtexLibrary(text);

    expect(performance.now() - before).toBeLessThan(2_000);
  });
});
