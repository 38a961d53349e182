/** From what the store knows of some days to one reader's digest: candidates, ranking, composing. */
import { composeDigest } from '../digest/compose-digest.ts';
import type { Digest } from '../model/digest.ts';
import type { Interests } from '../model/interests.ts';
import type { Day } from '../model/listing.ts';
import type { Paper } from '../model/paper.ts';
import { noTaste, type Taste } from '../model/taste.ts';
import type { EmbeddedTexts } from '../rank/embedded.ts';
import { prepareRanking, type RankingBase, rankPapers } from '../rank/rank-papers.ts';
import type { Learned } from '../rank/relevance/learn.ts';
import type { Store } from '../store/store.ts';

export interface DigestRequest {
  readonly date: Day;
  /** Sightings from `from` to `to` count, both included; null is without end. */
  readonly from: Day | null;
  readonly to: Day | null;
  readonly title: string;
  readonly limit: number;
  readonly interests: Interests;
  /** What the reader said of papers; these are not chosen. */
  readonly taste?: Taste;
  /** Vectors of candidates, liked papers and topics, where there is an embedder. */
  readonly embedded?: EmbeddedTexts;
  readonly notices: readonly string[];
  /** Keys of papers that readers have had already: they count as listed, but are not chosen again. */
  readonly shown?: ReadonlySet<string>;
}

/**
 * @param learned what was learned from the papers kept; see `archiveFor`
 * @param find gives the vectors of candidates, liked papers and topics; see `embeddedFor`
 */
export async function makeDigest(
  store: Store,
  request: DigestRequest,
  learned: Learned | null = null,
  find?: (candidates: readonly Paper[]) => Promise<EmbeddedTexts>,
): Promise<Digest> {
  const gathered = await gatherPapers(store, request, learned);
  const embedded = await find?.(candidatesOf(gathered));
  return cutDigest(gathered, embedded === undefined ? request : { ...request, embedded });
}

/** What there is to choose from for any reader: gathered once, cut for many. */
export interface GatheredPapers {
  readonly prepared: RankingBase;
  /** Entries listed, and different papers among them. */
  readonly listed: number;
  readonly papers: number;
  readonly keys: ReadonlySet<string>;
}

/** The candidates themselves. */
export function candidatesOf({ prepared }: GatheredPapers): Paper[] {
  return prepared.index.papers.map(({ candidate }) => candidate.paper);
}

export async function gatherPapers(
  store: Store,
  { date, from, to }: Pick<DigestRequest, 'date' | 'from' | 'to'>,
  learned: Learned | null,
): Promise<GatheredPapers> {
  const candidates = await store.papers.candidates(from, to);
  const history = await store.trends.history(from, to, date);
  const listings = await store.listings.between(from, to);
  return {
    prepared: prepareRanking(candidates, date, { history, learned }),
    listed: listings.reduce((sum, listing) => sum + listing.listed, 0),
    papers: candidates.length,
    keys: new Set(candidates.map(({ paper }) => paper.key)),
  };
}

/** The digest of one reader. Pure. */
export function cutDigest(
  { prepared, listed, papers }: GatheredPapers,
  request: DigestRequest,
): Digest {
  const { ranked, muted } = rankPapers(
    prepared,
    request.interests,
    request.taste,
    request.embedded,
  );
  // What a reader voted on or brought along, they know; and a paper is no reason for itself.
  const { liked, disliked } = request.taste ?? noTaste;
  const known = new Set([...liked, ...disliked].map(({ key }) => key));
  const fresh = ranked.filter(
    ({ paper: { key } }) => request.shown?.has(key) !== true && !known.has(key),
  );
  const counts = { listed, papers, repeats: Math.max(0, listed - papers), muted };
  return composeDigest(fresh, request.interests, counts, request);
}
