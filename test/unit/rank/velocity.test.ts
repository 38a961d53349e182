/** Velocity against the usual of source, weekday and hour, on fictitious weeks. */
import { describe, expect, it } from 'vitest';
import { addDays, weekdayOf } from '../../../src/lib/days.ts';
import { noInterests } from '../../../src/model/interests.ts';
import type { Candidate } from '../../../src/model/paper.ts';
import type { TrailPoint, TrendHistory, UsualRate } from '../../../src/model/trend.ts';
import { type Attention, measureAttention, measureUsual } from '../../../src/rank/attention.ts';
import { prepareRanking, rankPapers } from '../../../src/rank/rank-papers.ts';
import { bandOf, stepOf, velocityAt } from '../../../src/rank/velocity.ts';
import { candidate, date } from './sample-candidates.ts';

/** Wednesday, as `date` is. */
const wednesday = weekdayOf(date);

/** Readings of "page" that had these upvotes after twelve hours. */
function usually(upvotes: readonly number[], rest: Partial<UsualRate> = {}): UsualRate[] {
  return upvotes.map((value) => ({
    source: 'page',
    weekday: wednesday,
    band: 2,
    signal: 'upvotes',
    again: false,
    step: Math.round(stepOf(value * 2)),
    readings: 1,
    ...rest,
  }));
}

const upTo = (last: number) => Array.from({ length: last }, (_, at) => at);

function point(day: string, upvotes: number | null, hour: number, source = 'page'): TrailPoint {
  const readAt = new Date(Date.parse(`${day}T00:00:00Z`) + hour * 3_600_000).toISOString();
  return { source, day, position: null, upvotes, comments: null, stars: null, readAt };
}

/** The candidate's last point stands in its own sighting too. */
function trailed(title: string, ...trail: readonly TrailPoint[]): [Candidate, TrailPoint[]] {
  const { readAt: _, ...last } = trail.at(-1) as TrailPoint;
  return [candidate(title, {}, last), [...trail]];
}

function historyOf(
  usual: readonly UsualRate[],
  ...all: readonly (readonly [Candidate, readonly TrailPoint[]])[]
): TrendHistory {
  return { usual, trails: new Map(all.map(([{ paper }, trail]) => [paper.key, trail])) };
}

function attentionOf(
  usual: readonly UsualRate[],
  ...all: readonly (readonly [Candidate, readonly TrailPoint[]])[]
): Attention[] {
  const candidates = all.map(([one]) => one);
  const measured = measureUsual(candidates, date, historyOf(usual, ...all));
  return candidates.map((one) => measureAttention(one, measured));
}

function reasonsOf(
  usual: readonly UsualRate[],
  ...all: readonly (readonly [Candidate, readonly TrailPoint[]])[]
): readonly string[][] {
  const candidates = all.map(([one]) => one);
  const base = prepareRanking(candidates, date, { history: historyOf(usual, ...all) });
  const { ranked } = rankPapers(base, noInterests);
  return candidates.map(({ paper }) => [
    ...(ranked.find((one) => one.paper.key === paper.key)?.reasons ?? []),
  ]);
}

describe('velocity', () => {
  it('is counted from the beginning of the day, then from the sighting before', () => {
    const trail = [point('2026-10-12', 30, 6), point('2026-10-14', 50, 6)];

    expect(velocityAt(trail, 0, 'upvotes')).toEqual({
      gained: 30,
      days: 0.25,
      perDay: 120,
      again: false,
    });
    expect(velocityAt(trail, 1, 'upvotes')).toEqual({
      gained: 20,
      days: 2,
      perDay: 10,
      again: true,
    });
  });

  it('is none where the value is not told, and never less than nothing', () => {
    const trail = [point('2026-10-12', 30, 6), point('2026-10-14', 20, 6)];

    expect(velocityAt(trail, 0, 'comments')).toBeNull();
    expect(velocityAt(trail, 1, 'upvotes')?.perDay).toBe(0);
  });

  it('passes over a listing that tells no signals at all', () => {
    const trail = [
      point('2026-10-12', 30, 6),
      point('2026-10-13', null, 6),
      point('2026-10-14', 50, 6),
    ];

    expect(velocityAt(trail, 2, 'upvotes')).toMatchObject({ gained: 20, days: 2 });
  });

  it('takes days read in one go to be as far apart as they are', () => {
    const read = '2026-12-01T10:00:00.000Z';
    const trail = [point('2026-10-10', 30, 6), point('2026-10-14', 50, 6)].map((one) => ({
      ...one,
      readAt: read,
    }));

    expect(velocityAt(trail, 1, 'upvotes')).toMatchObject({ gained: 20, days: 4 });
  });

  it('after a long gap counts what was gained since, as if it began on its day', () => {
    const trail = [point('2026-03-03', 100, 6), point(date, 110, 12)];

    expect(velocityAt(trail, 1, 'upvotes')).toEqual({
      gained: 10,
      days: 0.5,
      perDay: 20,
      again: false,
    });
  });

  it.each([
    [-3, 0],
    [0, 0],
    [6, 1],
    [11.9, 1],
    [12, 2],
    [30, 3],
    [900, 4],
  ])('a reading %s hours into the day is in band %i', (hour, band) => {
    expect(bandOf(point(date, 1, hour))).toBe(band);
  });
});

