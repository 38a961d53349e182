/** What trends: signals made comparable, fresh before stale, the unknown in the middle. */
import { describe, expect, it } from 'vitest';
import { noInterests } from '../../../src/model/interests.ts';
import type { Candidate } from '../../../src/model/paper.ts';
import { candidate, interestedIn, rank, titles } from './sample-candidates.ts';

const trending = (...candidates: Candidate[]) => rank(candidates, noInterests);

describe('without interests', () => {
  it('more upvotes at the same source on the same day win', () => {
    const ranked = trending(
      ...[3, 250, 0, 41, 40].map((upvotes) => candidate(`Kite ${upvotes}`, {}, { upvotes })),
    );

    expect(titles(ranked)).toEqual(['Kite 250', 'Kite 41', 'Kite 40', 'Kite 3', 'Kite 0']);
  });

  it('twenty upvotes where five are usual beat two hundred where five hundred are', () => {
    const small = [1, 3, 5, 6, 8].map((upvotes) =>
      candidate(`Small ${upvotes}`, {}, { source: 'small', upvotes }),
    );
    const big = [200, 400, 500, 600, 900].map((upvotes) =>
      candidate(`Big ${upvotes}`, {}, { source: 'big', upvotes }),
    );
    const ranked = trending(
      ...small,
      ...big,
      candidate('Star', {}, { source: 'small', upvotes: 20 }),
    );

    expect(titles(ranked).indexOf('Star')).toBeLessThan(titles(ranked).indexOf('Big 200'));
  });

  it('a signal that is not told is in the middle, neither best nor worst', () => {
    const ranked = trending(
      candidate('Loud', {}, { upvotes: 90 }),
      candidate('Usual', {}, { upvotes: 20 }),
      candidate('Quiet', {}, { upvotes: 0 }),
      candidate('Untold'),
    );

    expect(titles(ranked).indexOf('Untold')).toBeGreaterThan(titles(ranked).indexOf('Loud'));
    expect(titles(ranked).indexOf('Untold')).toBeLessThan(titles(ranked).indexOf('Quiet'));
  });

  it('a day of publication that is not told is in the middle', () => {
    const ranked = trending(
      candidate('New', { published: '2026-10-13' }),
      candidate('Recent', { published: '2026-09-01' }),
      candidate('Old', { published: '2020-01-01' }),
      candidate('Untold'),
    );

    expect(titles(ranked).indexOf('Untold')).toBeGreaterThan(titles(ranked).indexOf('New'));
    expect(titles(ranked).indexOf('Untold')).toBeLessThan(titles(ranked).indexOf('Old'));
  });

  it('seen today beats seen last week', () => {
    const ranked = trending(
      candidate('Stale', {}, { upvotes: 9, day: '2026-10-07' }),
      candidate('Fresh', {}, { upvotes: 9 }),
    );

    expect(titles(ranked)).toEqual(['Fresh', 'Stale']);
  });

  it('the first of a listing beats the last, and says so', () => {
    const ranked = trending(
      ...[12, 1, 6].map((position) => candidate(`Kite ${position}`, {}, { position })),
    );

    expect(titles(ranked)).toEqual(['Kite 1', 'Kite 6', 'Kite 12']);
    expect(ranked[0]?.reasons).toEqual(['1st of 12 listed']);
  });

  it('two sources beat one', () => {
    const ranked = trending(
      candidate('Once', {}, { upvotes: 9 }),
      candidate('Twice', {}, { upvotes: 9 }, { source: 'other', upvotes: null }),
    );

    expect(titles(ranked)).toEqual(['Twice', 'Once']);
    expect(ranked[0]?.score).toBeGreaterThan(ranked[1]?.score ?? 0);
    expect(ranked[0]?.reasons).toContain('seen in 2 listings');
  });
});

describe('the reasons', () => {
  it('name a signal with its number where it stands out', () => {
    const ranked = trending(
      ...[0, 1, 2, 3, 4, 5, 1_234].map((upvotes) => candidate(`Kite ${upvotes}`, {}, { upvotes })),
    );

    expect(ranked[0]?.reasons).toEqual(['1,234 upvotes, more than most that day']);
  });

  it('are never empty, also for a paper with nothing to its credit', () => {
    const ranked = trending(
      candidate('Unknown'),
      candidate('Last', {}, { position: 2 }),
      candidate('Silent', {}, { upvotes: 0, comments: 0 }),
    );

    expect(ranked.map(({ paper, reasons }) => [paper.title, reasons])).toEqual(
      expect.arrayContaining([
        ['Unknown', ['listed by page']],
        ['Last', ['2nd of 3 listed']],
        ['Silent', ['listed by page']],
      ]),
    );
  });

  it.each([
    ['2026-10-14', 'published today'],
    ['2026-10-13', 'published yesterday'],
    ['2026-10-09', 'published 5 days ago'],
  ])('say that a paper of %s was %s', (published, reason) => {
    expect(trending(candidate('Kite', { published }))[0]?.reasons).toEqual([reason]);
  });

  it('are at most four', () => {
    const [first] = rank(
      [
        ...[1, 2, 3, 4].map((upvotes) =>
          candidate(`Boat ${upvotes}`, {}, { upvotes, comments: 0 }),
        ),
        candidate(
          'Kites, wings, boats, paper and wind',
          { published: '2026-10-14' },
          { upvotes: 90, comments: 9 },
          { source: 'b' },
        ),
      ],
      interestedIn('kites', 'wings', 'paper'),
    );

    expect(first?.reasons).toHaveLength(4);
  });
});
