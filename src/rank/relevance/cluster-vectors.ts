/** Likes kept apart by interest: average-linkage clustering by cosine distance. Pure. */
import { dotProduct, dotProducts } from '../../lib/linear/dot-product.ts';

/**
 * Rows of each cluster, in order of their first row. Two clusters are joined while the mean distance (1 − cosine)
 * between their members is at most `cut`; a cluster of fewer than `least` joins the one whose centroid is nearest.
 * `vectors` has `count` rows of `size` numbers, each of length 1 or 0. Takes time and memory by count².
 */
export function clusterVectors(
  vectors: Float32Array,
  size: number,
  count: number,
  { cut, least }: { readonly cut: number; readonly least: number },
): number[][] {
  const rows = Array.from({ length: count }, (_, row) =>
    vectors.subarray(row * size, (row + 1) * size),
  );
  const rowOf = (row: number) => rows[row]!;
  const groups = join(distances(vectors, size, count), count, cut);
  const large = groups.filter((group) => group.length >= least);
  if (large.length === 0) return count === 0 ? [] : [groups.flat().sort((a, b) => a - b)];
  const centroids = large.map((group) => centroidOf(group.map(rowOf), size));
  for (const group of groups) {
    if (group.length >= least) continue;
    for (const row of group) {
      const near = centroids.map((centroid) => dot(centroid, rowOf(row)));
      large[near.indexOf(Math.max(...near))]?.push(row);
    }
  }
  return large
    .map((group) => group.sort((a, b) => a - b))
    .sort((one, two) => (one[0] as number) - (two[0] as number));
}

function distances(vectors: Float32Array, size: number, count: number): Float64Array {
  const between = new Float64Array(count * count);
  const cosines = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    dotProducts(vectors, i * size, i, size, cosines);
    for (let j = 0; j < i; j++) {
      between[i * count + j] = 1 - cosines[j]!;
      between[j * count + i] = 1 - cosines[j]!;
    }
  }
  return between;
}

/**
 * Nearest-neighbour chains: from any cluster to its nearest, until two are each other's nearest; these are joined.
 * Average linkage never makes a later join nearer than an earlier one, so the order of joins does not matter and those
 * beyond the cut are left out.
 */
function join(between: Float64Array, count: number, cut: number): number[][] {
  const groups = new Map(Array.from({ length: count }, (_, row) => [row, [row]]));
  const finished: number[][] = [];
  let chain: number[] = [];
  while (groups.size > 0) {
    if (chain.length === 0) chain = [groups.keys().next().value as number];
    const last = chain[chain.length - 1] as number;
    const before = chain[chain.length - 2] ?? -1;
    const nearest = nearestOf(last, before, groups.keys(), between, count);
    if (nearest === -1 || (between[last * count + nearest] as number) > cut) {
      // Nobody else will come nearer to it.
      finished.push(groups.get(last) as number[]);
      groups.delete(last);
      chain.pop();
      continue;
    }
    if (nearest !== before) {
      chain.push(nearest);
      continue;
    }
    chain.length -= 2;
    merge(last, nearest, groups, between, count);
  }
  return finished;
}

/** Of equally near ones the one before in the chain, so that chains end; then the first. */
function nearestOf(
  of: number,
  before: number,
  others: Iterable<number>,
  between: Float64Array,
  count: number,
): number {
  let nearest = before;
  let least = before === -1 ? Number.POSITIVE_INFINITY : (between[of * count + before] as number);
  for (const other of others) {
    const distance = between[of * count + other] as number;
    if (other === of || distance >= least) continue;
    nearest = other;
    least = distance;
  }
  return nearest;
}

function merge(
  one: number,
  two: number,
  groups: Map<number, number[]>,
  between: Float64Array,
  count: number,
): void {
  const [first, second] = [groups.get(one) as number[], groups.get(two) as number[]];
  const all = first.length + second.length;
  for (const other of groups.keys()) {
    const distance =
      (first.length * (between[one * count + other] as number) +
        second.length * (between[two * count + other] as number)) /
      all;
    between[one * count + other] = distance;
    between[other * count + one] = distance;
  }
  groups.set(one, [...first, ...second]);
  groups.delete(two);
}

function centroidOf(rows: readonly Float32Array[], size: number): Float32Array {
  const centroid = new Float32Array(size);
  for (const row of rows)
    for (let j = 0; j < size; j++) (centroid[j] as number) += row[j] as number;
  const length = Math.max(Math.sqrt(dot(centroid, centroid)), 1e-9);
  return centroid.map((value) => value / length);
}

function dot(one: Float32Array, two: Float32Array): number {
  return dotProduct(one, 0, two, 0, one.length);
}
