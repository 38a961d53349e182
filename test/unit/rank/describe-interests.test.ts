/** What a reader seems to like, in the words of the papers they liked. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Paper } from '../../../src/model/paper.ts';
import { describeInterests } from '../../../src/rank/describe-interests.ts';
import { learn } from '../../../src/rank/relevance/learn.ts';
import { bagOf } from '../../../src/rank/relevance/term-bag.ts';
import { candidate, others } from './sample-candidates.ts';

const paper = (title: string, abstract: string | null = null): Paper =>
  candidate(title, { abstract }).paper;

const speech = [
  paper(
    'Speech Recognition on Ferries',
    'A model for speech recognition hears captains. LoRA helps.',
  ),
  paper(
    'Hearing Captains',
    'We use LoRA for robust speech recognition in wind. The model is small.',
  ),
  paper('Noisy Speech', 'Our model of speech-recognition errors. It is tuned with LoRA by night.'),
  paper('Whistles and Speech Recognition', 'Whistled speech recognition with a model of pitch.'),
];
const bread = [
  paper('Sourdough at Sea', 'A model of sourdough fermentation when waves shake the bowl.'),
  paper('Sourdough Fermentation by Moonlight', 'Sourdough rises. The model counts bubbles.'),
  paper('Feeding a Starter', 'A sourdough fermentation starter wants flour. A model of hunger.'),
  paper('Rye and Patience', 'Slow sourdough fermentation of rye, by a simple model.'),
];
const plain = Array.from({ length: 60 }, (_, at) =>
  paper(`Paper ${at} about ${at % 2 === 0 ? 'gardens' : 'bridges'}`, 'A model that is usual.'),
);
const learned = learn(
  [...plain, ...others.map((one) => one.paper), ...speech, ...bread].map(bagOf),
);

describe('what a reader seems to like', () => {
  it('is told by words as they are written, neighbours together, and not by those that all papers have', () => {
    const [interest, ...more] = describeInterests(learned, speech);

    expect(more).toEqual([]);
    expect(interest?.papers).toBe(4);
    expect(interest?.words[0]).toBe('speech recognition');
    expect(interest?.words).toContain('LoRA');
    expect(interest?.words).not.toContain('model');
    expect(interest?.words.join()).not.toMatch(/Speech|recognit\b/);
  });

  it('is one line for each interest that stands out, the larger first', () => {
    const liked = [...bread.slice(0, 3), ...speech];

    const told = describeInterests(learned, liked);

    expect(told.map(({ papers }) => papers)).toEqual([4, 3]);
    expect(told[0]?.words[0]).toBe('speech recognition');
    expect(told[1]?.words[0]).toBe('sourdough fermentation');
    expect(told[0]?.words.join()).not.toContain('sourdough');
  });

  it('is told by one paper as well, and by one that the archive never saw', () => {
    const [one] = describeInterests(learned, [paper('Knitting Lighthouses', 'Wool on stone.')]);

    expect(one?.words).toEqual(['knitting lighthouses']);
  });

  it('is not told by words that two abstracts happen to share; by those of three it is', () => {
    const liked = ['Knitting', 'Lighthouses', 'Anchors'].map((title, at) =>
      paper(title, `We struggle with wool${at < 2 ? ' accumulated' : ''}.`),
    );

    const [told] = describeInterests(learned, liked);

    expect(told?.words).toContain('wool');
    expect(told?.words).not.toContain('accumulated');
  });

  it('is nothing where nothing was liked, or no paper has a word', () => {
    expect(describeInterests(learned, [])).toEqual([]);
    expect(describeInterests(learned, [paper('…'), paper('風')])[0]?.papers).toBe(2);
  });

  it('takes its words from the liked papers, whatever they say, the same each time', () => {
    const word = fc.constantFrom(
      'tide',
      'Tides',
      'the',
      'LoRA',
      'X-ray',
      '3D',
      '½',
      '論文',
      'of',
      '.',
    );
    const text = fc.array(word, { maxLength: 12 }).map((words) => words.join(' '));
    const papers = fc.array(fc.tuple(text, fc.option(text)), { minLength: 1, maxLength: 9 });

    fc.assert(
      fc.property(papers, (given) => {
        const liked = given.map(([title, abstract]) => paper(title, abstract));
        const all = liked
          .map((one) => `${one.title} ${one.abstract ?? ''}`.toLowerCase())
          .join(' ');

        const told = describeInterests(learned, liked);

        expect(told).toEqual(describeInterests(learned, liked));
        for (const { words } of told) {
          expect(words.length).toBeLessThanOrEqual(5);
          for (const one of words) expect(all).toContain(one.toLowerCase());
        }
      }),
    );
  });
});
