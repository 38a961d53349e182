/** Cuts a ranking into a digest: sections, each topic's fair share, near-duplicates folded, the limit kept. Pure. */
import type {
  Digest,
  DigestCounts,
  DigestPaper,
  DigestSection,
  RankedPaper,
} from '../model/digest.ts';
import type { Interests, Topic } from '../model/interests.ts';
import type { Day } from '../model/listing.ts';
import type { Paper } from '../model/paper.ts';
import { areSimilar, type Shape, shapeOf } from './similar.ts';
import { summarize } from './summary.ts';

export interface DigestPolicy {
  readonly date: Day;
  readonly title: string;
  /** Most papers shown; at least 1. */
  readonly limit: number;
  readonly notices: readonly string[];
}

/** Beside topics, what merely trends fills at most this share of the limit (but three papers are always welcome). */
const trendingShare = 1 / 3;

/**
 * Composes the digest of one reader. Followed papers come first and always; topics then take turns by weight, so that
 * none starves; what trends fills the rest. `ranked` is best first.
 */
export function composeDigest(
  ranked: readonly RankedPaper[],
  interests: Interests,
  counts: Omit<DigestCounts, 'chosen'>,
  policy: DigestPolicy,
): Digest {
  const picks = new Picks(policy.limit);
  const followed = ranked.filter((paper) => paper.followed);
  for (const paper of followed) picks.take('followed', paper);

  const topics = interests.topics.map((topic) => papersOnTopic(topic, ranked));
  takeFirstOfEach(topics, picks);
  takeTurns(topics, picks);

  const others = ranked.filter((paper) => !paper.followed && paper.topics.length === 0);
  const hasInterests = interests.topics.length + followed.length > 0;
  const room = hasInterests ? Math.max(3, Math.floor(policy.limit * trendingShare)) : policy.limit;
  for (const paper of others) {
    if (picks.full || picks.numberIn('trending') >= room) break;
    picks.take('trending', paper);
  }

  const sections = [
    sectionOf('followed', 'People and places you follow', picks.in('followed'), followed, picks),
    ...byWeight(topics).map(({ topic, own }) =>
      sectionOf('topic', topic.name, picks.in(slot(topic)), own, picks),
    ),
    sectionOf(
      'trending',
      hasInterests ? 'Also trending' : 'Trending',
      picks.in('trending'),
      others,
      picks,
    ),
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

/** A topic that found nothing is said: an empty place must not look like a mistake. */
function silentTopics(topics: readonly Topic[], ranked: readonly RankedPaper[]): string[] {
  const found = new Set(ranked.flatMap((paper) => paper.topics.map(({ name }) => name)));
  const silent = topics.filter(({ name }) => !found.has(name)).map(({ name }) => `“${name}”`);
  return silent.length === 0 ? [] : [`Nothing on ${silent.join(', ')} this time.`];
}

/** What there is for a topic, best first. */
interface TopicPapers {
  readonly topic: Topic;
  /** Those that fit no other topic better: the topic's section is theirs. */
  readonly own: readonly RankedPaper[];
  /** Those that fit another topic better. */
  readonly others: readonly RankedPaper[];
}

function papersOnTopic(topic: Topic, ranked: readonly RankedPaper[]): TopicPapers {
  const isOn = ({ topics }: RankedPaper) => topics.some(({ name }) => name === topic.name);
  const papers = ranked.filter((paper) => !paper.followed && isOn(paper));
  const isOwn = ({ topics }: RankedPaper) => topics[0]?.name === topic.name;
  return { topic, own: papers.filter(isOwn), others: papers.filter((paper) => !isOwn(paper)) };
}

/** One paper for every topic before any has two, whatever the weights; those with the fewest choose first. */
function takeFirstOfEach(topics: readonly TopicPapers[], picks: Picks): void {
  const choices = ({ own, others }: TopicPapers) => own.length + others.length;
  const inOrder = byWeight(topics).sort((a, b) => choices(a) - choices(b));
  for (const { topic, own, others } of inOrder) {
    [...own, ...others].some((paper) => picks.take(slot(topic), paper));
  }
}

/** Each topic takes its best paper left when its turn comes; a topic of weight 2 has two turns for another's one. */
function takeTurns(topics: readonly TopicPapers[], picks: Picks): void {
  const queues = topics.map(({ topic, own }) => ({
    topic,
    papers: own.filter(({ paper }) => !picks.has(paper.key)).reverse(),
    turns: picks.numberIn(slot(topic)),
  }));
  while (!picks.full) {
    const waiting = queues.filter(({ papers }) => papers.length > 0);
    if (waiting.length === 0) return;
    const next = waiting.reduce((first, other) =>
      (other.turns + 1) / other.topic.weight < (first.turns + 1) / first.topic.weight
        ? other
        : first,
    );
    const taken = picks.take(slot(next.topic), next.papers.pop() as RankedPaper);
    if (taken) next.turns++;
  }
}

/** A topic may be called "trending" too: its place in the picks must not be. */
function slot(topic: Topic): string {
  return `topic ${topic.name}`;
}

function byWeight(topics: readonly TopicPapers[]): TopicPapers[] {
  return [...topics].sort((a, b) => b.topic.weight - a.topic.weight);
}

/** What has been picked so far. A paper is picked once; one too like a picked one is mentioned under it. */
class Picks {
  readonly #limit: number;
  readonly #sections = new Map<string, string[]>();
  readonly #papers = new Map<string, { ranked: RankedPaper; shape: Shape; similar: Paper[] }>();
  readonly #folded = new Set<string>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  get full(): boolean {
    return this.#papers.size >= this.#limit;
  }

  /** True when the paper now stands in the section; false when it is there already, folded, or nothing fits. */
  take(section: string, ranked: RankedPaper): boolean {
    const { key } = ranked.paper;
    if (this.full || this.has(key)) return false;
    const shape = shapeOf(ranked.paper);
    for (const pick of this.#papers.values()) {
      if (!areSimilar(pick.shape, shape)) continue;
      pick.similar.push(ranked.paper);
      this.#folded.add(key);
      return false;
    }
    this.#papers.set(key, { ranked, shape, similar: [] });
    this.#sections.set(section, [...(this.#sections.get(section) ?? []), key]);
    return true;
  }

  has(key: string): boolean {
    return this.#papers.has(key) || this.#folded.has(key);
  }

  numberIn(section: string): number {
    return this.#sections.get(section)?.length ?? 0;
  }

  in(section: string): DigestPaper[] {
    const keys = this.#sections.get(section) ?? [];
    const papers = keys.map((key) => {
      const { ranked, similar } = this.#papers.get(key)!;
      const topics = ranked.topics.map(({ name }) => name);
      return { ...ranked, summary: summarize(ranked.paper.abstract, topics), similar };
    });
    return papers.sort((a, b) => b.score - a.score || (a.paper.key < b.paper.key ? -1 : 1));
  }
}

function sectionOf(
  kind: DigestSection['kind'],
  title: string,
  papers: readonly DigestPaper[],
  belonging: readonly RankedPaper[],
  picks: Picks,
): DigestSection {
  return {
    kind,
    title,
    papers,
    more: belonging.filter(({ paper }) => !picks.has(paper.key)).length,
  };
}
