/** Which readers with several interests are drawn. */
import { expect, it } from 'vitest';
import { drawReaders, groupsOf, pairKey } from '../../eval/ranking/draw-interests.ts';
import type { Query } from '../../eval/ranking/read-set.ts';

const days = ['2026-10-12', '2026-10-13', '2026-10-14', '2026-10-15', '2026-10-16'];
const names = ['ant', 'bee', 'cat', 'dog'];
const papers = names.flatMap((name) =>
  days.map((date, at) => ({ id: `${name}-${at}`, title: '', abstract: '', authors: [], date })),
);
const queries: Query[] = names.map((id, at) => ({
  id,
  text: '',
  keywords: [],
  liked: [],
  after: at === 3 ? '2026-10-12' : '2026-10-11',
  until: '2026-10-16',
  facet: '',
}));
const set = {
  papers,
  place: new Map(papers.map(({ id }, at) => [id, at])),
  sentences: [],
  queries,
  grades: new Map(
    names.map((name) => [
      name,
      new Map(papers.filter(({ id }) => id.startsWith(name)).map(({ id }) => [id, 1])),
    ]),
  ),
};
const cosines = new Map(groupsOf(queries, 2).map(([one, two]) => [pairKey(one!, two!), 0.1]));

it('draws the same readers whatever the order of the profiles', () => {
  const drawn = drawReaders(set, queries, cosines);
  const again = drawReaders(set, [...queries].reverse(), cosines);

  expect(again).toEqual(drawn);
  expect(drawn.filter(({ profiles }) => profiles.length === 3)).toHaveLength(1);
});

it('leaves out near interests, and profiles with too little in the common window', () => {
  const near = new Map(cosines).set('ant bee', 0.35);

  const pairs = drawReaders(set, queries, near).map(({ profiles }) => profiles.join(' '));

  expect(pairs.sort()).toEqual(['ant cat', 'bee cat']);
});
