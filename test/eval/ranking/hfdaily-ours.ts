/** Our ranker on hfdaily: with keywords only, 1, 3, 5, 10, 30 and all likes, the archive as it was on the day. */
import { likeSteps } from './hfdaily-baselines.ts';
import { type OurArchive, openArchive, scorePapers, type Wanted } from './ours.ts';
import { type EvalSet, gradesOf, papersOf, type Query } from './read-set.ts';
import { type Results, runSystems } from './results.ts';
import { measureWindow, placesBetween } from './window.ts';

/** The archive of the papers listed up to the day `after`. */
export function openArchiveOf(set: EvalSet, after: string): OurArchive {
  return openArchive(placesBetween(set, '', after).map((place) => set.papers[place]!));
}

/** Rows of our ranker for `queries`, which all have the archive's day as their `after`. */
export function runHfdailyOurs(
  set: EvalSet,
  archive: OurArchive,
  queries: readonly Query[],
): Results {
  const systems: Record<string, (query: Query) => Float64Array> = {
    ours: (query) => scoresOf(query, query.keywords, query.liked),
    'ours, keywords only': (query) => scoresOf(query, query.keywords, []),
    'ours, likes only': (query) => scoresOf(query, [], query.liked),
  };
  for (const likes of likeSteps) {
    systems[`ours, ${likes} latest`] = (query) =>
      scoresOf(query, query.keywords, query.liked.slice(-likes));
  }
  return runSystems(
    systems,
    queries,
    (query, scores) => measureWindow(set, candidatesOf(query), gradesOf(set, query.id), scores),
    (at, query) => set.papers[candidatesOf(query)[at]!]!.id,
  );

  function candidatesOf(query: Query): number[] {
    return placesBetween(set, query.after, query.until);
  }
  function scoresOf(query: Query, keywords: readonly string[], liked: readonly string[]) {
    const wanted: Wanted = { keywords, liked: papersOf(set, liked), disliked: [] };
    return scorePapers(
      archive,
      wanted,
      candidatesOf(query).map((place) => set.papers[place]!),
    );
  }
}
