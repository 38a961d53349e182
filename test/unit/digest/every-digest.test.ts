/** What holds for the digest of any ranking and any reader. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { papersOf, type RankedPaper } from '../../../src/model/digest.ts';
import { noTaste } from '../../../src/model/taste.ts';
import { compose, ranked, someTaste, topicsOf } from './sample-ranking.ts';

const names = ['kites', 'boats', 'bells', 'trending', 'liked'];
const one = fc.record({
  title: fc.array(fc.constantFrom('otter', 'heron', 'lynx', 'mole', 'wren', 'part', '1', '2'), {
    minLength: 1,
    maxLength: 4,
  }),
  score: fc.double({ min: 0, max: 3, noNaN: true }),
  topics: fc.oneof(fc.constant([]), fc.subarray(names)),
  followed: fc.boolean(),
  fit: fc.double({ min: -2, max: 4, noNaN: true }),
  trend: fc.double({ min: -2, max: 2, noNaN: true }),
  interest: fc.constantFrom(0, 1, 2),
  pull: fc.constantFrom(0, 0, -1),
});
const interested = fc.constantFrom('topics', 'likes', 'both');
const ranking = fc
  .uniqueArray(one, { maxLength: 25, selector: ({ title }) => title.join('') })
  .map((list) =>
    list.map(({ title, score, topics, followed, ...more }) =>
      ranked({ title: title.join(' ') }, score, topics, followed, more),
    ),
  );
const weights = fc.array(fc.double({ min: 0.1, max: 100, noNaN: true }), {
  minLength: names.length,
  maxLength: names.length,
});
type Knowing = 'topics' | 'likes' | 'both';

/** The ranking as a reader has it of whom this is known, and their digest. */
function digestFor(
  all: readonly RankedPaper[],
  given: readonly number[],
  limit: number,
  known: string,
) {
  const who = known as Knowing;
  const topics =
    who === 'likes'
      ? []
      : topicsOf(...names.map((name, at): [string, number] => [name, given[at] ?? 1]));
  const theirs = all.map((paper) => ({
    ...paper,
    topics: who === 'likes' ? [] : paper.topics,
    interest: who === 'topics' ? null : paper.interest,
  }));
  const digest = compose(theirs, limit, { topics }, who === 'topics' ? noTaste : someTaste);
  return { theirs, digest };
}

function homeOf({ followed, topics: [best], fit }: RankedPaper): string {
  if (followed) return 'followed';
  if (best !== undefined) return `topic ${best.name}`;
  return (fit ?? 0) >= 1.5 ? 'liked' : 'trending';
}

describe('every digest', () => {
  it('keeps the limit, shows each paper once, accounts for all, and is the same twice', () => {
    fc.assert(
      fc.property(
        ...[ranking, weights, fc.integer({ min: 1, max: 12 }), interested],
        (all, given, limit, known) => {
          const { theirs, digest } = digestFor(all, given, limit, known);

          const papers = papersOf(digest);
          const keys = papers.flatMap(({ paper, similar }) => [
            paper.key,
            ...similar.map(({ key }) => key),
          ]);
          expect(papers.length).toBeLessThanOrEqual(limit);
          expect(digest.counts.chosen).toBe(papers.length);
          expect(new Set(keys).size).toBe(keys.length);
          expect(digestFor(all, given, limit, known).digest).toEqual(digest);

          // A section that got no place at all is not shown, so that what belongs to it is not counted either.
          const sections = digest.sections.map(({ kind, title }) =>
            kind === 'topic' ? `topic ${title}` : kind,
          );
          const cut = theirs.filter(({ paper }) => !keys.includes(paper.key));
          const more = digest.sections.reduce((sum, section) => sum + section.more, 0);
          expect(more).toBe(cut.filter((paper) => sections.includes(homeOf(paper))).length);
        },
      ),
    );
  });

  it('starves no topic and no interest while there are places for all', () => {
    fc.assert(
      fc.property(ranking, weights, interested, (all, given, known) => {
        const others = all.filter(({ followed }) => !followed);

        const { theirs, digest } = digestFor(others, given, names.length + 3, known);

        const told = new Set(
          papersOf(digest).flatMap(({ paper, similar }) => [
            paper.key,
            ...similar.map(({ key }) => key),
          ]),
        );
        const isTold = (papers: readonly RankedPaper[]) =>
          papers.length === 0 || papers.some(({ paper }) => told.has(paper.key));
        for (const name of names) {
          expect(isTold(theirs.filter((paper) => paper.topics[0]?.name === name))).toBe(true);
        }
        for (const interest of [0, 1, 2, null]) {
          const own = theirs.filter((paper) => paper.interest === interest);
          const fitting = own.filter(({ fit }) => (fit ?? 0) >= 1.5);
          const hasOwn = fitting.some((paper) => homeOf(paper) === 'liked');
          expect(!hasOwn || isTold(fitting)).toBe(true);
        }
      }),
    );
  });

  it('shows whoever is followed before all else', () => {
    fc.assert(
      fc.property(
        ...[ranking, weights, fc.integer({ min: 1, max: 12 }), interested],
        (all, given, limit, known) => {
          const { theirs, digest } = digestFor(all, given, limit, known);

          const [first] = digest.sections;
          const cut = first?.kind === 'followed' ? first.more : 0;
          const isThere = theirs.some(({ followed }) => followed);
          expect(first?.kind === 'followed').toBe(isThere);
          expect(cut === 0 || first?.papers.length === limit).toBe(true);
        },
      ),
    );
  });

  it('has one paper from elsewhere at most, far from the reader, and none where nothing is known', () => {
    fc.assert(
      fc.property(
        ...[ranking, weights, fc.integer({ min: 1, max: 12 }), interested],
        (all, given, limit, known) => {
          const { digest } = digestFor(all, given, limit, known);
          const blank = compose(
            all.map((paper) => ({ ...paper, fit: null, interest: null, topics: [] })),
            limit,
          );

          const found = digest.sections.filter(({ kind }) => kind === 'exploration');
          expect(found.length).toBeLessThanOrEqual(1);
          for (const paper of found.flatMap(({ papers }) => papers)) {
            expect(found[0]?.papers).toHaveLength(1);
            expect(paper.topics).toEqual([]);
            expect(paper.fit).toBeLessThanOrEqual(0);
            expect(paper.pull).toBe(0);
          }
          expect(blank.sections.map(({ kind }) => kind)).not.toContain('exploration');
        },
      ),
    );
  });
});
