/** Words as ranking compares them. */
import { describe, expect, it } from 'vitest';
import { fold, stem, stemWords, words } from '../../../src/lib/words.ts';

describe('folding', () => {
  it('drops case and accents', () => {
    expect(fold('Poincaré, ÅNGSTRÖM and İstanbul')).toBe('poincare, angstrom and istanbul');
  });

  it('reads letters of other shapes as plain ones', () => {
    expect(fold('ﬁne 𝔼 ½')).toBe('fine e 1⁄2');
  });
});

describe('words', () => {
  it('split at hyphens, punctuation and white space, and keep digits', () => {
    expect(words('Self-correction, in 3D (and GPT-4)!')).toEqual([
      ...['self', 'correction', 'in', '3d', 'and', 'gpt', '4'],
    ]);
  });

  it('lose a final ’s and their apostrophes', () => {
    expect(words("The keeper's boat, the keeper’s oar, don't")).toEqual([
      ...['the', 'keeper', 'boat', 'the', 'keeper', 'oar', 'dont'],
    ]);
  });

  it('of other scripts stay words', () => {
    expect(words('Ранжирование статей 论文')).toEqual(['ранжирование', 'статеи', '论文']);
  });

  it('are none where there are none', () => {
    expect(words(' — 🎉 …')).toEqual([]);
  });
});

describe('stems', () => {
  it('join the forms of a word', () => {
    expect(new Set(['tide', 'tides', 'Tide'.toLowerCase()].map(stem)).size).toBe(1);
    expect(stem('fermentation')).toBe(stem('fermenting'));
  });

  it('leave short words and words of other letters alone', () => {
    expect(['as', 'статья', 'gpt4', 'naïve'].map(stem)).toEqual(['as', 'статья', 'gpt4', 'naïve']);
  });

  it('come without function words, in order', () => {
    expect(stemWords('The tides of the harbours')).toEqual(['tide', 'harbour']);
  });

  it('are the same after more words than are remembered', () => {
    const first = stem('lighthouses');
    for (let i = 0; i < 200_100; i++) stem(`word${i.toString(26).replace(/\d/g, 'q')}`);

    expect(stem('lighthouses')).toBe(first);
  });
});
