/** What a reader seems to like, in words: the interests that stand out among the papers they liked. Pure. */
import type { Paper } from '../model/paper.ts';
import { fold, type Learned } from './relevance/learn.ts';
import { learning } from './relevance/learning.ts';
import { type Interest, makeRelevance } from './relevance/relevance.ts';
import { bagOf } from './relevance/term-bag.ts';
import { tellingWords } from './telling-words.ts';

export interface DescribedInterest {
  /** As people write them, those that tell most first; empty where the papers have none in common. */
  readonly words: readonly string[];
  /** How many of the liked papers it holds. */
  readonly papers: number;
}

/** Words of one interest. */
const mostWords = 5;

/**
 * The interests with most papers first. `liked` is newest first, as the ranking gets it; `interests` are those the
 * ranking kept apart, found anew where they are not given.
 */
export function describeInterests(
  learned: Learned,
  liked: readonly Paper[],
  interests: readonly Interest[] = interestsOf(learned, liked),
): DescribedInterest[] {
  return interests
    .map((interest) => interest.liked.map((at) => liked[at] as Paper))
    .filter((papers) => papers.length > 0)
    .sort((a, b) => b.length - a.length)
    .map((papers) => ({
      words: tellingWords(learned.archive, papers, mostWords),
      papers: papers.length,
    }));
}

function interestsOf(learned: Learned, liked: readonly Paper[]): readonly Interest[] {
  const bags = liked.slice(0, learning.mostLikes).map(bagOf);
  return makeRelevance(learned, { topics: [], liked: fold(learned, bags) }).interests;
}
