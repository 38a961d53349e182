/** Old papers that trend again: what is said is true, and nothing is said of those that do not. */
import { describe, expect, it } from 'vitest';
import { noInterests } from '../../../src/model/interests.ts';
import type { Candidate, Paper, Sighting } from '../../../src/model/paper.ts';
import type { TrailPoint } from '../../../src/model/trend.ts';
import { prepareRanking, rankPapers } from '../../../src/rank/rank-papers.ts';
import { candidate, date } from './sample-candidates.ts';

/** A paper of today with its trail before it, among nine that are new and have less. */
function reasonsOf(
  today: Partial<Sighting>,
  before: readonly Partial<Sighting>[],
  paper: Partial<Paper> = {},
): readonly string[] {
  const kite = candidate('Kite', paper, today);
  const others = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((upvotes) =>
    candidate(`Boat ${upvotes}`, {}, { upvotes, comments: 0 }),
  );
  return rankOne(kite, others, candidate('Kite', {}, ...before, today).sightings);
}

function rankOne(
  { paper, sightings }: Candidate,
  others: readonly Candidate[],
  trail: readonly Sighting[],
): readonly string[] {
  const read = (list: readonly Sighting[]) =>
    [...list]
      .sort((a, b) => (a.day < b.day ? -1 : 1))
      .map((one): TrailPoint => ({ ...one, readAt: `${one.day}T12:00:00.000Z` }));
  const history = {
    usual: [],
    trails: new Map([
      [paper.key, read(trail)],
      ...others.map((one) => [one.paper.key, read(one.sightings)] as const),
    ]),
  };
  const base = prepareRanking([{ paper, sightings }, ...others], date, { history });
  const { ranked } = rankPapers(base, noInterests);
  return ranked.find((one) => one.paper.key === paper.key)?.reasons ?? [];
}

const back = (reasons: readonly string[]) => reasons.filter((one) => /trend/.test(one));

describe('back in trend', () => {
  it('is a paper listed again after a gap, with the day it was first seen', () => {
    const reasons = reasonsOf({ upvotes: 90 }, [{ day: '2026-03-03', upvotes: 40 }]);

    expect(reasons[0]).toBe('back in trend: first seen 3 March');
  });

  it('names the year of another year', () => {
    const reasons = reasonsOf({ upvotes: 90 }, [{ day: '2025-03-03', upvotes: 40 }]);

    expect(reasons[0]).toBe('back in trend: first seen 3 March 2025');
  });

  it('is news for a week after the gap, and then no more', () => {
    const run = (days: readonly string[]) =>
      back(
        reasonsOf(
          { upvotes: 90 },
          [{ day: '2026-03-03', upvotes: 1 }].concat(days.map((day) => ({ day, upvotes: 1 }))),
        ),
      );

    expect(run(['2026-10-12', '2026-10-13'])).toEqual(['back in trend: first seen 3 March']);
    expect(run(['2026-09-25', '2026-09-30', '2026-10-08'])).toEqual([]);
  });

  it('is a paper long known that is suddenly faster than it was', () => {
    const known = [
      { day: '2026-09-20', upvotes: 40 },
      { day: '2026-09-28', upvotes: 44 },
      { day: '2026-10-06', upvotes: 46 },
      { day: '2026-10-12', upvotes: 47 },
    ];
    const others = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((at) =>
      candidate(`Boat ${at}`, {}, { upvotes: 20 + at }, { day: '2026-10-12', upvotes: 20 }),
    );
    const now = (upvotes: number) => {
      const kite = candidate('Kite', {}, { upvotes });
      const { sightings } = candidate('Kite', {}, ...known, { upvotes });
      return back(rankOne(kite, others, sightings));
    };

    expect(now(147)).toEqual(['back in trend: first seen 20 September']);
    expect(now(48)).toEqual([]);
  });

  it.each<[string, Partial<Sighting>, Partial<Sighting>[]]>([
    ['seen two days ago', { upvotes: 90 }, [{ day: '2026-10-12', upvotes: 1 }]],
    ['that gained nothing', { upvotes: 40 }, [{ day: '2026-03-03', upvotes: 40 }]],
    [
      'only named by a listing without signals',
      { position: 1 },
      [{ day: '2026-03-03', upvotes: 9 }],
    ],
    ['that never trended before', { upvotes: 90 }, [{ day: '2026-03-03', position: 1 }]],
    ['first seen today', { upvotes: 90 }, []],
  ])('is not said of a paper %s', (_, today, before) => {
    expect(back(reasonsOf(today, before))).toEqual([]);
  });

  it('of a paper first seen today, but published long ago, says how long', () => {
    const boats = Array.from({ length: 40 }, (_, upvotes) =>
      candidate(`Boat ${upvotes}`, {}, { upvotes }),
    );
    const kite = (published: string, upvotes: number) => {
      const one = candidate('Kite', { published }, { upvotes });
      return back(rankOne(one, boats, one.sightings));
    };

    expect(kite('2026-09-04', 90)).toEqual(['trending 40 days after it was published']);
    expect(kite('2026-09-04', 22)).toEqual([]);
    expect(kite('2026-10-04', 90)).toEqual([]);
  });
});
