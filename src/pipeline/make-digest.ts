/** From what the store knows of some days to one reader's digest: candidates, ranking, composing. */
import { composeDigest } from '../digest/compose-digest.ts';
import type { Digest } from '../model/digest.ts';
import type { Interests } from '../model/interests.ts';
import type { Day } from '../model/listing.ts';
import { prepareRanking, rankPapers } from '../rank/rank-papers.ts';
import type { Store } from '../store/store.ts';

export interface DigestRequest {
  readonly date: Day;
  /** Sightings from `from` to `to` count, both included; null is without end. */
  readonly from: Day | null;
  readonly to: Day | null;
  readonly title: string;
  readonly limit: number;
  readonly interests: Interests;
  readonly notices: readonly string[];
  /** Keys of papers that readers have had already: they count as listed, but are not chosen again. */
  readonly shown?: ReadonlySet<string>;
}

export async function makeDigest(store: Store, request: DigestRequest): Promise<Digest> {
  const candidates = await store.papers.candidates(request.from, request.to);
  const listings = await store.listings.between(request.from, request.to);
  const listed = listings.reduce((sum, listing) => sum + listing.listed, 0);
  const { ranked, muted } = rankPapers(prepareRanking(candidates, request.date), request.interests);
  const fresh = ranked.filter(({ paper }) => request.shown?.has(paper.key) !== true);
  const papers = candidates.length;
  const counts = { listed, papers, repeats: Math.max(0, listed - papers), muted };
  return composeDigest(fresh, request.interests, counts, request);
}
