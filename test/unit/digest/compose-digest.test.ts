/** How a ranking becomes a digest: the limit, the sections, fair shares, what is folded and what is counted. */
import { describe, expect, it } from 'vitest';
import { papersOf } from '../../../src/model/digest.ts';
import { compose, manyOn, ranked, shown, sizes, topicsOf } from './sample-ranking.ts';

const followedTitle = 'People and places you follow';

describe('a digest', () => {
  it('of nothing has no sections', () => {
    const digest = compose([], 10, { topics: topicsOf('kites') });

    expect(digest.sections).toEqual([]);
    expect(digest.counts.chosen).toBe(0);
  });

  it('without interests shows the best as trending, up to the limit, and counts the rest', () => {
    const digest = compose(manyOn([], 30, 1), 12);

    expect(digest.sections.map(({ title, more }) => [title, more])).toEqual([['Trending', 18]]);
    expect(digest.counts.chosen).toBe(12);
    expect(papersOf(digest).map(({ score }) => score)).toEqual(
      [...Array(12).keys()].map((at) => 1 - at / 1_000),
    );
  });

  it('has what is followed first, then topics by weight, then what trends', () => {
    const digest = compose(
      [
        ...manyOn(['boats'], 2, 0.9),
        ...manyOn(['kites'], 2, 0.5),
        ...manyOn([], 2, 0.3),
        ranked({ title: 'By a friend' }, 0.1, ['boats'], true),
      ],
      10,
      { topics: topicsOf('boats', ['kites', 3]), authors: ['A Friend'] },
    );

    expect(digest.sections.map(({ kind, title }) => [kind, title])).toEqual([
      ['followed', followedTitle],
      ['topic', 'kites'],
      ['topic', 'boats'],
      ['trending', 'Also trending'],
    ]);
    expect(digest.interests).toEqual(['boats', 'kites', 'A Friend']);
  });

  it('shows what is followed before everything else, up to the limit and never above it', () => {
    const friends = [0.3, 0.2, 0.1].map((score) =>
      ranked({ title: `Friend ${'abc'[score * 10 - 1]} wrote` }, score, [], true),
    );

    const roomy = compose([...manyOn(['kites'], 9, 1), ...friends], 4, {
      topics: topicsOf('kites'),
    });
    const tight = compose([...manyOn(['kites'], 9, 1), ...friends], 2, {
      topics: topicsOf('kites'),
    });

    expect(sizes(roomy)).toEqual({ [followedTitle]: 3, kites: 1 });
    expect(sizes(tight)).toEqual({ [followedTitle]: 2 });
    expect(tight.sections[0]?.more).toBe(1);
  });

  it('lets what merely trends fill a third beside topics, and three places at least', () => {
    const ranking = [...manyOn(['kites'], 1, 0.2), ...manyOn([], 30, 1)];

    expect(sizes(compose(ranking, 24, { topics: topicsOf('kites') }))).toEqual({
      kites: 1,
      'Also trending': 8,
    });
    expect(sizes(compose(ranking, 5, { topics: topicsOf('kites') }))).toEqual({
      kites: 1,
      'Also trending': 3,
    });
  });

  it('of what trends alone has no sections of what fits, and nothing from elsewhere', () => {
    const ranking = [
      ...manyOn([], 4, 1, { fit: -1 }),
      ...manyOn(['kites'], 4, 0.9, { fit: 3 }),
      ...manyOn([], 4, 0.5, { fit: 3, word: 'like kites' }),
      ranked({ title: 'By a friend' }, 0.1, ['kites'], true),
    ];
    const interests = { topics: topicsOf('kites', 'boats'), authors: ['A Friend'], trend: 1 };

    const digest = compose(ranking, 8, interests);

    expect(sizes(digest)).toEqual({ [followedTitle]: 1, 'Also trending': 7 });
    expect(digest.sections[1]?.papers.map(({ score }) => score)).toEqual(
      [...ranking].slice(0, 7).map(({ score }) => score),
    );
    expect(digest.notices).toEqual([]);
  });

  it('of what fits alone is not filled with what trends, unless nothing fits', () => {
    const fitting = manyOn(['kites'], 1, 0.2);
    const others = manyOn([], 30, 1);
    const interests = { topics: topicsOf('kites'), trend: 0 };

    expect(sizes(compose([...fitting, ...others], 12, interests))).toEqual({ kites: 1 });
    expect(sizes(compose(others, 12, interests))).toEqual({ 'Also trending': 4 });
  });

  it('shows a paper of two topics once, under the one it fits best', () => {
    const digest = compose(
      [...manyOn(['kites', 'boats'], 2, 0.9), ...manyOn(['boats', 'kites'], 2, 0.8)],
      10,
      { topics: topicsOf('kites', 'boats') },
    );

    expect(sizes(digest)).toEqual({ kites: 2, boats: 2 });
    for (const { title, papers } of digest.sections) {
      expect(papers.every(({ topics }) => topics[0]?.name === title)).toBe(true);
    }
  });
});

