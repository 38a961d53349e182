/** Cuts a ranking into a digest: sections, each interest's fair share, near-duplicates folded, the limit kept. Pure. */
import type {
  Digest,
  DigestCounts,
  DigestPaper,
  DigestSection,
  RankedPaper,
} from '../model/digest.ts';
import type { Interests, Topic } from '../model/interests.ts';
import type { Day } from '../model/listing.ts';
import type { Taste } from '../model/taste.ts';
import { Picks } from './picks.ts';
import { dealPlaces, likedSlot, shareOfTopic, sharesOfInterests, slotOf } from './shares.ts';

export interface DigestPolicy {
  readonly date: Day;
  readonly title: string;
  /** Most papers shown; at least 1. */
  readonly limit: number;
  readonly notices: readonly string[];
  /** What the reader said of papers: the ranking knows it already, sections are called by it. */
  readonly taste?: Taste;
}

/** Beside interests, what merely trends fills at most this share of the limit (but three papers are always welcome). */
const trendingShare = 1 / 3;

/**
 * A paper without a topic's words is shown as one that fits from so many deviations on. Of papers with less, fewer than
 * one in a thousand was a reader's own in the evaluation; of those with 3 and more, one in five.
 */
const fitting = 1.25;

/** Nearer to the reader than the usual paper is no change from what they get. */
const different = 0;

/** A smaller digest has no place to spare for a paper that nobody asked for. */
const roomToExplore = 5;

/**
 * Composes the digest of one reader. Followed papers come first and always; topics, and the interests learned from what
 * the reader liked, then take turns by weight, so that none starves; what trends fills the rest, and one paper is from
 * elsewhere. `ranked` is best first.
 */
export function composeDigest(
  ranked: readonly RankedPaper[],
  wanted: Interests,
  counts: Omit<DigestCounts, 'chosen'>,
  policy: DigestPolicy,
): Digest {
  // Who wants what trends alone has no use for sections of what fits.
  const onlyTrends = wanted.trend === 1;
  const interests = onlyTrends ? { ...wanted, topics: [] } : wanted;
  const likes = onlyTrends ? 0 : (policy.taste?.liked.length ?? 0);
  const isKnown = interests.topics.length + likes > 0;
  const fits = (paper: RankedPaper) => isKnown && paper.fit !== null && paper.fit >= fitting;
  const topics = byWeight(interests.topics);
  const followed = ranked.filter((paper) => paper.followed);
  const others = ranked.filter(
    (paper) => !paper.followed && (onlyTrends || paper.topics.length === 0),
  );
  const near = others.filter(fits);
  const trending = others.filter((paper) => !fits(paper));
  const different = isKnown && policy.limit >= roomToExplore ? byTrend(trending.filter(isFar)) : [];

  const picks = new Picks(policy.limit);
  for (const paper of followed) picks.take('followed', paper);
  const shares = [
    ...topics.map((topic) => shareOfTopic(topic, ranked)),
    ...sharesOfInterests(near, fits),
  ];
  dealPlaces(shares, picks, different.length > 0 ? 1 : 0);
  const explored = different.find((paper) => picks.take('exploration', paper));
  const hasInterests = isKnown || followed.length > 0;
  const beside = Math.max(3, Math.floor(policy.limit * trendingShare));
  // Who wants only what fits is shown what trends where nothing fits.
  const isUnwanted = isKnown && wanted.trend === 0 && picks.room < policy.limit;
  const most = isUnwanted ? 0 : hasInterests && !onlyTrends ? beside : policy.limit;
  for (const paper of isKnown ? byTrend(trending) : trending) {
    if (picks.numberIn('trending') >= most) break;
    picks.take('trending', paper);
  }

  const more = (belonging: readonly RankedPaper[]) =>
    belonging.filter(({ paper }) => !picks.has(paper.key)).length;
  const sections: DigestSection[] = [
    {
      kind: 'followed' as const,
      title: 'People and places you follow',
      papers: byScore(picks.in('followed')),
      more: more(followed),
    },
    ...topics.map((topic, at) => ({
      kind: 'topic' as const,
      title: topic.name,
      papers: byScore(picks.in(slotOf(topic))),
      more: more(shares[at]!.own),
    })),
    {
      kind: 'liked' as const,
      title: titleOfNear(interests.topics.length, likes),
      papers: byScore(picks.in(likedSlot)),
      more: more(near),
    },
    {
      kind: 'trending' as const,
      title: hasInterests ? 'Also trending' : 'Trending',
      papers: picks.in('trending'),
      more: more(trending),
    },
    {
      kind: 'exploration' as const,
      title: 'Something different, outside your interests',
      papers: picks
        .in('exploration')
        .map((paper) => ({ ...paper, reasons: whyDifferent(explored?.signals ?? []) })),
      more: 0,
    },
  ].filter((section) => section.papers.length > 0);

  return {
    date: policy.date,
    title: policy.title,
    interests: [
      ...interests.topics.map(({ name }) => name),
      ...interests.authors,
      ...interests.organizations,
    ],
    counts: { ...counts, chosen: sections.reduce((sum, { papers }) => sum + papers.length, 0) },
    sections,
    notices: [...policy.notices, ...silentTopics(interests.topics, ranked)],
  };
}

/** What papers of no topic's words are near to, as far as it is known. */
function titleOfNear(topics: number, likes: number): string {
  if (topics === 0) return 'Like papers you liked';
  return likes === 0 ? 'Close to your topics' : 'Close to what you like';
}

/** Far from what the reader wants, and for no dislike of theirs. */
function isFar({ fit, pull }: RankedPaper): boolean {
  return fit !== null && fit <= different && pull === 0;
}

/** A topic or a liked paper that gave a little is no reason here. */
function whyDifferent(signals: readonly string[]): string[] {
  return ['far from your interests, for a change', ...signals];
}

/** A topic that found nothing is said: an empty place must not look like a mistake. */
function silentTopics(topics: readonly Topic[], ranked: readonly RankedPaper[]): string[] {
  const found = new Set(ranked.flatMap((paper) => paper.topics.map(({ name }) => name)));
  const silent = topics.filter(({ name }) => !found.has(name)).map(({ name }) => `“${name}”`);
  return silent.length === 0 ? [] : [`Nothing on ${silent.join(', ')} this time.`];
}

function byWeight(topics: readonly Topic[]): Topic[] {
  return [...topics].sort((a, b) => b.weight - a.weight);
}

function byScore(papers: readonly DigestPaper[]): DigestPaper[] {
  return [...papers].sort((a, b) => b.score - a.score || (a.paper.key < b.paper.key ? -1 : 1));
}

/** Most attention first, less what is near to papers the reader disliked. */
function byTrend(papers: readonly RankedPaper[]): RankedPaper[] {
  const value = ({ trend, pull }: RankedPaper) => trend + pull;
  return [...papers].sort(
    (a, b) => value(b) - value(a) || b.score - a.score || (a.paper.key < b.paper.key ? -1 : 1),
  );
}
