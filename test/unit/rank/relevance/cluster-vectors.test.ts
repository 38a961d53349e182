/** Clusters by average linkage: those of the textbook's slow way, small ones joined to the nearest. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clusterVectors } from '../../../../src/rank/relevance/cluster-vectors.ts';

const size = 4;

/** Rows of length 1. */
const rows = fc
  .array(
    fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: size, maxLength: size }),
    {
      maxLength: 14,
    },
  )
  .map((list) =>
    list.map((row) => {
      const length = Math.hypot(...row);
      return length < 1e-3 ? [1, 0, 0, 0] : row.map((value) => value / length);
    }),
  );

function clusters(list: readonly (readonly number[])[], cut: number, least: number): number[][] {
  return clusterVectors(Float32Array.from(list.flat()), size, list.length, { cut, least });
}

/** Between equally near pairs either may be joined first. */
function hasTies(list: readonly (readonly number[])[]): boolean {
  const cosines = list
    .flatMap((one, a) =>
      list.slice(a + 1).map((two) => one.reduce((sum, value, at) => sum + value * two[at]!, 0)),
    )
    .sort((a, b) => a - b);
  return cosines.some((cosine, at) => at > 0 && cosine - cosines[at - 1]! < 1e-4);
}

/** Joins the two nearest of all clusters until they are further apart than `cut`. */
function slowly(list: readonly (readonly number[])[], cut: number): number[][] {
  let groups = list.map((_, row) => [row]);
  const distance = (one: number[], two: number[]) => {
    const between = one.flatMap((a) =>
      two.map((b) => 1 - list[a]!.reduce((sum, value, at) => sum + value * list[b]![at]!, 0)),
    );
    return between.reduce((sum, value) => sum + value, 0) / between.length;
  };
  for (;;) {
    const pairs = groups.flatMap((one, a) => groups.slice(a + 1).map((two) => [one, two] as const));
    const nearest = pairs.sort(([a, b], [c, d]) => distance(a, b) - distance(c, d))[0];
    if (nearest === undefined || distance(...nearest) > cut) break;
    groups = [...groups.filter((group) => !nearest.includes(group)), nearest.flat()];
  }
  return groups.map((group) => group.sort((a, b) => a - b)).sort((a, b) => a[0]! - b[0]!);
}

describe('clusters', () => {
  it('are those of joining the nearest two again and again', () => {
    fc.assert(
      fc.property(rows, fc.double({ min: 0.05, max: 1.5, noNaN: true }), (list, cut) => {
        fc.pre(!hasTies(list));
        expect(clusters(list, cut, 1)).toEqual(slowly(list, cut));
      }),
    );
  });

  it('hold every row once, and are large enough, or there is one', () => {
    fc.assert(
      fc.property(rows, (list) => {
        const found = clusters(list, 0.5, 3);

        expect(found.flat().sort((a, b) => a - b)).toEqual([...list.keys()]);
        expect(found.length <= 1 || found.every((group) => group.length >= 3)).toBe(true);
      }),
    );
  });
});
