/** Made-up papers as candidates of one day. */
import { describeEntries } from '../../src/ingest/resolve.ts';
import type { Candidate } from '../../src/model/paper.ts';
import { generateListing } from './generate.ts';

export const day = '2026-10-14';

export function generateCandidates(number: number): Candidate[] {
  return describeEntries(generateListing(number).entries).map(({ entry, paper }, at) => ({
    paper: { key: String(at).padStart(12, '0'), ...paper },
    sightings: [
      {
        ...{ source: 'bench', day, position: at + 1 },
        ...{ upvotes: entry.upvotes, comments: 1, stars: null },
      },
    ],
  }));
}