describe('the places of a digest', () => {
  it('are shared by weight: twice the weight, about twice the places', () => {
    const ranking = [...manyOn(['kites'], 40, 0.5), ...manyOn(['boats'], 40, 0.9)];

    const digest = compose(ranking, 12, { topics: topicsOf(['kites', 2], 'boats') });

    expect(sizes(digest)).toEqual({ kites: 8, boats: 4 });
  });

  it('go to every topic once before any has two, however small its weight', () => {
    const ranking = [
      ...manyOn(['kites'], 20, 0.9),
      ...manyOn(['boats'], 1, 0.2),
      ...manyOn(['bells'], 1, 0.1),
    ];

    const digest = compose(ranking, 3, {
      topics: topicsOf(['kites', 100], ['boats', 0.1], 'bells'),
    });

    expect(sizes(digest)).toEqual({ kites: 1, boats: 1, bells: 1 });
  });

  it('leave a topic its only paper, though another fits it better', () => {
    const ranking = [...manyOn(['kites', 'boats'], 1, 0.9), ...manyOn(['kites'], 9, 0.8).slice(1)];

    const digest = compose(ranking, 4, { topics: topicsOf(['kites', 5], 'boats') });

    expect(sizes(digest)).toEqual({ kites: 3, boats: 1 });
  });

  it('that a topic cannot fill go to the others', () => {
    const ranking = [...manyOn(['kites'], 2, 0.9), ...manyOn(['boats'], 20, 0.5)];

    const digest = compose(ranking, 10, { topics: topicsOf(['kites', 9], 'boats') });

    expect(sizes(digest)).toEqual({ kites: 2, boats: 8 });
  });
});

describe('near-duplicates', () => {
  const abstract =
    'We fold kites of thin paper along three lines and fly them from a hill in autumn winds of any strength.';

  it('are folded under the one that stands higher', () => {
    const digest = compose(
      [
        ranked({ title: 'Folding kites in autumn', abstract }, 0.9),
        ranked({ title: 'Folding kites in autumn winds', abstract: `${abstract} Twice.` }, 0.8),
        ranked({ title: 'Boats', abstract: 'Boats sink slowly in ponds.' }, 0.7),
      ],
      10,
    );

    expect(shown(digest)).toEqual(['Folding kites in autumn', 'Boats']);
    const similar = papersOf(digest).map((one) => one.similar.map(({ title }) => title));
    expect(similar).toEqual([['Folding kites in autumn winds'], []]);
    expect(digest.counts.chosen).toBe(2);
    expect(digest.sections[0]?.more).toBe(0);
  });

  it('of a topic are folded under what is followed', () => {
    const digest = compose(
      [
        ranked({ title: 'Folding kites', abstract }, 0.9, ['kites']),
        ranked({ title: 'Folding kites again', abstract }, 0.1, ['kites'], true),
      ],
      10,
      { topics: topicsOf('kites') },
    );

    expect(shown(digest)).toEqual(['Folding kites again']);
    expect(papersOf(digest)[0]?.similar).toHaveLength(1);
  });

  it('are not the parts of a series, with other abstracts or with none', () => {
    const parts = [
      ranked({ title: 'Folding kites of paper, Part I', abstract }, 0.9),
      ranked(
        {
          title: 'Folding kites of paper, Part II',
          abstract: 'The tail is what keeps them up, and its length is measured in this part.',
        },
        0.8,
      ),
      ranked(
        { title: 'Sewing, mending, washing, drying and folding large linen sails at sea, Part 1' },
        0.7,
      ),
      ranked(
        { title: 'Sewing, mending, washing, drying and folding large linen sails at sea, Part 2' },
        0.6,
      ),
    ];

    expect(shown(compose(parts, 10))).toHaveLength(4);
  });

  it('are not papers of similar titles about other things', () => {
    const digest = compose(
      [
        ranked({ title: 'Folding kites in autumn winds', abstract }, 0.9),
        ranked(
          {
            title: 'Folding kites in autumn rain',
            abstract: 'Rain makes paper heavy; ours is waxed, and we count how long it lasts.',
          },
          0.8,
        ),
      ],
      10,
    );

    expect(shown(digest)).toHaveLength(2);
  });
});
