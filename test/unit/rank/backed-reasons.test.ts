/** Every reason shown rests on a part of the score that lifted it, for readers with topics, likes and dislikes. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { stem, words } from '../../../src/lib/words.ts';
import type { RankedPaper } from '../../../src/model/digest.ts';
import type { Paper } from '../../../src/model/paper.ts';
import type { Taste } from '../../../src/model/taste.ts';
import { prepareRanking, rankPapers } from '../../../src/rank/rank-papers.ts';
import { allTrades, paperOn } from './relevance/sample-papers.ts';
import { date, interestedIn } from './sample-candidates.ts';

const people = ['Ida Ost', 'Bo Ek', 'Mia Wald', 'Jan Berg'];

const paper = fc
  .tuple(fc.constantFrom(...allTrades), fc.nat({ max: 30 }), fc.subarray(people))
  .map(([trade, at, authors]) => paperOn(trade, at, authors));
const papers = (minLength: number, maxLength: number) =>
  fc.uniqueArray(paper, { minLength, maxLength, selector: ({ key }) => key });
const topics = fc.subarray(['kite string', 'oven', 'brass gear', 'anchor', '"old boat"']);
const upvotes = fc.array(fc.option(fc.nat({ max: 300 }), { nil: null }), {
  minLength: 30,
  maxLength: 30,
});

function rankFor(
  shown: readonly Paper[],
  votes: readonly (number | null)[],
  names: string[],
  taste: Taste,
) {
  const candidates = shown.map((one, at) => ({
    paper: one,
    sightings: [
      {
        source: 'page',
        day: date,
        position: at + 1,
        upvotes: votes[at] ?? null,
        comments: null,
        stars: null,
      },
    ],
  }));
  return rankPapers(prepareRanking(candidates, date), interestedIn(...names), taste).ranked;
}

function isBacked(
  reason: string,
  { paper: { title, abstract, authors }, parts, reasons }: RankedPaper,
  { liked }: Taste,
) {
  const partOf = (name: string) => parts.find((part) => part.name === name)?.value ?? 0;
  const like = /^like “(.*)”, which you liked$/.exec(reason)?.[1];
  if (like !== undefined) {
    const begins = like.replace(/…$/, '');
    return liked.some((one) => one.title.startsWith(begins) && partOf(`liked “${one.title}”`) > 0);
  }
  if (reason.startsWith('shares ')) {
    const shared = [...reason.matchAll(/“([^”]*)”/g)].map(([, word]) => stem(word ?? ''));
    const stemsOf = (one: Pick<Paper, 'title' | 'abstract'>) =>
      new Set(words(`${one.title} ${one.abstract ?? ''}`).map(stem));
    const own = stemsOf({ title, abstract });
    const theirs = liked.map(stemsOf);
    return shared.every((word) => own.has(word) && theirs.some((other) => other.has(word)));
  }
  const writer = /^by (.*), whose work you liked$/.exec(reason)?.[1];
  if (writer !== undefined) {
    const wrote = liked.some((one) => one.authors?.includes(writer));
    return wrote && authors?.includes(writer) && partOf('authors of papers you liked') > 0;
  }
  const topic = /“([^”]*)”/.exec(reason)?.[1];
  if (topic !== undefined) return partOf(`topic “${topic}”`) > 0;
  // Where nothing lifted a paper, its place in the listing is told.
  if (/ listed$/.test(reason)) return partOf('attention') > 0 || reasons.length === 1;
  if (/ upvotes?\b/.test(reason)) return partOf('attention') > 0;
  return reason.startsWith('listed by ') && reasons.length === 1;
}

it('every reason rests on a part above zero, and the parts add up to the score', () => {
  fc.assert(
    fc.property(
      papers(1, 30),
      upvotes,
      topics,
      papers(0, 12),
      papers(0, 4),
      (shown, votes, names, liked, disliked) => {
        const taste = { liked, disliked };

        for (const ranked of rankFor(shown, votes, names, taste)) {
          const sum = ranked.parts.reduce((total, { value }) => total + value, 0);
          const unbacked = ranked.reasons.filter((reason) => !isBacked(reason, ranked, taste));
          expect(unbacked).toEqual([]);
          expect(sum).toBeCloseTo(ranked.score, 9);
        }
      },
    ),
    { numRuns: 100 },
  );
});

it('the order is the same twice', () => {
  fc.assert(
    fc.property(papers(1, 20), upvotes, topics, papers(0, 8), (shown, votes, names, liked) => {
      const keys = () =>
        rankFor(shown, votes, names, { liked, disliked: [] }).map(({ paper: { key }, score }) => [
          key,
          score,
        ]);

      expect(keys()).toEqual(keys());
    }),
    { numRuns: 40 },
  );
});
