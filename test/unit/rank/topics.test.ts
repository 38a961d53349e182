/** What fits a topic, how well, and what the reasons say about it. */
import { describe, expect, it } from 'vitest';
import { candidate, interestedIn, others, rank, titles } from './sample-candidates.ts';

const inTitle = candidate('Folding kites in the wind', { abstract: 'Wind bends paper.' });
const inAbstract = candidate('Paper in the wind', { abstract: 'We study how folding kites fly.' });
const near = candidate('Paper in storms', { abstract: 'Kites of paper, folded by storms, fly.' });
const apart = candidate('Kites in storms', {
  abstract:
    'Storms are strong in autumn over the plain, hills, rivers, lakes and towns. Cloth may fold.',
});
const scattered = candidate('Storms', {
  abstract:
    'Kites suffer in storms over the plain, hills, rivers, lakes, villages and towns. Cloth may fold.',
});
const half = candidate('Kites of steel', { abstract: 'Steel does not bend.' });

/** The papers that fit, best first, with their reasons. */
function fitting(topic: string, ...candidates: Parameters<typeof rank>[0][number][]) {
  const ranked = rank([...others, ...candidates], interestedIn(topic));
  return ranked.filter(({ topics }) => topics.length > 0);
}

describe('a topic', () => {
  it('is best found in the title, then in the abstract, then with its words near, then apart', () => {
    const found = fitting('folding kites', apart, near, inAbstract, inTitle, half);

    expect(titles(found)).toEqual([
      'Folding kites in the wind',
      'Paper in the wind',
      'Paper in storms',
      'Kites in storms',
    ]);
    expect(found.map(({ reasons }) => reasons[0])).toEqual([
      '“folding kites” in the title',
      '“folding kites” in the abstract',
      'the words of “folding kites” close together',
      'the words of “folding kites”, but not together',
    ]);
  });

  it('is not found where its words are scattered and the title has none of them', () => {
    expect(fitting('folding kites', scattered)).toEqual([]);
  });

  it('is found in every form of its words', () => {
    expect(fitting('fold kite', inTitle)).toHaveLength(1);
    expect(fitting('KITE', inTitle, near, half)).toHaveLength(3);
  });

  it('of greater weight lifts its papers above those of others', () => {
    const boats = candidate('Boats that swim');
    const kites = candidate('Kites that fly');

    expect(titles(rank([boats, kites], interestedIn('boats', 'kites:3')))[0]).toBe(
      kites.paper.title,
    );
    expect(titles(rank([boats, kites], interestedIn('boats:3', 'kites')))[0]).toBe(
      boats.paper.title,
    );
  });

  it('in quotes asks for the words side by side, function words included', () => {
    const exact = candidate('Kites of the folding kind', { abstract: null });
    const other = candidate('Kites for a folding kind', { abstract: null });

    expect(titles(fitting('"kites of the folding kind"', exact, other))).toEqual([
      exact.paper.title,
    ]);
    expect(titles(fitting('"folding kites"', inTitle, inAbstract, near, apart)).sort()).toEqual([
      'Folding kites in the wind',
      'Paper in the wind',
    ]);
  });

  it('of function words only is looked for as it is written', () => {
    const howTo = candidate('How to fly');
    const toHow = candidate('To see how');

    const found = fitting('how to', howTo, toHow);

    expect(titles(found)).toEqual(['How to fly']);
    expect(found[0]?.reasons[0]).toBe('“how to” in the title');
  });

  it('without a letter or digit fits nothing', () => {
    expect(fitting('–', inTitle)).toEqual([]);
    expect(fitting('""', inTitle)).toEqual([]);
  });

  it('of many words is found where most of them are, and the reason says how many', () => {
    const topic = 'folding paper kites for storms over plain hills';

    const found = fitting(
      topic,
      candidate('Folding paper kites', { abstract: 'We fly them in storms and on the plain.' }),
      candidate('Folding paper', { abstract: 'We fold it.' }),
    );

    expect(titles(found)).toEqual(['Folding paper kites']);
    expect(found[0]?.reasons[0]).toBe(`5 of the 6 words of “${topic}”`);
  });

  it('of twenty words is possible', () => {
    const words = [...Array(20).keys()].map((at) => `word${at}`).join(' ');

    const found = fitting(words, candidate(words), candidate('word1 word2'));

    expect(found).toHaveLength(1);
    expect(found[0]?.topics[0]?.relevance).toBeLessThanOrEqual(1);
  });

  it('in another alphabet is found', () => {
    expect(fitting('бумажные змеи', candidate('Бумажные змеи летают'))).toHaveLength(1);
  });

  it('in writing without spaces is found within a run of it', () => {
    const found = fitting(
      '風箏',
      candidate('論風箏的折疊'),
      candidate('Kites', { abstract: '我們研究風箏。' }),
      candidate('論船'),
    );

    expect(titles(found)).toEqual(['論風箏的折疊', 'Kites']);
  });
});

describe('a ranking', () => {
  it('of nothing is empty', () => {
    expect(rank([], interestedIn('kites'))).toEqual([]);
  });

  it('cares more for where the rare word of a topic stands than for the common one', () => {
    const common = others.map(({ paper }) => candidate(`${paper.title} with kites`));
    const rareInTitle = candidate('Zeppelins of old', { abstract: 'Kites are no match.' });
    const commonInTitle = candidate('Kites of old', { abstract: 'Zeppelins are no match.' });

    const ranked = rank([...common, commonInTitle, rareInTitle], interestedIn('zeppelins kites'));

    expect(titles(ranked).slice(0, 2)).toEqual(['Zeppelins of old', 'Kites of old']);
    expect(ranked[0]?.score).toBeGreaterThan(ranked[1]?.score ?? 0);
  });

  it('names the topics of a paper best first', () => {
    const [first] = rank(
      [...others, candidate('Kites', { abstract: 'Kites and zeppelins.' })],
      interestedIn('zeppelins', 'kites'),
    );

    expect(first?.topics.map(({ name }) => name)).toEqual(['kites', 'zeppelins']);
  });
});
