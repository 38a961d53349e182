/** How well papers fit a reader: by topics, by liked papers, by interests kept apart; and where each score comes from. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Paper } from '../../../../src/model/paper.ts';
import { fold, learn } from '../../../../src/rank/relevance/learn.ts';
import { makeRelevance } from '../../../../src/rank/relevance/relevance.ts';
import { bagOf, knownNumbersOf } from '../../../../src/rank/relevance/term-bag.ts';
import { allTrades, paperOn, papersOn, type Trade } from './sample-papers.ts';

const archive = learn(papersOn(allTrades, 40).map(bagOf));
const fresh = papersOn(allTrades, 60).slice(160);
const candidates = fold(archive, fresh.map(bagOf));

function fitted(topics: readonly string[], liked: readonly Paper[]) {
  return makeRelevance(archive, {
    topics: topics.map((name) => ({ stems: knownNumbersOf(name), weight: 1 })),
    liked: fold(archive, liked.map(bagOf)),
  });
}

/** The trades of the best `count` candidates. */
function bestTrades(topics: readonly string[], liked: readonly Paper[], count: number): string[] {
  const { scores } = fitted(topics, liked).score(candidates);
  return [...scores.keys()]
    .sort((a, b) => scores[b]! - scores[a]!)
    .slice(0, count)
    .map((row) => fresh[row]!.title.split(' ').at(-1)!);
}

describe('a topic', () => {
  it('of one word finds papers that have it, and those of its kind that have not', () => {
    const { scores } = fitted(['rudder'], []).score(candidates);
    const without = [...scores.keys()].filter(
      (row) => !`${fresh[row]!.title} ${fresh[row]!.abstract}`.includes('rudder'),
    );

    const best = without.sort((a, b) => scores[b]! - scores[a]!)[0]!;

    expect(bestTrades(['rudder'], [], 10)).toEqual(Array(10).fill('boats'));
    expect(fresh[best]!.title).toMatch(/boats$/);
  });

  it('that no paper knows leaves all alike', () => {
    const { scores } = fitted(['zeppelin'], []).score(candidates);

    expect(new Set(scores)).toEqual(new Set([0]));
  });
});

describe('liked papers', () => {
  it('find others like them, from the first one on', () => {
    expect(bestTrades([], [paperOn('bread', 3)], 10)).toEqual(Array(10).fill('bread'));
  });

  it('of two kinds are kept apart, and both kinds come first', () => {
    const liked = [...Array(14).keys()].flatMap((at) => [
      paperOn('kites', at),
      paperOn('clocks', at + 20),
    ]);

    const best = bestTrades([], liked, 20);

    const kinds = fitted([], liked).interests.map(
      (interest) => new Set(interest.liked.map((at) => at % 2)).size,
    );
    expect(kinds.length).toBeGreaterThan(1);
    expect(kinds.every((one) => one === 1)).toBe(true);
    expect(new Set(best)).toEqual(new Set(['kites', 'clocks']));
  });

  it('by an author lift what else that author writes', () => {
    const by = (...authors: string[]) => paperOn('boats', 7, authors);
    const papers = fold(archive, [by('Ida Ost'), by('Bo Ek')].map(bagOf));

    const { scores } = fitted([], [paperOn('boats', 1, ['Ida Ost'])]).score(papers);

    expect(scores[0]).toBeGreaterThan(scores[1]!);
  });

  it('may be two thousand', { timeout: 20_000 }, () => {
    const liked = papersOn(['kites', 'bread'], 1_000);

    const best = bestTrades(['clock'], liked, 10);

    expect(best.every((trade) => trade !== 'boats')).toBe(true);
  });
});

describe('every score', () => {
  const trade = fc.constantFrom<Trade>(...allTrades);
  const some = fc.array(fc.tuple(trade, fc.nat({ max: 70 })), { maxLength: 14 });
  const words = fc.array(
    fc.constantFrom('kite', 'oven dough', 'brass gear', 'harbour', 'zeppelin'),
    {
      maxLength: 3,
    },
  );

  it('is the sum of what each topic and liked paper gave, and what the average paper gets', () => {
    fc.assert(
      fc.property(some, words, fc.nat({ max: fresh.length - 1 }), (liked, topics, row) => {
        const relevance = fitted(
          topics,
          liked.map(([name, at]) => paperOn(name, at)),
        );

        const scored = relevance.score(candidates);
        const addends = [...relevance.explain(candidates, row, scored).values()];

        const sum = addends.flatMap((values) => Object.values(values)).reduce((a, b) => a + b, 0);
        expect(Number.isFinite(scored.scores[row])).toBe(true);
        expect(sum).toBeCloseTo(scored.scores[row]!, 4);
      }),
      { numRuns: 60 },
    );
  });

  it('is the same twice', () => {
    const liked = [1, 2, 3, 4, 5, 6].map((at) => paperOn(at % 2 ? 'bread' : 'boats', at));

    const again = learn(papersOn(allTrades, 40).map(bagOf));
    const { scores } = makeRelevance(again, {
      topics: [{ stems: knownNumbersOf('oven'), weight: 1 }],
      liked: fold(again, liked.map(bagOf)),
    }).score(fold(again, fresh.map(bagOf)));

    expect(scores).toEqual(fitted(['oven'], liked).score(candidates).scores);
  });
});

describe('an archive', () => {
  it('of nothing, of one paper, or of papers without abstracts still scores', () => {
    const bare = papersOn(allTrades, 5).map((paper) => ({ ...paper, abstract: null }));
    for (const papers of [[], [paperOn('kites', 1)], bare]) {
      const learned = learn(papers.map(bagOf));

      const { scores } = makeRelevance(learned, {
        topics: [{ stems: knownNumbersOf('kite'), weight: 1 }],
        liked: fold(learned, [bagOf(paperOn('kites', 2))]),
      }).score(fold(learned, fresh.map(bagOf)));

      expect([...scores].every(Number.isFinite)).toBe(true);
    }
  });
});
