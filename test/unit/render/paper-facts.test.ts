/** The quiet line of facts: what is known, in words, and nothing that is not. */
import { expect, test } from 'vitest';
import { authorsLine, factsOf } from '../../../src/render/paper-facts.ts';
import { paperWith, ranked } from './sample-digest.ts';

test.each([
  [null, null, null],
  [null, 9, '9 authors'],
  [null, 1, '1 author'],
  [[], 4, '4 authors'],
  [['A. One'], 1, 'A. One'],
  [['A. One', 'B. Two'], 2, 'A. One and B. Two'],
  [['A. One', 'B. Two', 'C. Three'], 3, 'A. One, B. Two and C. Three'],
  [['A. One', 'B. Two', 'C', 'D', 'E', 'F', 'G'], 7, 'A. One, B. Two and 5 more'],
])('authors %j and count %j read %j', (authors, authorCount, line) => {
  expect(authorsLine({ authors, authorCount })).toBe(line);
});

test('an unknown signal is left out, and zero is not unknown', () => {
  const unknown = {
    source: 's',
    day: '2026-10-14',
    position: null,
    upvotes: null,
    comments: null,
    stars: null,
  };

  expect(factsOf(ranked(paperWith('x'), { sightings: [unknown] }), '2026-10-14')).toEqual([]);
  expect(
    factsOf(ranked(paperWith('x'), { sightings: [{ ...unknown, upvotes: 0 }] }), '2026-10-14'),
  ).toEqual(['0 upvotes']);
});

test('of several sightings the highest count is shown', () => {
  const sighting = {
    source: 's',
    day: '2026-10-14',
    position: 1,
    upvotes: 7,
    comments: 1,
    stars: null,
  };

  const facts = factsOf(
    ranked(paperWith('x'), { sightings: [sighting, { ...sighting, upvotes: 5, stars: 1200 }] }),
    '2026-10-14',
  );

  expect(facts).toEqual(['7 upvotes', '1 comment', '1,200 stars']);
});

test("the day has its year only where it is not the issue's", () => {
  expect(factsOf(ranked(paperWith('x', { published: '2026-10-02' })), '2026-10-14')).toEqual([
    '2 Oct',
  ]);
  expect(factsOf(ranked(paperWith('x', { published: '2025-12-31' })), '2026-01-02')).toEqual([
    '31 Dec 2025',
  ]);
});
