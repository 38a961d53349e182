/** Made-up papers and interests for the tests of ranking. */
import type { RankedPaper } from '../../../src/model/digest.ts';
import { type Interests, noInterests } from '../../../src/model/interests.ts';
import type { Candidate, Paper, Sighting } from '../../../src/model/paper.ts';
import { paperKey, titleId } from '../../../src/model/paper-id.ts';
import { prepareRanking, rankPapers } from '../../../src/rank/rank-papers.ts';

export const date = '2026-10-14';

/** A paper seen once on the day at the source "page", nothing else known but what is said. */
export function candidate(
  title: string,
  paper: Partial<Paper> = {},
  ...sightings: readonly Partial<Sighting>[]
): Candidate {
  const id = titleId(title);
  return {
    paper: {
      key: paperKey(id),
      title,
      abstract: null,
      authors: null,
      authorCount: null,
      organization: null,
      published: null,
      categories: [],
      links: { abstract: null, pdf: null, listing: null, code: null },
      ids: [id],
      ...paper,
    },
    sightings: (sightings.length === 0 ? [{}] : sightings).map((sighting) => ({
      source: 'page',
      day: date,
      position: null,
      upvotes: null,
      comments: null,
      stars: null,
      ...sighting,
    })),
  };
}

/** Interests in topics of weight 1, or with the weight behind a colon; "quoted" ones are exact. */
export function interestedIn(...topics: readonly string[]): Interests {
  return {
    ...noInterests,
    topics: topics.map((topic) => {
      const [, written = '', weight] = /^(.*?)(?::(\d+))?$/s.exec(topic) ?? [];
      const exact = written.startsWith('"');
      return { name: exact ? written.slice(1, -1) : written, weight: Number(weight ?? 1), exact };
    }),
  };
}

export function rank(
  candidates: readonly Candidate[],
  interests: Interests,
): readonly RankedPaper[] {
  return rankPapers(prepareRanking(candidates, date), interests).ranked;
}

export function titles(ranked: readonly RankedPaper[]): string[] {
  return ranked.map(({ paper }) => paper.title);
}

/** Enough papers on other things that words have frequencies. */
export const others: readonly Candidate[] = [
  candidate('Boats that sink slowly', { abstract: 'We build boats. They sink at a slow pace.' }),
  candidate('A survey of garden bridges', { abstract: 'Bridges span ponds. We count them.' }),
  candidate('Counting lanterns at night', { abstract: 'Lanterns are counted by their light.' }),
  candidate('Bread as a building material', { abstract: 'Bread walls hold if kept dry.' }),
  candidate('Silent bells', { abstract: 'A bell without a clapper does not ring.' }),
];
