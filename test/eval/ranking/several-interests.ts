/** Readers with two and three interests: is each of them found by score, and shown in a day's digest of ten? */
import { groupsOf, type MixedReader, pairKey } from './draw-interests.ts';
import type { Values } from './measures.ts';
import { orderByScore } from './order.ts';
import {
  chooseTen,
  type EvalPaper,
  interestsApart,
  type OurArchive,
  scorePapers,
  type Wanted,
} from './ours.ts';
import { type EvalSet, gradesOf, papersOf, type Query } from './read-set.ts';
import { type Results, refuseNonFinite } from './results.ts';
import { daysOf, measureWindow, placesBetween } from './window.ts';

/** The cosine of the likes of every two profiles, by `pairKey`. */
export function compareInterests(
  set: EvalSet,
  archive: OurArchive,
  queries: readonly Query[],
): [string, number][] {
  const liked = new Map(queries.map((query) => [query, papersOf(set, query.liked)]));
  return groupsOf(queries, 2).map(([one, two]) => [
    pairKey(one!, two!),
    interestsApart(archive, liked.get(one!)!, liked.get(two!)!),
  ]);
}

/** Rows of our ranker for `readers`, whose common `after` is the archive's day. */
export function runReaders(
  set: EvalSet,
  archive: OurArchive,
  readers: readonly MixedReader[],
): Results {
  const profiles = new Map(set.queries.map((query) => [query.id, query]));
  const out: Record<string, { query: string; values: Values }[]> = {};
  for (const reader of readers) {
    const mixed = reader.profiles.map((id) => profiles.get(id)!);
    const system = `ours, ${mixed.length} interests`;
    const wanted = mix(set, mixed);
    const candidates = placesBetween(set, reader.after, reader.until);
    const papers = candidates.map((place) => set.papers[place]!);
    const scores = scorePapers(archive, wanted, papers);
    const name = reader.profiles.join(' + ');
    refuseNonFinite(scores, system, name, (at) => papers[at]!.id);
    const relevant = mixed.map(({ id }) => gradesOf(set, id));
    const ids = papers.map(({ id }) => id);
    const inWindow = new Set(ids);
    const union = new Map(
      relevant.flatMap((grades) => [...grades].filter(([id]) => inWindow.has(id))),
    );
    const top = orderByScore(scores, ids, 20);
    const found = relevant.filter((grades) => top.some((id) => grades.has(id))).length;
    const days = [...daysOf(set, candidates).values()].map((day) => day.map((at) => papers[at]!));
    out[system] = [
      ...(out[system] ?? []),
      {
        query: name,
        values: {
          ...measureWindow(set, candidates, union, scores),
          found: found / mixed.length,
          shown: shareShown(archive, wanted, days, relevant),
        },
      },
    ];
  }
  return out;
}

/** One reader with the keywords of all profiles and their likes by day. */
function mix(set: EvalSet, profiles: readonly Query[]): Wanted {
  const liked = new Set(
    papersOf(
      set,
      profiles.flatMap((profile) => profile.liked),
    ),
  );
  return {
    keywords: [...new Set(profiles.flatMap(({ keywords }) => keywords))],
    liked: [...liked].sort((one, two) =>
      (one.date ?? '') < (two.date ?? '') ? -1 : one.date === two.date ? 0 : 1,
    ),
    disliked: [],
  };
}

/** Of the interests that have a relevant paper among a day's candidates, the share with one in that day's ten. */
function shareShown(
  archive: OurArchive,
  wanted: Wanted,
  days: readonly (readonly EvalPaper[])[],
  interests: readonly ReadonlyMap<string, number>[],
): number {
  let possible = 0;
  let shown = 0;
  for (const day of days) {
    const waiting = interests.filter((grades) => day.some(({ id }) => grades.has(id)));
    if (waiting.length === 0) continue;
    const ten = chooseTen(archive, wanted, day);
    possible += waiting.length;
    shown += waiting.filter((grades) => ten.some((id) => grades.has(id))).length;
  }
  return shown / possible;
}
