/** Who takes places in a digest: every topic, and every interest learned from likes, each by its weight. Pure. */
import type { RankedPaper } from '../model/digest.ts';
import type { Topic } from '../model/interests.ts';
import type { Picks } from './picks.ts';

/** One topic, or one learned interest, with what there is for it. */
export interface Share {
  /** The section its papers stand in: interests share one. */
  readonly slot: string;
  readonly weight: number;
  /** Best first: those that fit no other topic better. */
  readonly own: readonly RankedPaper[];
  /** Best first: those that fit another topic better. */
  readonly others: readonly RankedPaper[];
  /** True for a paper, in whatever section, that serves the interest as one of its own would. */
  readonly isServedBy: (paper: RankedPaper) => boolean;
}

export const likedSlot = 'liked';

/** A topic may be called "liked" too: its place in the picks must not be. */
export function slotOf(topic: Topic): string {
  return `topic ${topic.name}`;
}

export function shareOfTopic(topic: Topic, ranked: readonly RankedPaper[]): Share {
  const isOn = ({ topics }: RankedPaper) => topics.some(({ name }) => name === topic.name);
  const papers = ranked.filter((paper) => !paper.followed && isOn(paper));
  const isOwn = ({ topics }: RankedPaper) => topics[0]?.name === topic.name;
  return {
    ...{ slot: slotOf(topic), weight: topic.weight },
    own: papers.filter(isOwn),
    others: papers.filter((paper) => !isOwn(paper)),
    isServedBy: () => false,
  };
}

/**
 * One share for each interest that stood out among the papers the reader liked, else one for all that fits them.
 * @param fitting papers that hold no topic's words and are not followed, best first.
 * @param fits says whether a paper fits the reader at all.
 */
export function sharesOfInterests(
  fitting: readonly RankedPaper[],
  fits: (paper: RankedPaper) => boolean,
): Share[] {
  const interests = [...new Set(fitting.map(({ interest }) => interest))];
  return interests
    .sort((a, b) => (a ?? -1) - (b ?? -1))
    .map((interest) => ({
      ...{ slot: likedSlot, weight: 1, others: [] },
      own: fitting.filter((paper) => paper.interest === interest),
      // A topic that belongs to the interest, and the interest, do not both take a share for the same thing.
      isServedBy: (paper) => interest !== null && paper.interest === interest && fits(paper),
    }));
}

/**
 * One paper for every share before any has two, whatever the weights; then turns, a share of weight 2 having two for
 * another's one, until all are empty or only `spare` places are left.
 */
export function dealPlaces(shares: readonly Share[], picks: Picks, spare: number): void {
  const turns = shares.map(() => 0);
  const take = (at: number, paper: RankedPaper): boolean => {
    if (!picks.take(shares[at]!.slot, paper)) return false;
    shares.forEach((share, place) => {
      if (place === at || share.isServedBy(paper)) turns[place]!++;
    });
    return true;
  };
  for (const at of inOrderOfChoice(shares)) {
    const { own, others } = shares[at]!;
    if (turns[at] === 0) [...own, ...others].some((paper) => take(at, paper));
  }
  const queues = shares.map(({ own }) => own.filter(({ paper }) => !picks.has(paper.key)));
  const due = (at: number) => (turns[at]! + 1) / shares[at]!.weight;
  while (picks.room > spare) {
    const waiting = [...queues.keys()].filter((at) => queues[at]!.length > 0);
    if (waiting.length === 0) return;
    const next = waiting.reduce((first, other) => (due(other) < due(first) ? other : first));
    take(next, queues[next]!.shift()!);
  }
}

/** Topics before interests, which a topic's paper may serve; of each, those with the fewest papers choose first. */
function inOrderOfChoice(shares: readonly Share[]): number[] {
  const choices = ({ own, others }: Share) => own.length + others.length;
  const isInterest = ({ slot }: Share) => (slot === likedSlot ? 1 : 0);
  return [...shares.keys()].sort((a, b) => {
    const [one, two] = [shares[a]!, shares[b]!];
    return isInterest(one) - isInterest(two) || choices(one) - choices(two) || a - b;
  });
}
