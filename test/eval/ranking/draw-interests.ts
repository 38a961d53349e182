/** Draws readers with two and three interests from hfdaily's profiles: by a fixed seed, of profiles far apart. */
import type { EvalSet, Query } from './read-set.ts';
import { gradesOf } from './read-set.ts';
import { placesBetween } from './window.ts';

/** Several profiles as one reader; the window is the one all of them share. */
export interface MixedReader {
  readonly profiles: readonly string[];
  readonly after: string;
  readonly until: string;
}

const farApart = 0.35;
const fewestRelevant = 5;
const drawn = [
  { size: 2, most: 30 },
  { size: 3, most: 20 },
] as const;

/**
 * Up to 30 pairs and 20 triples whose likes have a cosine below .35 two by two (`cosines` by "one two", ids rising)
 * and of which each has at least 5 relevant papers in the common window. Same profiles, same draw.
 */
export function drawReaders(
  set: EvalSet,
  queries: readonly Query[],
  cosines: ReadonlyMap<string, number>,
): MixedReader[] {
  const sorted = [...queries].sort((one, two) => (one.id < two.id ? -1 : 1));
  return drawn.flatMap(({ size, most }) => {
    const found: MixedReader[] = [];
    for (const among of shuffle(groupsOf(sorted, size), size)) {
      if (found.length === most) break;
      const pairs = groupsOf(among, 2);
      if (pairs.some(([one, two]) => (cosines.get(pairKey(one!, two!)) ?? 1) >= farApart)) continue;
      const reader = {
        profiles: among.map(({ id }) => id),
        after: among
          .map(({ after }) => after)
          .sort()
          .at(-1)!,
        until: among.map(({ until }) => until).sort()[0]!,
      };
      const window = placesBetween(set, reader.after, reader.until);
      const enough = among.every(({ id }) => {
        const grades = gradesOf(set, id);
        return window.filter((place) => grades.has(set.papers[place]!.id)).length >= fewestRelevant;
      });
      if (enough) found.push(reader);
    }
    return found;
  });
}

/** The key of two profiles in `cosines`. */
export function pairKey(one: Query, two: Query): string {
  return one.id < two.id ? `${one.id} ${two.id}` : `${two.id} ${one.id}`;
}

/** Every choice of `size` of `all`, in their order. */
export function groupsOf<T>(all: readonly T[], size: number): T[][] {
  if (size === 0) return [[]];
  return all.flatMap((first, at) =>
    groupsOf(all.slice(at + 1), size - 1).map((rest) => [first, ...rest]),
  );
}

/** Fisher-Yates with a small generator (mulberry32): the same order for the same seed on every machine. */
function shuffle<T>(all: T[], seed: number): T[] {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  for (let at = all.length - 1; at > 0; at -= 1) {
    const other = Math.floor(next() * (at + 1));
    [all[at], all[other]] = [all[other]!, all[at]!];
  }
  return all;
}
