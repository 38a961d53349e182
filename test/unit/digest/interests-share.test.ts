/** What was learned from likes takes its places beside topics, and one paper is from elsewhere. */
import { describe, expect, it } from 'vitest';
import { papersOf } from '../../../src/model/digest.ts';
import { compose, manyOn, ranked, shown, sizes, someTaste, topicsOf } from './sample-ranking.ts';

const elsewhere = 'Something different, outside your interests';

function near(interest: number | null, number: number, best: number, fit = 3) {
  return manyOn([], number, best, { interest, fit, word: `near${interest}` });
}

function far(title: string, trend: number, more = {}) {
  return ranked({ title }, -1, [], false, { fit: -1, trend, ...more });
}

describe('what fits without a topic’s words', () => {
  it('has a section of its own, called by what it is near to', () => {
    const ranking = [...near(null, 2, 1), ...manyOn(['kites'], 1, 0.5)];
    const topics = topicsOf('kites');

    expect(sizes(compose(ranking, 10, { topics }))).toEqual({
      kites: 1,
      'Close to your topics': 2,
    });
    expect(sizes(compose(ranking, 10, { topics }, someTaste))).toEqual({
      kites: 1,
      'Close to what you like': 2,
    });
    const digest = compose(near(null, 2, 1), 10, {}, someTaste);
    expect(digest.sections.map(({ kind, title }) => [kind, title])).toEqual([
      ['liked', 'Like papers you liked'],
    ]);
  });

  it('must fit well: what is a little above the usual paper merely trends', () => {
    const ranking = [...near(null, 1, 1, 1.6), ...manyOn([], 1, 0.9, { fit: 1.2 })];

    const digest = compose(ranking, 10, { topics: topicsOf('kites') });

    expect(sizes(digest)).toEqual({ 'Close to your topics': 1, 'Also trending': 1 });
  });

  it('takes turns with the topics', () => {
    const ranking = [...near(null, 30, 5), ...manyOn(['kites'], 30, 0.9)];

    const digest = compose(ranking, 12, { topics: topicsOf(['kites', 2]) });

    expect(sizes(digest)).toEqual({ kites: 8, 'Close to your topics': 4 });
  });
});

describe('interests that stood out', () => {
  it('have one paper each before any has two, and then turns', () => {
    const ranking = [...near(0, 20, 9), ...near(1, 20, 5), ...near(2, 1, 1)];
    const interestsIn = (limit: number) =>
      papersOf(compose(ranking, limit, {}, someTaste))
        .map(({ interest }) => interest)
        .sort();

    expect(interestsIn(3)).toEqual([0, 1, 2]);
    expect(interestsIn(7)).toEqual([0, 0, 0, 1, 1, 1, 2]);
  });

  it('take no share for what a topic of theirs has shown', () => {
    const ranking = [
      ...near(0, 20, 9),
      ...near(1, 20, 5),
      ...manyOn(['kites'], 20, 0.9, { interest: 0, fit: 3 }),
    ];

    const digest = compose(ranking, 8, { topics: topicsOf('kites') }, someTaste);

    expect(sizes(digest)).toEqual({ kites: 4, 'Close to what you like': 4 });
    expect(digest.sections[1]?.papers.map(({ interest }) => interest)).toEqual([1, 1, 1, 1]);
  });

  it('take the places that their topics leave', () => {
    const ranking = [
      ...near(0, 20, 9),
      ...near(1, 2, 5),
      ...manyOn(['kites'], 1, 0.9, { interest: 0, fit: 3 }),
    ];

    const digest = compose(ranking, 8, { topics: topicsOf('kites') }, someTaste);

    expect(sizes(digest)).toEqual({ kites: 1, 'Close to what you like': 7 });
  });
});

describe('what trends', () => {
  it('comes by attention where the reader is known, less what is near to papers they disliked', () => {
    const paper = (title: string, trend: number, pull = 0) =>
      ranked({ title }, 5 - trend, [], false, { fit: 0.5, trend, pull });
    const ranking = [paper('One', 1), paper('Two', 2), paper('Three', 3, -2.5)];

    expect(shown(compose(ranking, 10, { topics: topicsOf('kites') }))).toEqual([
      ...['Two', 'One', 'Three'],
    ]);
  });

  it('comes by score where nothing is known but a dislike', () => {
    const ranking = [
      ranked({ title: 'One' }, 2, [], false, { fit: 0, trend: 1 }),
      ranked({ title: 'Two' }, 1, [], false, { fit: -3, pull: -3, trend: 4 }),
    ];
    const taste = { liked: [], disliked: someTaste.liked };

    const digest = compose(ranking, 10, {}, taste);

    expect(sizes(digest)).toEqual({ Trending: 2 });
    expect(shown(digest)).toEqual(['One', 'Two']);
  });
});

describe('the paper from elsewhere', () => {
  const many = manyOn(['kites'], 30, 0.9);
  const topics = topicsOf('kites');

  it('is the one with most attention of those far from the reader, marked, and has its place kept', () => {
    const ranking = [...many, far('Bells', 1), far('Boats', 2)];

    const digest = compose(ranking, 8, { topics });

    expect(sizes(digest)).toEqual({ kites: 7, [elsewhere]: 1 });
    const section = digest.sections.at(-1);
    expect(section?.kind).toBe('exploration');
    expect(section?.papers[0]?.paper.title).toBe('Boats');
    expect(section?.papers[0]?.reasons).toEqual([
      'far from your interests, for a change',
      '7 upvotes',
    ]);
  });

  it('is never near to what the reader wants, holds a topic’s words, or is near to a dislike', () => {
    const ranking = [
      ...many,
      far('Boats', 9, { fit: 0.1 }),
      far('Bells', 9, { pull: -0.5 }),
      ranked({ title: 'Ropes' }, -1, ['kites'], false, { fit: -1 }),
    ];

    expect(sizes(compose(ranking, 8, { topics }))).toEqual({ kites: 8 });
  });

  it('takes no place from a topic’s first paper, nor from who is followed', () => {
    const names = ['bells', 'boats', 'kites', 'ropes', 'sails'];
    const ranking = [...names.flatMap((name) => manyOn([name], 2, 1)), far('Moons', 3)];
    const friends = [1, 2, 3, 4, 5].map((at) =>
      ranked({ title: `Friend ${at} wrote` }, 5, [], true),
    );

    const tight = compose(ranking, 5, { topics: topicsOf(...names) });
    const friendly = compose([...ranking, ...friends], 5, { topics: topicsOf(...names) });

    expect(sizes(tight)).toEqual(Object.fromEntries(names.map((name) => [name, 1])));
    expect(Object.keys(sizes(friendly))).toEqual(['People and places you follow']);
  });

  it('is not shown to a reader of whom nothing is known, or in a digest of a few', () => {
    const ranking = [...manyOn([], 9, 1), far('Bells', 3)];

    for (const digest of [
      compose(ranking, 20),
      compose(ranking, 20, { authors: ['A Friend'] }),
      compose([...many, far('Bells', 3)], 4, { topics }),
    ]) {
      expect(Object.keys(sizes(digest))).not.toContain(elsewhere);
    }
  });

  it('does not stay away because a near-duplicate of it is shown', () => {
    const ranking = [
      ranked({ title: 'Moons of paper' }, 5, ['kites']),
      far('Moons of paper', 3),
      far('Bells', 1),
    ].map((one, at) => ({ ...one, paper: { ...one.paper, key: `k${at}` } }));

    const digest = compose(ranking, 8, { topics });

    expect(digest.sections.at(-1)?.papers.map(({ paper }) => paper.title)).toEqual(['Bells']);
  });
});
