/** Properties of every ranking: finite sums, one order, backed reasons, nothing muted. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, dayAndMonth } from '../../../src/lib/days.ts';
import { stem, words } from '../../../src/lib/words.ts';
import type { RankedPaper } from '../../../src/model/digest.ts';
import type { Interests } from '../../../src/model/interests.ts';
import type { Candidate, Sighting } from '../../../src/model/paper.ts';
import { prepareRanking, rankPapers } from '../../../src/rank/rank-papers.ts';
import { candidate, date, rank } from './sample-candidates.ts';

const vocabulary =
  'kite kites boat boats folding folded wind storm storms the of how to paper bell 風箏 論 змей zeppelin'.split(
    ' ',
  );
const word = fc.constantFrom(...vocabulary);
const text = (minLength: number, maxLength: number) =>
  fc.array(word, { minLength, maxLength }).map((list) => list.join(' '));
const day = fc.integer({ min: -40, max: 3 }).map((days) => addDays(date, days));
const signal = fc.option(fc.nat({ max: 2_000 }), { nil: null });
const person = fc.constantFrom('Anna Winter', 'A. Winter', 'Bo Ek', 'Carl Sommer', 'Ek, Bo');

const sighting = fc.record({
  source: fc.constantFrom('page', 'feed', 'archive'),
  day,
  position: fc.option(fc.integer({ min: 1, max: 60 }), { nil: null }),
  upvotes: signal,
  comments: signal,
  stars: signal,
});

const candidates: fc.Arbitrary<Candidate[]> = fc
  .uniqueArray(
    fc.record({
      title: text(1, 6),
      abstract: fc.option(text(0, 30), { nil: null }),
      authors: fc.option(fc.array(person, { minLength: 1, maxLength: 3 }), { nil: null }),
      organization: fc.constantFrom(null, 'Kite Lab', 'Boat Works'),
      published: fc.option(day, { nil: null }),
      sightings: fc.uniqueArray(sighting, {
        minLength: 1,
        maxLength: 4,
        selector: ({ source, day: on }) => `${source} ${on}`,
      }),
    }),
    { maxLength: 12, selector: ({ title }) => title.replaceAll(' ', '') },
  )
  .map((list) =>
    list.map(({ title, sightings, ...paper }) => candidate(title, paper, ...sightings)),
  );

const interests: fc.Arbitrary<Interests> = fc.record(
  {
    topics: fc.uniqueArray(
      fc.record({
        name: text(1, 5),
        weight: fc.double({ min: 0.1, max: 100, noNaN: true }),
        exact: fc.boolean(),
      }),
      { maxLength: 4, selector: ({ name }) => name },
    ),
    muted: fc.array(text(1, 2), { maxLength: 2 }),
    authors: fc.array(person, { maxLength: 2 }),
    organizations: fc.constantFrom<string[]>([], ['kite lab']),
    trend: fc.constantFrom(0, 0.3, 1),
  },
  { requiredKeys: ['topics', 'muted', 'authors', 'organizations'] },
);

const stemsOf = (written: string) => words(written).map(stem);

/** True where all words of `name` are in the paper by stem; in Chinese, within a longer run. */
function holdsAll(name: string, { paper }: RankedPaper): boolean {
  const present = stemsOf(`${paper.title} ${paper.abstract ?? ''}`);
  const asked = stemsOf(name).filter((one) => !['the', 'of', 'how', 'to'].includes(one));
  return asked.every((one) => present.some((other) => other === one || other.includes(one)));
}

