/** Muted words and followed names. */
import { describe, expect, it } from 'vitest';
import { noInterests } from '../../../src/model/interests.ts';
import { prepareRanking, rankPapers } from '../../../src/rank/rank-papers.ts';
import { candidate, date, interestedIn, rank, titles } from './sample-candidates.ts';

function left(muted: readonly string[], ...candidates: ReturnType<typeof candidate>[]): string[] {
  return titles(rank(candidates, { ...noInterests, muted }));
}

describe('a muted word', () => {
  it('keeps out every form of it, in titles and abstracts, and says how many', () => {
    const base = prepareRanking(
      [
        candidate('Kite flying'),
        candidate('Wings', { abstract: 'Unlike KITES, wings are stiff.' }),
        candidate('The kite’s tail'),
        candidate('Multi-kite systems'),
        candidate('Boats'),
      ],
      date,
    );

    const { ranked, muted } = rankPapers(base, { ...interestedIn('wings'), muted: ['kites'] });

    expect(titles(ranked)).toEqual(['Boats']);
    expect(muted).toBe(4);
  });

  it('leaves longer words alone that merely begin with it', () => {
    expect(left(['kit'], candidate('Kitchens'))).toEqual(['Kitchens']);
  });

  it('may be a phrase, which mutes only where it stands together', () => {
    const together = candidate('The state of the kite');
    const apart = candidate('The kite in every state');

    expect(left(['state of the kite'], together, apart)).toEqual([apart.paper.title]);
  });

  it('may be in writing without spaces', () => {
    expect(left(['風箏'], candidate('論風箏'), candidate('論船'))).toEqual(['論船']);
  });

  it('without a letter mutes nothing', () => {
    expect(left(['–', ''], candidate('Kites – a study'))).toHaveLength(1);
  });
});

describe('a followed author', () => {
  const follows = (...authors: string[]) => ({ ...noInterests, authors });
  const by = (...authors: string[]) => candidate(`Kites by ${authors.join()}`, { authors });

  it('is named once, also where they wrote papers that were liked', () => {
    const authors = ['Anna Winter', 'Bo Ek'];
    const liked = [candidate('Old kites', { authors }).paper];
    const base = prepareRanking([by(...authors), candidate('Boats')], date);

    const { ranked } = rankPapers(base, follows('Anna Winter'), { liked, disliked: [] });

    const named = ranked[0]?.reasons.filter((reason) => reason.startsWith('by '));
    expect(named).toEqual(['by Anna Winter, whom you follow', 'by Bo Ek, whose work you liked']);
  });

  it.each([
    ['Anna Winter', 'Anna Winter'],
    ['anna winter', 'Anna M. Winter'],
    ['Anna Winter', 'A. Winter'],
    ['A. Winter', 'Anna Winter'],
    ['Winter, Anna', 'Anna Winter'],
    ['René Ek', 'Rene Ek'],
    ['Winter', 'Anna Winter'],
  ])('%s is found in %s', (wanted, author) => {
    const [first] = rank([by(author)], follows(wanted));

    expect(first?.followed).toBe(true);
    expect(first?.reasons[0]).toBe(`by ${author}, whom you follow`);
  });

  it.each([
    ['Anna Winter', 'Bert Winter'],
    ['Anna Winter', 'B. Winter'],
    ['Anna Winter', 'Anna Wintersen'],
    ['Anna Winter', 'Winter Anna'],
    ['Anna Winter', 'Winter'],
  ])('%s is not taken for %s', (wanted, author) => {
    const [first] = rank([by(author)], follows(wanted));

    expect(first?.followed).toBe(false);
    expect(first?.reasons.join()).not.toContain('follow');
  });

  it('puts a paper above one that merely fits a topic', () => {
    const ranked = rank([candidate('Boats'), by('Anna Winter')], {
      ...interestedIn('boats'),
      authors: ['Anna Winter'],
    });

    expect(ranked[0]?.followed).toBe(true);
  });
});

describe('a followed organisation', () => {
  const from = (organization: string) =>
    rank([candidate('Kites', { organization })], {
      ...noInterests,
      organizations: ['Kite Lab'],
    })[0];

  it('is found as whole words of the name', () => {
    expect(from('Kite Lab')?.reasons[0]).toBe('from Kite Lab, which you follow');
    expect(from('The KITE LAB of Hill Town')?.followed).toBe(true);
  });

  it('is not found inside other words', () => {
    expect(from('Kite Laboratory')?.followed).toBe(false);
    expect(from('Lab of Kite')?.followed).toBe(false);
  });
});