describe('against what is usual', () => {
  it('the same upvotes are worth more in the morning than at night', () => {
    const usual = usually(upTo(60));

    const [early, late] = attentionOf(
      usual,
      trailed('Early', point(date, 30, 6)),
      trailed('Late', point(date, 30, 23)),
    );

    expect(early?.value).toBeGreaterThan(late?.value ?? 1);
  });

  it('forty where twenty are usual beat forty where two hundred are', () => {
    const usual = [
      ...usually(upTo(40), { source: 'quiet' }),
      ...usually(
        upTo(40).map((at) => at * 10),
        { source: 'loud' },
      ),
    ];

    const [quiet, loud] = attentionOf(
      usual,
      trailed('Quiet', point(date, 40, 12, 'quiet')),
      trailed('Loud', point(date, 40, 12, 'loud')),
    );

    expect(quiet?.value).toBeGreaterThan((loud?.value ?? 1) + 0.1);
  });

  it('the weekday counts before the other days, and the hour before other hours', () => {
    const standing = (usual: readonly UsualRate[]) =>
      attentionOf(usual, trailed('Kite', point(date, 20, 12)))[0]?.standings[0]?.share ?? 0;
    const low = usually(upTo(30).map((at) => at / 3));
    const high = upTo(30).map((at) => 30 + at);
    const otherDay = usually(high, { weekday: (wednesday + 1) % 7 });
    const otherHour = usually(high, { band: 1 });

    expect(standing(otherDay)).toBeLessThan(0.25);
    expect(standing([...low, ...otherDay])).toBeGreaterThan(0.6);
    expect(standing([...low, ...otherHour])).toBeGreaterThan(0.6);
    expect(standing(usually(high))).toBeLessThan(standing(otherDay));
  });

  it('little evidence pulls to the middle, much does not', () => {
    const share = (readings: number) =>
      attentionOf(usually([5], { readings }), trailed('Kite', point(date, 500, 12)))[0]
        ?.standings[0]?.share ?? 0;

    expect(share(1)).toBeGreaterThan(0.5);
    expect(share(1)).toBeLessThan(0.6);
    expect(share(10)).toBeGreaterThan(share(1));
    expect(share(1_000)).toBeGreaterThan(0.99);
  });

  it('a paper seen again is compared with what others gain again, not with first values', () => {
    const usual = [
      ...usually(upTo(60).map((at) => 100 + at)),
      ...usually(
        upTo(60).map((at) => at / 30),
        { again: true },
      ),
    ];
    const trail = trailed('Kite', point(addDays(date, -1), 100, 12), point(date, 110, 12));

    const [attention] = attentionOf(usual, trail);

    expect(attention?.standings[0]?.share).toBeGreaterThan(0.9);
  });

  it('the reason says how it compares, and on what day of the week', () => {
    const [fast, slow] = reasonsOf(
      usually(upTo(200)),
      trailed('Fast', point(date, 190, 12)),
      trailed('Slow', point(date, 20, 12)),
    );

    expect(fast).toEqual(['190 upvotes, growing faster than 9 of 10 papers on a Wednesday']);
    expect(slow).toEqual(['listed by page']);
  });

  it('the reason names the weeks where the weekday has too little to say', () => {
    const [reasons] = reasonsOf(
      usually(upTo(200), { weekday: 5 }),
      trailed('Fast', point(date, 190, 12)),
    );

    expect(reasons).toEqual([
      '190 upvotes, growing faster than 9 of 10 papers of the last weeks there',
    ]);
  });

  it('does not say "more" of papers that had less time', () => {
    const late = upTo(9).map((at) => trailed(`Late ${at}`, point(date, 20 + at, 40)));

    const [reasons] = reasonsOf([], trailed('Early', point(date, 18, 6)), ...late);

    expect(reasons).toEqual(['18 upvotes, growing faster than most that day']);
  });
});

describe('the arithmetic', () => {
  it('is told with what was gained, in what time, among how many', () => {
    const [one, history] = [trailed('Kite', point(date, 190, 12)), usually(upTo(200))];
    const base = prepareRanking([one[0]], date, { history: historyOf(history, one) });

    const { parts } = rankPapers(base, noInterests).ranked[0] ?? {};

    expect(parts?.[0]?.detail).toMatch(
      /^1\.00 × 1\.\d{3}: 0\.\d{3} \(0\.\d{3} for upvotes 190 \(\+190 in 12 h\) at 0\.9\d among 200 of the weekday; 1 source; \+\d\.\d\d deviations\)$/,
    );
  });
});

describe('the standard score', () => {
  it('has about mean 0 and deviation 1 over the papers of a day', () => {
    const all = upTo(200).map((at) => trailed(`Kite ${at}`, point(date, at, 12)));

    const scores = attentionOf([], ...all).map(({ z }) => z);

    const mean = scores.reduce((sum, z) => sum + z, 0) / scores.length;
    const deviation = Math.sqrt(scores.reduce((sum, z) => sum + (z - mean) ** 2, 0) / 200);
    expect(Math.abs(mean)).toBeLessThan(0.1);
    expect(Math.abs(deviation - 1)).toBeLessThan(0.1);
  });

  it('of a single paper without signals is near 0', () => {
    const [attention] = attentionOf([], trailed('Kite', point(date, null, 12)));

    expect(Math.abs(attention?.z ?? 9)).toBeLessThan(0.2);
  });
});
