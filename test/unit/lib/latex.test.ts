/** readableText: what it converts, what it leaves, and that no text can harm it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readableText } from '../../../src/lib/latex.ts';
import { latexCases } from './latex-cases.ts';

const all = Object.values(latexCases).flat();

/** Pieces of LaTeX in any order: far likelier to meet than random characters. */
const pieces = [
  ...['$', '$$', '\\', '{', '}', '^', '_', '~', '`', "'", '-', '--', '\\(', '\\)', '\\[', '\\]'],
  ...['\\$', '\\_', '\\^', '\\~', "\\'", '\\"', '\\frac', '\\hat', '\\left', '\\log', '\\cite'],
  ...['\\textbackslash', '\\textasciitilde', '\\not', '\\sqrt', '[', ']', '(', ')', '<', ' ', ' '],
  ...['a', 'B', 'e', '2', '10', '.', ',', 'times', 'sim', 'pm', 'https://example.org/', '\u0301'],
  ...['é', 'ß', '\u{1d53c}', '\u{f0000}', '\u{f0001}', '\ud800', '\u200b', 'ı', '\\i', '\\alpha'],
];
const latexLike = fc
  .array(fc.constantFrom(...pieces), { maxLength: 40 })
  .map((parts) => parts.join(''));

describe.each(Object.entries(latexCases))('readableText on %s', (_group, cases) => {
  it.each(cases)('reads %j as %j', (source, readable) => {
    expect(readableText(source)).toBe(readable);
  });
});

describe('readableText', () => {
  it('is tried on at least 150 cases', () => {
    expect(all.length).toBeGreaterThanOrEqual(150);
  });

  it('leaves readable text alone', () => {
    const again = all.filter(([, readable]) => readableText(readable) !== readable);

    expect(again).toEqual([]);
  });

  it('gives the same when applied twice, whatever the text', () => {
    fc.assert(
      fc.property(fc.oneof(latexLike, fc.string({ unit: 'binary', maxLength: 60 })), (text) => {
        const once = readableText(text);

        expect(readableText(once)).toBe(once);
      }),
      { numRuns: 3_000 },
    );
  });

  it('keeps private characters that a text has of its own', () => {
    const icons = '\u{f0001} icon \u{f0000}, $x_1$ at https://example.org/a_b~c';

    expect(readableText(icons)).toBe('\u{f0001} icon \u{f0000}, x₁ at https://example.org/a_b~c');
  });

  it('leaves a text as it is that is nested deeper than any abstract', () => {
    const deep = `${'{\\em '.repeat(200)}x${'}'.repeat(200)}`;

    expect(readableText(deep)).toBe(deep);
  });

  it('leaves a text as it is that is longer than any abstract', () => {
    const long = `${'word '.repeat(12_000)}$x_1$`;

    expect(readableText(long)).toBe(long);
  });

  const units = [
    ...['$', '{', '}', '\\', '^', '_', '~', '`', "'", '-', '\\hat', '\\hat ', '$$', '\\(', '\\['],
    ...['$a', '$a ', 'a^', 'A_1', '{\\a', '{\\em ', '\\textbf{', 'x^{', '$x^{', 'a_{', '\\frac{'],
    ...["\\'", '\\"', '\\"{', '\\cite{', '\\cite[', '\\sqrt[', '\\^', '\\quad', ' ~', '$\\quad'],
    ...['\\$', '(`a', ' --', '1times ', '1 times ', 'a.', 'https://', 'aa.~', 'sim ', '. ', '$~'],
    `https://${'.'.repeat(49_000)}a`,
  ];

  it.each(units)('takes less than a second for a long run of %j', (unit) => {
    const longest = unit.repeat(Math.floor(49_990 / unit.length));
    const longer = unit.repeat(Math.ceil(100_000 / unit.length));

    const start = performance.now();
    for (const text of [longest, longer, `$${longest}$`, `{\\em ${longest}}`]) readableText(text);
    const milliseconds = performance.now() - start;

    expect(milliseconds).toBeLessThan(1_000);
  });
});
