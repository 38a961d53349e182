/** Properties of attention over made-up archives: steady, finite, the same twice, more is never less. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../../src/lib/days.ts';
import type { Candidate, Sighting } from '../../../src/model/paper.ts';
import {
  type GrowingSignal,
  growingSignals,
  type TrendHistory,
  type UsualRate,
} from '../../../src/model/trend.ts';
import { type Attention, measureAttention, measureUsual } from '../../../src/rank/attention.ts';
import { candidate, date } from './sample-candidates.ts';

const source = fc.constantFrom('page', 'feed');
const value = fc.option(fc.nat({ max: 300 }), { nil: null });
const rate: fc.Arbitrary<UsualRate> = fc.record({
  source,
  weekday: fc.nat({ max: 6 }),
  band: fc.nat({ max: 4 }),
  signal: fc.constantFrom(...growingSignals),
  again: fc.boolean(),
  step: fc.nat({ max: 100 }),
  readings: fc.integer({ min: 1, max: 200 }),
});

interface Seen {
  readonly sighting: Sighting;
  readonly hour: number;
  readonly isOld: boolean;
}

const seen: fc.Arbitrary<Seen> = fc.record({
  sighting: fc.record({
    source,
    day: fc.integer({ min: -40, max: 0 }).map((days) => addDays(date, days)),
    position: fc.option(fc.integer({ min: 1, max: 30 }), { nil: null }),
    upvotes: value,
    comments: value,
    stars: value,
  }),
  hour: fc.double({ min: -14, max: 90, noNaN: true }),
  isOld: fc.boolean(),
});

const papers = fc.array(
  fc.uniqueArray(seen, {
    minLength: 1,
    maxLength: 4,
    selector: ({ sighting }) => `${sighting.source} ${sighting.day}`,
  }),
  { minLength: 1, maxLength: 8 },
);

const world = fc.record({ papers, usual: fc.array(rate, { maxLength: 30 }) });

/** Of each paper the newest sightings, and those not old, are its candidates; all are its trail. */
function build(all: readonly (readonly Seen[])[], usual: readonly UsualRate[]) {
  const trails: [string, ReturnType<typeof toPoint>[]][] = [];
  const candidates: Candidate[] = all.map((list, at) => {
    const sorted = [...list].sort((a, b) => (a.sighting.day < b.sighting.day ? -1 : 1));
    const shown = sorted.filter((one, place) => place === sorted.length - 1 || !one.isOld);
    const one = candidate(`Kite ${at}`, {}, ...shown.map(({ sighting }) => sighting));
    trails.push([one.paper.key, sorted.map(toPoint)]);
    return one;
  });
  const history: TrendHistory = { usual, trails: new Map(trails) };
  return { candidates, history };
}

function toPoint({ sighting, hour }: Seen) {
  const at = Date.parse(`${sighting.day}T00:00:00Z`) + hour * 3_600_000;
  return { ...sighting, readAt: new Date(at).toISOString() };
}

function measureEach({ candidates, history }: ReturnType<typeof build>): Attention[] {
  const usual = measureUsual(candidates, date, history);
  return candidates.map((one) => measureAttention(one, usual));
}

/** The same papers, but the first paper's only sighting with other signals. */
const withFirst = (all: readonly (readonly Seen[])[], signals: Partial<Sighting>) =>
  all.map((list, at) =>
    at > 0
      ? list
      : list.slice(0, 1).map((one) => ({ ...one, sighting: { ...one.sighting, ...signals } })),
  );

describe('attention', () => {
  it('is finite, and the sum of what is said of it', () => {
    fc.assert(
      fc.property(world, ({ papers: all, usual }) => {
        for (const one of measureEach(build(all, usual))) {
          expect(Number.isFinite(one.z)).toBe(true);
          expect(one.value).toBeCloseTo(one.mean * one.fading + one.further + one.back, 12);
          expect(one.value).toBeGreaterThanOrEqual(0);
          expect(one.value).toBeLessThanOrEqual(1.25);
          for (const { share } of one.standings) {
            expect(share).toBeGreaterThanOrEqual(0);
            expect(share).toBeLessThanOrEqual(1);
          }
        }
      }),
    );
  });

  it('is the same twice, and in any order of papers, sightings and usual rates', () => {
    fc.assert(
      fc.property(world, ({ papers: all, usual }) => {
        const { candidates, history } = build(all, usual);
        const plain = measureEach({ candidates, history });

        const turned = measureEach({
          candidates: [...candidates]
            .reverse()
            .map(({ paper, sightings }) => ({ paper, sightings: [...sightings].reverse() })),
          history: { ...history, usual: [...usual].reverse() },
        }).reverse();

        expect(measureEach({ candidates, history })).toEqual(plain);
        expect(turned).toEqual(plain);
      }),
    );
  });

  it('never falls with more of a signal', () => {
    const signal = fc.constantFrom<GrowingSignal>(...growingSignals);
    fc.assert(
      fc.property(
        world,
        signal,
        fc.nat({ max: 300 }),
        fc.nat({ max: 50 }),
        ({ papers: all, usual }, name, less, more) => {
          const [low] = measureEach(build(withFirst(all, { [name]: less }), usual));
          const [high] = measureEach(build(withFirst(all, { [name]: less + more }), usual));

          expect(high?.value).toBeGreaterThanOrEqual((low?.value ?? 0) - 1e-9);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('stands in the order of its standard scores', () => {
    fc.assert(
      fc.property(world, ({ papers: all, usual }) => {
        const sorted = measureEach(build(all, usual)).sort((a, b) => a.value - b.value);

        for (const [at, { z }] of sorted.entries())
          expect(z).toBeGreaterThanOrEqual(sorted[at - 1]?.z ?? Number.NEGATIVE_INFINITY);
      }),
    );
  });

  it('of an unknown signal is not that of zero: the middle, above nothing and below much', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 30 }), (number) => {
        const others = Array.from({ length: number }, (_, at) =>
          candidate(`Boat ${at}`, {}, { upvotes: 10 + at }),
        );
        const worth = (upvotes: number | null) => {
          const one = candidate('Kite', {}, { upvotes });
          return measureAttention(one, measureUsual([one, ...others], date)).value;
        };

        expect(worth(null)).toBe(0.5);
        expect(worth(0)).toBeLessThan(0.5);
        expect(worth(500)).toBeGreaterThan(0.5);
      }),
    );
  });

  it('is not less for being seen in a second source that tells nothing', () => {
    fc.assert(
      fc.property(world, ({ papers: all, usual }) => {
        const once = build(all, usual);
        const [first, ...others] = once.candidates as [Candidate, ...Candidate[]];
        const nothing = { position: null, upvotes: null, comments: null, stars: null };
        const second = { ...nothing, source: 'elsewhere', day: date };
        const both = { ...first, sightings: [...first.sightings, second] };

        const [alone] = measureEach(once);
        const [twice] = measureEach({ ...once, candidates: [both, ...others] });

        expect(twice?.value).toBeGreaterThanOrEqual((alone?.value ?? 0) - 1e-9);
      }),
    );
  });
});
