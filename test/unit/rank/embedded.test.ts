/** What an embedder's vectors add to a ranking, and that nothing is missing without them. */
import { describe, expect, it } from 'vitest';
import { type EmbeddedTexts, nearnessOf } from '../../../src/rank/embedded.ts';
import { prepareRanking, rankPapers } from '../../../src/rank/rank-papers.ts';
import { weights } from '../../../src/rank/weights.ts';
import { candidate, date, interestedIn } from './sample-candidates.ts';

const candidates = ['Otters', 'Badgers', 'Herons', 'Stoats', 'Magpies', 'Lynxes'].map((title) =>
  candidate(title),
);
const keys = candidates.map(({ paper }) => paper.key);
const lynx = keys[5]!;
const kites = interestedIn('kites');

function embedded(near: string, topic = Float32Array.from([1, 0])): EmbeddedTexts {
  return {
    papers: new Map(keys.map((key) => [key, Float32Array.from(key === near ? [1, 0] : [0, 1])])),
    topics: new Map([['kites', topic]]),
  };
}

describe('vectors of an embedder', () => {
  it('lift a paper that is near a topic whose words it has not, and the score says so', () => {
    const base = prepareRanking(candidates, date);

    const [first] = rankPapers(base, kites, undefined, embedded(lynx)).ranked;

    expect(first?.paper.key).toBe(lynx);
    expect(first?.parts.find(({ name }) => name === 'topic “kites”')).toMatchObject({
      value: expect.closeTo((1 - weights.trend) * Math.sqrt(5), 6),
      detail: '0.85 × (embedding +2.24)',
    });
    expect(first?.reasons).toEqual(['close to “kites” in meaning']);
    expect(first?.parts.reduce((sum, { value }) => sum + value, 0)).toBeCloseTo(first!.score, 9);
  });

  it('of liked papers count as those of topics do', () => {
    const liked = [candidate('Kites').paper];
    const papers = new Map([...embedded(lynx).papers, [liked[0]!.key, Float32Array.from([1, 0])]]);

    const { values, shares } = nearnessOf({ papers, topics: new Map() }, keys, interestedIn(), {
      liked,
      disliked: [],
    });

    expect(Math.max(...values)).toBe(values[5]);
    expect(shares(5)).toEqual([{ kind: 'liked', at: 0, value: expect.closeTo(values[5]!, 9) }]);
  });

  it('of liked papers beyond the newest 2,000 do not count, as they do not in the rest of the score', () => {
    const liked = Array.from({ length: 2_001 }, (_, at) => candidate(`Kite ${at}`).paper);
    const papers = new Map([
      ...embedded(lynx).papers,
      ...liked.map(
        ({ key }, at) => [key, Float32Array.from(at < 2_000 ? [1, 0] : [0, 1])] as const,
      ),
    ]);

    const { shares } = nearnessOf({ papers, topics: new Map() }, keys, interestedIn(), {
      liked,
      disliked: [],
    });

    expect(shares(5).map(({ at }) => at)).toEqual([...liked.keys()].slice(0, 2_000));
  });

  it('of another length, or too few of them, change nothing', () => {
    const other = embedded(lynx, Float32Array.from([1, 0, 0]));
    const few = { ...embedded(lynx), papers: new Map([...embedded(lynx).papers].slice(-4)) };
    const none = { liked: [], disliked: [] };

    expect([...nearnessOf(other, keys, kites, none).values]).toEqual(Array(6).fill(0));
    expect([...nearnessOf(few, keys, kites, none).values]).toEqual(Array(6).fill(0));
  });
});
