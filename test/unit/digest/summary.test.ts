/** Which sentences of an abstract are shown, and that they are shown whole. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { summarize } from '../../../src/digest/summary.ts';

const background =
  'Kites have been flown for ages by children and by sailors in all the countries of the world. '.trim();
const problem =
  'However, existing kites break when the wind turns, and nobody knows the reason for it yet.';
const contribution =
  'In this paper, we propose a folding kite that turns with the wind and comes down when it wants to.';
const aside =
  'It is made of paper, of thread and of a little glue, as most of the things in this house are.';
const result =
  'Experiments on 40 hills show that it stays up 35% longer than the best kite known before.';
const code =
  'All our plans and models are publicly available at https://kites.example.org/folding/plans.';
const abstract = [background, problem, contribution, aside, result, code].join(' ');

describe('a summary', () => {
  it('tells what was done and what came out, in the order of the abstract', () => {
    expect(summarize(abstract)).toBe(`${contribution} … ${result}`);
  });

  it('leaves out the praise of the field, loose ends and where the code is', () => {
    const summary = summarize(abstract);

    for (const sentence of [background, aside, code]) expect(summary).not.toContain(sentence);
  });

  it('is the whole abstract where that is short, and nothing where there is none', () => {
    expect(summarize(`${contribution} ${result}`)).toBe(`${contribution} ${result}`);
    expect(summarize(null)).toBe('');
    expect(summarize('')).toBe('');
  });

  it('prefers sentences that name a topic of the reader', () => {
    const plain = [1, 2, 3, 4, 5, 6].map(
      (number) =>
        `We show that ${'lantern bell bridge garden kite pond'.split(' ')[number - 1]} number ${number} is of as much use as all others that were counted in our town, all year long, by us.`,
    );

    expect(summarize(plain.join(' '), ['kite'])).toContain(plain[4]);
    expect(summarize(plain.join(' '))).not.toContain(plain[4]);
  });

  it('leaves out the third of three strong sentences where only two fit', () => {
    const strong = ['kites', 'boats', 'bells'].map(
      (subject) => `In this paper, we propose ${'very '.repeat(24)}good ${subject} for all.`,
    );

    const summary = summarize(strong.join(' '));

    expect(summary).toBe(`${strong[0]} ${strong[1]}`);
    expect(summary.length).toBeLessThanOrEqual(420);
  });

  it('does not end a sentence at an abbreviation or an initial', () => {
    const sentence =
      'We propose kites, cf. Winter et al. Nature, and J. Ek vs. Sommer, e.g. Folding ones, to be flown.';

    expect(
      summarize(`${background} ${background} ${background} ${background} ${sentence}`),
    ).toContain(sentence);
  });

  it('cuts one endless sentence at a word, never within a character', () => {
    const endless = `${'kite '.repeat(83)}kit${'🪁'.repeat(200)}`;

    const summary = summarize(endless);

    expect(summary.length).toBeLessThanOrEqual(420);
    expect(summary.endsWith('…')).toBe(true);
    expect(() => encodeURIComponent(summary)).not.toThrow();
  });

  it('is always whole sentences in their order, at most 420 characters, the same each time', () => {
    const words = fc.array(
      fc.constantFrom(
        'we',
        'propose',
        'kites',
        '35%',
        'results',
        'show',
        'i.e.',
        '風箏',
        '🪁',
        'However',
        'This',
      ),
      { minLength: 1, maxLength: 40 },
    );
    const sentence = words.map((list) => `A ${list.join(' ')} end.`);

    fc.assert(
      fc.property(fc.array(sentence, { minLength: 1, maxLength: 15 }), (sentences) => {
        const text = sentences.join(' ');

        const summary = summarize(text, ['kites']);

        expect(summary.length).toBeLessThanOrEqual(420);
        expect(summary).toBe(summarize(text, ['kites']));
        expect(() => encodeURIComponent(summary)).not.toThrow();
        if (summary.endsWith('…')) return;
        let from = 0;
        for (const part of summary.split('… ')) {
          const at = text.indexOf(part.trim(), from);
          expect(at).toBeGreaterThanOrEqual(from);
          from = at + part.trim().length;
        }
      }),
    );
  });

  it('of any text at all keeps the limit and no half characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 1_500, size: 'max' }), (text) => {
        const summary = summarize(text);

        expect(summary.length).toBeLessThanOrEqual(420);
        expect(() => encodeURIComponent(summary)).not.toThrow();
      }),
    );
  });
});