/** True where a reason says what the paper and its sightings say too. */
function isBacked(reason: string, ranked: RankedPaper, { authors, topics }: Interests): boolean {
  const { paper, sightings } = ranked;
  const number = Number(/^(?:trending )?([\d,]+)/.exec(reason)?.[1]?.replaceAll(',', ''));
  const signalName = /^[\d,]+ (upvote|comment|star)s?\b/.exec(reason)?.[1];
  if (signalName !== undefined) {
    const name = `${signalName}s` as 'upvotes' | 'comments' | 'stars';
    return sightings.some((one) => one[name] === number);
  }
  if (/ listed$/.test(reason)) return sightings.some(({ position }) => position === number);
  const partly = /^(\d+) of the (\d+) words of “(.*)”$/.exec(reason);
  if (partly !== null) return Number(partly[1]) < Number(partly[2]);
  const near = /^close to “(.*)” in meaning$/.exec(reason)?.[1];
  if (near !== undefined) {
    return ranked.parts.some(({ name, value }) => name === `topic “${near}”` && value > 0);
  }
  const topic = /“(.*)”/.exec(reason)?.[1];
  if (topic !== undefined) {
    if (!topics.some(({ name }) => name === topic) || !holdsAll(topic, ranked)) return false;
    return (
      !reason.endsWith('in the title') ||
      holdsAll(topic, { ...ranked, paper: { ...paper, abstract: null } })
    );
  }
  const author = /^by (.*), whom you follow$/.exec(reason)?.[1];
  if (author !== undefined) return authors.length > 0 && (paper.authors ?? []).includes(author);
  if (/^from /.test(reason)) return reason === `from ${paper.organization}, which you follow`;
  const isTold = (one: Sighting) => [one.upvotes, one.comments, one.stars].some((value) => value);
  if (/^back in trend/.test(reason)) {
    const first = sightings.map((one) => one.day).sort()[0] as string;
    return reason.endsWith(dayAndMonth(first, date)) && sightings.filter(isTold).length > 1;
  }
  if (/^trending \d+ days after it was published/.test(reason))
    return paper.published !== null && addDays(paper.published, number) === date;
  const sources = new Set(sightings.map(({ source }) => source));
  if (/^seen in /.test(reason)) return reason === `seen in ${sources.size} listings`;
  if (/^published /.test(reason)) return paper.published !== null;
  return reason.startsWith('listed by ') && sources.has(reason.slice('listed by '.length));
}

describe('every ranking', () => {
  it('scores each paper with a finite sum of its parts, best first', () => {
    fc.assert(
      fc.property(candidates, interests, (all, wanted) => {
        const ranked = rank(all, wanted);

        for (const [at, { score, parts }] of ranked.entries()) {
          expect(Number.isFinite(score)).toBe(true);
          expect(score).toBeCloseTo(
            parts.reduce((sum, { value }) => sum + value, 0),
            9,
          );
          expect(score).toBeLessThanOrEqual(ranked[at - 1]?.score ?? Number.POSITIVE_INFINITY);
        }
      }),
    );
  });

  it('does not depend on the order of papers and sightings', () => {
    fc.assert(
      fc.property(candidates, interests, (all, wanted) => {
        const reversed = [...all]
          .reverse()
          .map(({ paper, sightings }) => ({ paper, sightings: [...sightings].reverse() }));

        const plain = rank(all, wanted).map(({ sightings: _, ...rest }) => rest);
        const turned = rank(reversed, wanted).map(({ sightings: _, ...rest }) => rest);

        expect(turned).toEqual(plain);
      }),
    );
  });

  it('shows or mutes every paper, and shows none that holds a muted word', () => {
    fc.assert(
      fc.property(candidates, interests, (all, wanted) => {
        const { ranked, muted } = rankPapers(prepareRanking(all, date), wanted);

        expect(ranked.length + muted).toBe(all.length);
        for (const { paper } of ranked) {
          const held = [paper.title, paper.abstract ?? ''].map(
            (part) => ` ${stemsOf(part).join(' ')} `,
          );
          for (const phrase of wanted.muted) {
            const asked = ` ${stemsOf(phrase).join(' ')} `;
            expect(held.some((part) => part.includes(asked))).toBe(false);
          }
        }
      }),
    );
  });

  it('gives each paper reasons, at most four, all of them true', () => {
    fc.assert(
      fc.property(candidates, interests, (all, wanted) => {
        for (const paper of rank(all, wanted)) {
          expect(paper.reasons.length).toBeGreaterThan(0);
          expect(paper.reasons.length).toBeLessThanOrEqual(4);
          const untrue = paper.reasons.filter((reason) => !isBacked(reason, paper, wanted));
          expect(untrue).toEqual([]);
        }
      }),
      { numRuns: 300 },
    );
  });
});
