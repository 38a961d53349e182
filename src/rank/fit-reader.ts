/** One reader's topics and taste against the day's candidates: how well each fits, and where that comes from. Pure. */
import type { Interests, Topic } from '../model/interests.ts';
import type { Paper } from '../model/paper.ts';
import type { Taste } from '../model/taste.ts';
import type { Nearness, NearTo } from './embedded.ts';
import { isSpaceless } from './find-phrase.ts';
import { type Pull, pullAway } from './relevance/away.ts';
import type { Source } from './relevance/examples.ts';
import { type FoldedPapers, fold, type Learned } from './relevance/learn.ts';
import { learning } from './relevance/learning.ts';
import type { Addends } from './relevance/model.ts';
import { type Interest, makeRelevance, type Relevance } from './relevance/relevance.ts';
import { bagOf, knownNumbersOf } from './relevance/term-bag.ts';

export interface FittedReader {
  /** True where neither topics nor votes tell anything. */
  readonly isBlank: boolean;
  readonly interests: Interests;
  readonly taste: Taste;
  /** For each candidate, in deviations from the usual paper of the archive, the pull of what was disliked included. */
  readonly fits: Float64Array;
  readonly pulls: readonly Pull[];
  /** Place of the interest each candidate fits best. */
  readonly best: Int32Array;
  readonly learnedInterests: readonly Interest[];
  /** The authors of a paper who wrote liked ones. */
  readonly likedAuthorsOf: (paper: Paper) => string[];
  /** A candidate's fit as addends: topics by their place among the reader's, liked papers by theirs. */
  readonly explain: (row: number) => Explanation;
}

/** What each measure gave, in deviations. */
export type Explained = Addends & { readonly embedding?: number };

export interface Explanation {
  readonly addends: ReadonlyMap<Source | null, Explained>;
  /** What short numbers round away: the addends and this add up. */
  readonly rounding: number;
  readonly pull: Pull;
  /** Stems of the candidate that liked papers share, those that count most first. */
  readonly shared: readonly number[];
}

/** Topics in writing without spaces, or of function words only, say nothing here: they are found as they are written. */
export function fitReader(
  learned: Learned,
  candidates: FoldedPapers,
  interests: Interests,
  taste: Taste,
  near: Nearness,
): FittedReader {
  const liked = foldPapers(learned, taste.liked);
  const relevance = relevanceOf(learned, interests, taste.liked, liked);
  const scored = relevance.score(candidates);
  const { scores, best } = scored;
  const known = new Set(
    taste.liked.flatMap(({ authors }) => authors ?? []).map((author) => author.toLowerCase()),
  );
  const pulls = pullAway(learned, candidates, liked, foldPapers(learned, taste.disliked));
  return {
    ...{ interests, taste, best, pulls, learnedInterests: relevance.interests },
    likedAuthorsOf: ({ authors }) =>
      (authors ?? []).filter((author) => known.has(author.toLowerCase())),
    isBlank: interests.topics.length + taste.liked.length + taste.disliked.length === 0,
    fits: scores.map((score, row) => score + near.values[row]! + pulls[row]!.value),
    explain: (row) => {
      const addends = relevance.explain(candidates, row, scored);
      return {
        addends: withNearness(addends, near.shares(row)),
        rounding: scores[row]! - sumOf(addends),
        pull: pulls[row]!,
        shared: relevance.sharedStems(candidates, row),
      };
    },
  };
}

/** What vectors gave stands beside what else came from the same topic or liked paper. */
function withNearness(
  addends: ReadonlyMap<Source | null, Addends>,
  shares: readonly NearTo[],
): ReadonlyMap<Source | null, Explained> {
  const all = new Map<Source | null, Explained>(addends);
  if (shares.length === 0) return all;
  const sources = new Map(
    [...all.keys()].map((source) => [`${source?.kind} ${source?.at}`, source]),
  );
  for (const { kind, at, value } of shares) {
    const source = sources.get(`${kind} ${at}`) ?? { kind, at };
    all.set(source, { ...all.get(source), embedding: value });
  }
  return all;
}

function sumOf(addends: ReadonlyMap<Source | null, Addends>): number {
  return [...addends.values()]
    .flatMap((values) => Object.values(values))
    .reduce((sum, value) => sum + value, 0);
}

/** A reader's interests and likes are worked out once for an archive, also where several days are ranked for them. */
const relevances = new WeakMap<Learned, WeakMap<readonly Topic[], [readonly Paper[], Relevance]>>();

function relevanceOf(
  learned: Learned,
  { topics }: Interests,
  liked: readonly Paper[],
  folded: FoldedPapers,
): Relevance {
  const known = relevances.get(learned) ?? new WeakMap();
  relevances.set(learned, known);
  const [before, made] = known.get(topics) ?? [];
  if (made !== undefined && before === liked) return made;
  const wanted = topics.map(({ name, weight }) => ({
    weight,
    stems: isSpaceless(name) ? new Int32Array(0) : knownNumbersOf(name),
  }));
  const relevance = makeRelevance(learned, { topics: wanted, liked: folded });
  // A word that no paper has may stand in one of the next days'.
  if (wanted.every(({ stems }) => !stems.includes(-1))) known.set(topics, [liked, relevance]);
  return relevance;
}

/** The newest of a reader's papers, folded when they are first met. */
const folded = new WeakMap<Learned, WeakMap<readonly Paper[], FoldedPapers>>();

function foldPapers(learned: Learned, papers: readonly Paper[]): FoldedPapers {
  const known = folded.get(learned) ?? new WeakMap<readonly Paper[], FoldedPapers>();
  folded.set(learned, known);
  const before = known.get(papers);
  if (before !== undefined) return before;
  const made = fold(learned, papers.slice(0, learning.mostLikes).map(bagOf));
  known.set(papers, made);
  return made;
}
